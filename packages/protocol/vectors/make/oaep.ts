import { type Bytes, equalBytes, fromBase64, toBase64, toHex } from '../../src/encoding/index.ts';
import { wrapKey } from '../../src/trust/oaep.ts';
import { committed, type Person } from './world.ts';

interface OaepCase {
  readonly about: string;
  readonly recipient: string;
  readonly label: string;
  readonly key: string;
  readonly ciphertext: string;
}

/** RSA-OAEP is random and WebCrypto takes no seed: what was once wrapped is kept. */
export class Wrapper {
  readonly cases: OaepCase[] = [];
  readonly #kept: readonly OaepCase[];

  constructor() {
    this.#kept = (committed('oaep') as { cases: OaepCase[] } | undefined)?.cases ?? [];
  }

  /** Wraps a key for a person, in base64. */
  async wrap(about: string, person: Person, key: Bytes, label: Bytes): Promise<string> {
    const kept = this.#kept.find((one) => one.about === about);
    const ciphertext =
      kept && (await opens(person, kept.ciphertext, key, label))
        ? kept.ciphertext
        : toBase64(await wrapKey(person.own.identity.encryptKey, key, label));
    this.cases.push({ about, recipient: person.email, label: toHex(label), key: toHex(key), ciphertext });
    return ciphertext;
  }
}

/** Not `unwrapKey`, which refuses what is not 32 bytes: some of the cases are made to be refused. */
async function opens(person: Person, ciphertext: string, key: Bytes, label: Bytes): Promise<boolean> {
  try {
    const parameters = { name: 'RSA-OAEP', label };
    const opened = await crypto.subtle.decrypt(parameters, person.own.decryptKey, fromBase64(ciphertext));
    return equalBytes(new Uint8Array(opened), key);
  } catch {
    return false;
  }
}
