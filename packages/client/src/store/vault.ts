import { fromBase64, isBase64, textOf, toBase64, utf8 } from '@parley/protocol/encoding';
import { ClientError } from '../errors.ts';
import type { LocalStore } from './local-store.ts';

const NONCE_LENGTH = 12;
/** Characters of the shortest sealed value: nonce, a digit and tag, in base64. */
const SHORTEST = 40;

/**
 * Secret documents and records of a store: sealed with a key that the store does not hold (AES-256-GCM, bound to
 * their name), so that a copy of the store alone opens nothing.
 */
export class Vault {
  readonly #store: LocalStore;
  readonly #key: CryptoKey;

  constructor(store: LocalStore, key: CryptoKey) {
    this.#store = store;
    this.#key = key;
  }

  /** @throws ClientError `store_broken` when it does not open with this key */
  async get(name: string): Promise<unknown> {
    const sealed = await this.#store.get(name);
    return sealed === undefined ? undefined : this.open(name, sealed as string);
  }

  async set(name: string, value: unknown): Promise<void> {
    await this.#store.set(name, await this.seal(name, value));
  }

  /**
   * Removes the documents and logs that this key does not open, because they rest under another key or were damaged:
   * for a new login, after which what can be had from the server is fetched anew. What is no sealed value stays.
   */
  async sweep(): Promise<void> {
    const { documents, logs } = await this.#store.names();
    for (const name of documents) {
      // What is garbled may be what the server does not have, so whoever needs it must hear of it.
      const value = await this.#store.get(name).catch(() => undefined);
      if (await this.#isLost(name, value)) await this.#store.remove(name);
    }
    for (const name of logs) {
      const log = this.#store.log(name);
      if (await this.#isLost(name, (await log.last())?.trimEnd())) await log.clear();
    }
  }

  /** Whether a value is one of those that are sealed, and does not open. */
  async #isLost(name: string, value: unknown): Promise<boolean> {
    if (typeof value !== 'string' || value.length < SHORTEST || !isBase64(value)) return false;
    return this.open(name, value).then(
      () => false,
      () => true,
    );
  }

  /** Any JSON value as one line of text, to be kept under a name. */
  async seal(name: string, value: unknown): Promise<string> {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_LENGTH));
    const sealed = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv: nonce, additionalData: utf8(name) },
      this.#key,
      utf8(JSON.stringify(value)),
    );
    const whole = new Uint8Array(NONCE_LENGTH + sealed.byteLength);
    whole.set(nonce);
    whole.set(new Uint8Array(sealed), NONCE_LENGTH);
    return toBase64(whole);
  }

  /** What `seal` made. @throws ClientError `store_broken` */
  open(name: string, sealed: string): Promise<unknown> {
    return openSealed(this.#key, name, sealed);
  }
}

/** What a vault with this key has sealed under that name. @throws ClientError `store_broken` */
export async function openSealed(key: CryptoKey, name: string, sealed: string): Promise<unknown> {
  try {
    const bytes = fromBase64(sealed);
    const nonce = bytes.subarray(0, NONCE_LENGTH);
    const opened = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: nonce, additionalData: utf8(name) },
      key,
      bytes.subarray(NONCE_LENGTH),
    );
    return JSON.parse(textOf(new Uint8Array(opened)));
  } catch (cause) {
    throw new ClientError(
      'store_broken',
      `The stored "${name}" does not open with this station's key: it was altered, or the key is another one. Log in anew.`,
      { cause },
    );
  }
}

/** A new key for a vault. @param extractable whether it can be kept as bytes */
export async function makeLocalKey(extractable = false): Promise<CryptoKey> {
  return (await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, extractable, [
    'encrypt',
    'decrypt',
  ])) as CryptoKey;
}

/** The key of a vault from its 32 bytes. */
export function importLocalKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}
