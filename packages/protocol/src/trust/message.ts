import { type Bytes, concat, fromBase64, readU32, toBase64, u32, utf8, Z } from '../encoding/index.ts';
import { isInstance, isMessageId } from '../ids/index.ts';
import type { EpochKeys } from './epoch.ts';
import { orRefuse, TrustError } from './errors.ts';
import { sha256 } from './hash.ts';
import type { Content } from './kinds.ts';
import type { OwnKeys } from './ownkeys.ts';
import { pad, unpad } from './padding.ts';
import { type Header, type Payload, readPayload, withSignature, writeSignedText } from './payload.ts';
import { type Random, secureRandom } from './random.ts';
import { seal, unseal } from './seal.ts';
import { sign } from './signature.ts';

/** Where a message stands: its ciphertext opens nowhere else. */
export interface Place {
  readonly instance: string;
  /** Message ID. */
  readonly id: string;
  readonly type: 'Message';
}

/** A message that was opened; who wrote it is not proven yet (`proveMessages`). */
export interface OpenedMessage extends Place {
  readonly epoch: number;
  readonly payload: Payload;
  /** The fingerprint under which `payload.from` stands in the epoch's `secretfor`. */
  readonly fingerprint: string;
  /** C: the bytes that `signature` is over. */
  readonly signed: Bytes;
  readonly signature: Bytes;
  /** b64(SHA-256(C)): what the station's next message names as `chain`. */
  readonly hash: string;
  /** b64(SHA-256 of what `Data` decodes to): what a later message names as `prev`. */
  readonly dataHash: string;
}

/** A new message, ready to be stored and sent. */
export interface SealedMessage {
  /** `Data`, base64. */
  readonly data: string;
  readonly hash: string;
  readonly dataHash: string;
}

const VERSION = 0x01;
/** Version, epoch, nonce and tag. */
const SHORTEST = 1 + 4 + 12 + 16;

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
  if (!keys.people.has(own.userId)) throw new TrustError('wrong_sender', `user ${own.userId}`);
  const aad = messageAad(keys, place);
  const signedText = writeSignedText({ ...header, from: own.userId }, content);
  const signed = signedBytes(keys, aad, signedText);
  const payload = withSignature(signedText, await sign(own.signKey, signed));
  const sealed = await seal(keys.messageKey, pad(payload), aad, random);
  const bytes = concat(new Uint8Array([VERSION]), u32(keys.epoch), sealed);
  const [hash, dataHash] = await Promise.all([sha256(signed), sha256(bytes)]);
  return { data: toBase64(bytes), hash: toBase64(hash), dataHash: toBase64(dataHash) };
}

/**
 * Opens a message and checks all that needs no signature. Callable in batches: messages do not depend on one another.
 * @param epochs keys by epoch @param data base64
 * @throws TrustError bad_data, epoch_missing, bad_message, bad_padding, bad_payload, wrong_sender
 * Source: docs/spec/trust.md section 4.
 */
export async function openMessage(
  epochs: ReadonlyMap<number, EpochKeys>,
  place: Place,
  data: string,
): Promise<OpenedMessage> {
  const bytes = decodeData(data);
  const epoch = readU32(bytes, 1);
  const keys = epochs.get(epoch);
  if (!keys) throw new TrustError('epoch_missing', `epoch ${epoch}`);
  const aad = messageAad(keys, place);
  const [padded, dataDigest] = await Promise.all([
    unseal(keys.messageKey, bytes.subarray(5), aad, 'bad_message'),
    sha256(bytes),
  ]);
  const { payload, signedText, signature } = readPayload(unpad(padded));
  const fingerprint = keys.people.get(payload.from);
  if (fingerprint === undefined) throw new TrustError('wrong_sender', `user ${payload.from}`);
  const signed = signedBytes(keys, aad, signedText);
  const hash = toBase64(await sha256(signed));
  const { instance, id, type } = place;
  const dataHash = toBase64(dataDigest);
  return { instance, id, type, epoch, payload, fingerprint, signed, signature, hash, dataHash };
}

/** The epoch that a message's `Data` stands under, without opening it. @throws TrustError bad_data */
export function epochOf(data: string): number {
  return readU32(decodeData(data), 1);
}

/** What a message's `prev` names of this one: also of messages that cannot be opened. @throws TrustError bad_data */
export async function dataHashOf(data: string): Promise<string> {
  return toBase64(await sha256(orRefuse('bad_data', () => fromBase64(data))));
}

/** AAD = "parley/message/v1" || Z || W || Z || conversationid || Z || instance || Z || message ID || Z || Type || Z || u32 epoch. */
function messageAad(keys: EpochKeys, { instance, id, type }: Place): Bytes {
  if (!isInstance(instance) || !isMessageId(id) || type !== 'Message') {
    throw new TrustError('bad_data', 'its instance, ID or type is malformed');
  }
  return concat(keys.aadPrefix, utf8(`${instance}\0${id}\0${type}\0`), u32(keys.epoch));
}

/** C = "parley/payload/v1" || Z || SHA-256(secret of the epoch) || AAD || Z || signed text. */
function signedBytes(keys: EpochKeys, aad: Bytes, signedText: Bytes): Bytes {
  return concat(keys.payloadPrefix, aad, Z, signedText);
}

function decodeData(data: string): Bytes {
  const bytes = orRefuse('bad_data', () => fromBase64(data));
  if (bytes.length < SHORTEST) throw new TrustError('bad_data', 'it is too short');
  if (bytes[0] !== VERSION) throw new TrustError('bad_data', `version ${bytes[0]} is not known`);
  return bytes;
}
