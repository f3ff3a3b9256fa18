import type { NativeBytes } from '../encoding/index.ts';

/** A key in the engine's own memory. */
export type NativeKey = object & { readonly type: string };

interface NativeDecipher {
  setAAD(aad: Uint8Array): void;
  setAuthTag(tag: Uint8Array): void;
  update(data: Uint8Array): NativeBytes;
  /** @throws Error where the tag is not that of what was given */
  final(): Uint8Array;
}

interface Argon2Parameters {
  readonly message: Uint8Array;
  readonly nonce: Uint8Array;
  readonly parallelism: number;
  /** Bytes. */
  readonly tagLength: number;
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
}

export interface NativeCrypto {
  hash(name: 'sha256', data: Uint8Array, encoding: 'buffer'): Uint8Array;
  hash(name: 'sha256', data: Uint8Array, encoding: 'base64'): string;
  createSecretKey(key: Uint8Array): NativeKey;
  createDecipheriv(
    name: 'aes-256-gcm',
    key: NativeKey,
    nonce: Uint8Array,
    options: { authTagLength: number },
  ): NativeDecipher;
  /** Absent before Node 24.7. */
  argon2?(
    name: 'argon2id',
    parameters: Argon2Parameters,
    done: (error: Error | null, tag: Uint8Array) => void,
  ): void;
}

interface Builtins {
  process?: { getBuiltinModule?(name: 'node:crypto'): NativeCrypto };
}

/*
 * Bun and Node have the primitives of WebCrypto without a promise as well. For the few hundred bytes of a message,
 * opening and hashing that way takes a third of the processor time of a batch of WebCrypto calls, and that is most of
 * opening a long history. Where there is none (browsers), WebCrypto does it, or noble where nothing can be awaited.
 * All give the same results.
 */
export function nativeCrypto(): NativeCrypto | undefined {
  return (globalThis as Builtins).process?.getBuiltinModule?.('node:crypto');
}
