import { type Bytes, concat, encodedLength, toBase64, u32 } from '../encoding/index.ts';
import { AROUND, VERSION } from './data.ts';
import type { EpochKeys } from './epoch.ts';
import { TrustError } from './errors.ts';
import { sha256Base64, sha256Now } from './hash.ts';
import type { Content } from './kinds.ts';
import type { OwnKeys } from './ownkeys.ts';
import { pad, paddedSize } from './padding.ts';
import { type Header, SIG_LENGTH, withSignature, writeSignedText } from './payload.ts';
import { messageAad, type Place, signedBytes } from './place.ts';
import { type Random, secureRandom } from './random.ts';
import { seal } from './seal.ts';
import { sign } from './signature.ts';

/** A new message, ready to be stored and sent. */
export interface SealedMessage {
  /** `Data`, base64. */
  readonly data: string;
  readonly hash: string;
  readonly dataHash: string;
}

/** A message that only lacks its signature and encryption; the station's next one can already name it. */
export interface PreparedMessage {
  readonly aad: Bytes;
  readonly signedText: Bytes;
  /** C: the bytes to be signed. */
  readonly signed: Bytes;
  /** b64(SHA-256(C)). */
  readonly hash: string;
  /** How many characters its `Data` will have. */
  readonly dataLength: number;
}

/**
 * The first half of `sealMessage`, which awaits nothing: a station's messages can be prepared one after another, as
 * each names the one before, and then be sealed all at once.
 * @throws TrustError bad_kind, bad_payload, wrong_sender for what every reader would refuse
 */
export function prepareMessage(
  keys: EpochKeys,
  place: Place,
  userId: string,
  header: Omit<Header, 'from'>,
  content: Content,
): PreparedMessage {
  if (!keys.people.has(userId)) throw new TrustError('wrong_sender', `user ${userId}`);
  const aad = messageAad(keys, place);
  const signedText = writeSignedText({ ...header, from: userId }, content);
  const signed = signedBytes(keys, aad, signedText);
  const padded = paddedSize(signedText.length - 1 + SIG_LENGTH + 1);
  const dataLength = encodedLength(AROUND + padded);
  return { aad, signedText, signed, hash: toBase64(sha256Now(signed)), dataLength };
}

/** The second half: signs and encrypts prepared messages side by side. @param keys what they were prepared with */
export async function sealPrepared(
  keys: EpochKeys,
  signKey: CryptoKey,
  messages: readonly PreparedMessage[],
  random: Random = secureRandom,
): Promise<SealedMessage[]> {
  const signatures = await Promise.all(messages.map(({ signed }) => sign(signKey, signed)));
  const head = concat(new Uint8Array([VERSION]), u32(keys.epoch));
  const sealed = await Promise.all(
    messages.map(async ({ signedText, aad }, index) => {
      const payload = withSignature(signedText, signatures[index] as Bytes);
      return concat(head, await seal(keys.messageKey, pad(payload), aad, random));
    }),
  );
  const dataHashes = await sha256Base64(sealed);
  return messages.map(({ hash }, index) => ({
    data: toBase64(sealed[index] as Bytes),
    hash,
    dataHash: dataHashes[index] as string,
  }));
}

/**
 * Seals and signs a message. @param keys of the newest epoch (`checkWritableEpoch`)
 * @throws TrustError bad_kind, bad_payload, wrong_sender for what every reader would refuse
 * Source: docs/spec/trust.md section 4.
 */
export async function sealMessage(
  keys: EpochKeys,
  place: Place,
  own: Pick<OwnKeys, 'userId' | 'signKey'>,
  header: Omit<Header, 'from'>,
  content: Content,
  random: Random = secureRandom,
): Promise<SealedMessage> {
  const prepared = prepareMessage(keys, place, own.userId, header, content);
  const [sealed] = await sealPrepared(keys, own.signKey, [prepared], random);
  return sealed as SealedMessage;
}
