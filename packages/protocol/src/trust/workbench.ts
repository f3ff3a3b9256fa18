import { type Bytes, decodeBase64, fromBase64, type NativeBytes, textOf } from '../encoding/index.ts';
import { checkData, HEAD, keysIn } from './data.ts';
import { type EpochKeys, PAYLOAD_PREFIX_LENGTH } from './epoch.ts';
import { orRefuse, TrustError } from './errors.ts';
import type { NativeCrypto } from './native.ts';
import type { OpenedMessage, SealedAt } from './opened.ts';
import { unpaddedLength } from './padding.ts';
import { BRACE, fingerprintIn, type Payload, readPayload, SIG_LENGTH, signedTextOf } from './payload.ts';
import { messageAad, signedBytes, writeAad } from './place.ts';
import { NONCE_LENGTH, nativeKeyOf, TAG_LENGTH } from './seal.ts';

const EXACT_TAG = { authTagLength: TAG_LENGTH };
const CONTENT = HEAD + NONCE_LENGTH;

/** In bytes, of what `Data` decodes to: more than a text of usual length takes. */
const USUAL = 16 * 1024;
/** In bytes: what stands before the signed text in C is shorter. */
const BEFORE_TEXT = 1024;

/**
 * Opens messages one after another, at once, in memory that is used again for each of them: of a long history, most of
 * the time goes into making and freeing arrays of a few hundred bytes.
 */
export class Workbench {
  readonly #native: NativeCrypto;
  readonly #size: number;
  /** What `Data` decodes to. */
  readonly #data: Views;
  readonly #content: Views;
  readonly #nonce: Bytes;
  readonly #tags: Views;
  /** C. */
  readonly #signed: Views;
  readonly #aad: Views;

  /** @param size bytes of the longest `Data` that it can open */
  constructor(native: NativeCrypto, size = USUAL) {
    this.#native = native;
    this.#size = size;
    this.#data = new Views(new Uint8Array(size));
    this.#content = new Views(this.#data.whole, () => CONTENT);
    this.#nonce = this.#data.whole.subarray(HEAD, CONTENT);
    this.#tags = new Views(this.#data.whole, (end) => end - TAG_LENGTH);
    this.#signed = new Views(new Uint8Array(size + BEFORE_TEXT));
    this.#aad = new Views(this.#signed.whole, () => PAYLOAD_PREFIX_LENGTH);
  }

  /**
   * As `openMessage`.
   * @throws TrustError bad_data, epoch_missing, bad_message, bad_padding, bad_payload, wrong_sender
   */
  open(epochs: ReadonlyMap<number, EpochKeys>, message: SealedAt): OpenedMessage {
    const { data } = message;
    if (data.length > this.#size) return new Workbench(this.#native, data.length).open(epochs, message);
    const sealed = this.#data.whole;
    const length = orRefuse('bad_data', () => decodeBase64(data, sealed));
    checkData(sealed, length);
    const keys = keysIn(epochs, sealed);
    const signed = this.#signed.whole;
    const aadEnd = writeAad(signed, PAYLOAD_PREFIX_LENGTH, keys, message);
    const dataHash = this.#native.hash('sha256', this.#data.upTo(length), 'base64');
    const padded = this.#unseal(keys, length, this.#aad.upTo(aadEnd));

    const end = unpaddedLength(padded);
    const payload = readPayload(orRefuse('bad_payload', () => textOf(padded, end)));
    const fingerprint = fingerprintIn(keys, payload);
    signed.set(keys.payloadPrefix);
    signed[aadEnd] = 0;
    const textAt = aadEnd + 1;
    const textLength = end - SIG_LENGTH;
    padded.copy(signed, textAt, 0, textLength);
    signed[textAt + textLength] = BRACE;
    const hash = this.#native.hash('sha256', this.#signed.upTo(textAt + textLength + 1), 'base64');
    return new OpenedNow(message, keys, payload, fingerprint, hash, dataHash, padded, end);
  }

  #unseal({ messageKey }: EpochKeys, length: number, aad: Bytes): NativeBytes {
    const tagAt = length - TAG_LENGTH;
    const key = nativeKeyOf(messageKey);
    const decipher = this.#native.createDecipheriv('aes-256-gcm', key, this.#nonce, EXACT_TAG);
    decipher.setAAD(aad);
    decipher.setAuthTag(this.#tags.upTo(length));
    const padded = decipher.update(this.#content.upTo(tagAt));
    try {
      decipher.final();
    } catch {
      throw new TrustError('bad_message');
    }
    return padded;
  }
}

/** Views of the same bytes, each made once: messages have few lengths. */
class Views {
  readonly whole: Bytes;
  readonly #startOf: (end: number) => number;
  readonly #views = new Map<number, Bytes>();

  /** @param startOf where the view begins that ends there; at the beginning of all when absent */
  constructor(whole: Bytes, startOf: (end: number) => number = () => 0) {
    this.whole = whole;
    this.#startOf = startOf;
  }

  upTo(end: number): Bytes {
    let view = this.#views.get(end);
    if (!view) {
      view = this.whole.subarray(this.#startOf(end), end);
      this.#views.set(end, view);
    }
    return view;
  }
}

/** What was signed and the signature are made when they are asked for, which is once in a run of messages. */
class OpenedNow implements OpenedMessage {
  readonly instance: string;
  readonly id: string;
  readonly type: 'Message';
  readonly epoch: number;
  readonly payload: Payload & { readonly sig: string };
  readonly fingerprint: string;
  readonly hash: string;
  readonly dataHash: string;
  readonly #keys: EpochKeys;
  readonly #padded: Uint8Array;
  readonly #end: number;

  constructor(
    { instance, id, type }: SealedAt,
    keys: EpochKeys,
    payload: Payload & { readonly sig: string },
    fingerprint: string,
    hash: string,
    dataHash: string,
    padded: Uint8Array,
    end: number,
  ) {
    this.instance = instance;
    this.id = id;
    this.type = type;
    this.epoch = keys.epoch;
    this.payload = payload;
    this.fingerprint = fingerprint;
    this.hash = hash;
    this.dataHash = dataHash;
    this.#keys = keys;
    this.#padded = padded;
    this.#end = end;
  }

  get signed(): Bytes {
    const aad = messageAad(this.#keys, this);
    return signedBytes(this.#keys, aad, signedTextOf(this.#padded.subarray(0, this.#end)));
  }

  get signature(): Bytes {
    return fromBase64(this.payload.sig);
  }
}
