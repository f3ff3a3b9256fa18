import { type Bytes, fromBase64, textOf } from '../encoding/index.ts';
import { decodeData, HEAD, keysIn } from './data.ts';
import type { EpochKeys } from './epoch.ts';
import { orRefuse, orTrustError, TrustError } from './errors.ts';
import { sha256Base64 } from './hash.ts';
import { nativeCrypto } from './native.ts';
import type { OpenedMessage, SealedAt } from './opened.ts';
import { unpad } from './padding.ts';
import { fingerprintIn, readPayload, signedTextOf } from './payload.ts';
import { messageAad, type Place, signedBytes } from './place.ts';
import { unsealAll } from './seal.ts';
import { Workbench } from './workbench.ts';

const native = nativeCrypto();
const workbench = native && new Workbench(native);

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
 * As `openMessage`, many at once: several times faster where only WebCrypto opens, because what is asked of it then
 * runs side by side.
 * @returns for each message the opened one, or why it does not open
 */
export async function openMessages(
  epochs: ReadonlyMap<number, EpochKeys>,
  messages: readonly SealedAt[],
): Promise<(OpenedMessage | TrustError)[]> {
  if (!workbench) return openSideBySide(epochs, messages);
  return messages.map((message) => orTrustError(() => workbench.open(epochs, message)));
}

async function openSideBySide(
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
  const keys = keysIn(epochs, bytes);
  return { index, message, bytes, keys, aad: messageAad(keys, message) };
}

/** A message that was opened, but for its hash. */
interface Read {
  readonly index: number;
  readonly opened: Omit<OpenedMessage, 'hash'>;
}

function readOpened({ message, keys, aad }: Begun, padded: Bytes): Omit<OpenedMessage, 'hash' | 'dataHash'> {
  const json = unpad(padded);
  const payload = readPayload(orRefuse('bad_payload', () => textOf(json)));
  const fingerprint = fingerprintIn(keys, payload);
  const { instance, id, type } = message;
  const signed = signedBytes(keys, aad, signedTextOf(json));
  const signature = fromBase64(payload.sig);
  return { instance, id, type, epoch: keys.epoch, payload, fingerprint, signed, signature };
}
