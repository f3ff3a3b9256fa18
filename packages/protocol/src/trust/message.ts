import { type Bytes, concat, fromBase64, isBase64, readU32, toBase64, u32 } from '../encoding/index.ts';
import { isInstance, isMessageId } from '../ids/index.ts';
import type { EpochKeys } from './epoch.ts';
import { orRefuse, orTrustError, TrustError } from './errors.ts';
import { sha256Base64, sha256Now } from './hash.ts';
import type { Content } from './kinds.ts';
import type { OwnKeys } from './ownkeys.ts';
import { pad, paddedSize, unpad } from './padding.ts';
import {
  type Header,
  type Payload,
  readPayload,
  SIG_LENGTH,
  withSignature,
  writeSignedText,
} from './payload.ts';
import { type Random, secureRandom } from './random.ts';
import { seal, unsealAll } from './seal.ts';
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
/** Version and epoch. */
const HEAD = 1 + 4;
/** With nonce and tag. */
const SHORTEST = HEAD + 12 + 16;

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
  const dataLength = 4 * Math.ceil((SHORTEST + padded) / 3);
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

/** A message as the server gives it. */
export interface SealedAt extends Place {
  /** `Data`, base64. */
  readonly data: string;
}

/**
 * Opens a message and checks all that needs no signature.
 * @param epochs keys by epoch @param data base64
 * @throws TrustError bad_data, epoch_missing, bad_message, bad_padding, bad_payload, wrong_sender
 * Source: docs/spec/trust.md section 4.
 */
export async function openMessage(
  epochs: ReadonlyMap<number, EpochKeys>,
  place: Place,
  data: string,
): Promise<OpenedMessage> {
  const [opened] = await openMessages(epochs, [{ ...place, data }]);
  if (!opened || opened instanceof TrustError) throw opened;
  return opened;
}

/**
 * As `openMessage`, many at once: several times faster, because what is asked of WebCrypto then runs side by side.
 * @returns for each message the opened one, or why it does not open
 */
export async function openMessages(
  epochs: ReadonlyMap<number, EpochKeys>,
  messages: readonly SealedAt[],
): Promise<(OpenedMessage | TrustError)[]> {
  const results: (OpenedMessage | TrustError)[] = new Array(messages.length);
  const begun: Begun[] = [];
  messages.forEach((message, index) => {
    const one = orTrustError(() => begin(epochs, message, index));
    if (one instanceof TrustError) results[index] = one;
    else begun.push(one);
  });
  const unsealing = unsealAll(
    begun.map(({ keys, bytes, aad }) => ({ key: keys.messageKey, bytes, offset: HEAD, aad })),
    'bad_message',
  );
  const dataHashes = await sha256Base64(begun.map(({ bytes }) => bytes));
  const unsealed = await unsealing;

  const read: Read[] = [];
  begun.forEach((one, at) => {
    const padded = unsealed[at] as Bytes | TrustError;
    const result = padded instanceof TrustError ? padded : orTrustError(() => readOpened(one, padded));
    if (result instanceof TrustError) results[one.index] = result;
    else read.push({ index: one.index, opened: { ...result, dataHash: dataHashes[at] as string } });
  });
  const hashes = await sha256Base64(read.map(({ opened }) => opened.signed));
  read.forEach(({ index, opened }, at) => {
    results[index] = { ...opened, hash: hashes[at] as string };
  });
  return results;
}

/** A message that is about to be opened. */
interface Begun {
  /** Its place among those that are opened together. */
  readonly index: number;
  readonly message: SealedAt;
  /** What `Data` decodes to. */
  readonly bytes: Bytes;
  readonly keys: EpochKeys;
  readonly aad: Bytes;
}

function begin(epochs: ReadonlyMap<number, EpochKeys>, message: SealedAt, index: number): Begun {
  const bytes = decodeData(message.data);
  const epoch = readU32(bytes, 1);
  const keys = epochs.get(epoch);
  if (!keys) throw new TrustError('epoch_missing', `epoch ${epoch}`);
  return { index, message, bytes, keys, aad: messageAad(keys, message) };
}

/** A message that was opened, but for its hash. */
interface Read {
  readonly index: number;
  readonly opened: Omit<OpenedMessage, 'hash'>;
}

function readOpened({ message, keys, aad }: Begun, padded: Bytes): Omit<OpenedMessage, 'hash' | 'dataHash'> {
  const { payload, signedText, signature } = readPayload(unpad(padded));
  const fingerprint = keys.people.get(payload.from);
  if (fingerprint === undefined) throw new TrustError('wrong_sender', `user ${payload.from}`);
  const { instance, id, type } = message;
  const signed = signedBytes(keys, aad, signedText);
  return { instance, id, type, epoch: keys.epoch, payload, fingerprint, signed, signature };
}

/** The epoch that a message's `Data` names, from its first bytes alone; undefined when they are none of a message. */
export function namedEpochOf(data: string): number | undefined {
  const head = data.slice(0, 8);
  if (!isBase64(head)) return undefined;
  const bytes = fromBase64(head);
  return bytes.length >= HEAD && bytes[0] === VERSION ? readU32(bytes, 1) : undefined;
}

/** The epoch that a message's `Data` stands under, without opening it. @throws TrustError bad_data */
export function epochOf(data: string): number {
  return readU32(decodeData(data), 1);
}

/** What a message's `prev` names of this one: also of messages that cannot be opened. @throws TrustError bad_data */
export async function dataHashOf(data: string): Promise<string> {
  const [hash = ''] = await sha256Base64([orRefuse('bad_data', () => fromBase64(data))]);
  return hash;
}

/** AAD = "parley/message/v1" || Z || W || Z || conversationid || Z || instance || Z || message ID || Z || Type || Z || u32 epoch. */
function messageAad(keys: EpochKeys, { instance, id, type }: Place): Bytes {
  if (!isInstance(instance) || !isMessageId(id) || type !== 'Message') {
    throw new TrustError('bad_data', 'its instance, ID or type is malformed');
  }
  const { aadPrefix, epoch } = keys;
  const place = `${instance}\0${id}\0${type}\0`;
  const aad = new Uint8Array(aadPrefix.length + place.length + 4);
  aad.set(aadPrefix);
  let at = aadPrefix.length;
  // Checked above to be ASCII: a byte each, without an encoder and an array for every message of a long history.
  for (let index = 0; index < place.length; index++) aad[at++] = place.charCodeAt(index);
  aad.set(u32(epoch), at);
  return aad;
}

/** C = "parley/payload/v1" || Z || SHA-256(secret of the epoch) || AAD || Z || signed text. */
function signedBytes({ payloadPrefix }: EpochKeys, aad: Bytes, signedText: Bytes): Bytes {
  const aadAt = payloadPrefix.length;
  const textAt = aadAt + aad.length + 1;
  const signed = new Uint8Array(textAt + signedText.length);
  signed.set(payloadPrefix);
  signed.set(aad, aadAt);
  signed.set(signedText, textAt);
  return signed;
}

function decodeData(data: string): Bytes {
  const bytes = orRefuse('bad_data', () => fromBase64(data));
  if (bytes.length < SHORTEST) throw new TrustError('bad_data', 'it is too short');
  if (bytes[0] !== VERSION) throw new TrustError('bad_data', `version ${bytes[0]} is not known`);
  return bytes;
}
