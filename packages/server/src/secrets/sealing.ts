import { createCipheriv, createDecipheriv } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

/**
 * Base64 of nonce, ciphertext and tag under AES-256-GCM.
 * @param context what the sealed bytes belong to: they open only under the same
 */
export function seal(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array, context: string): string {
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

/** The bytes sealed under this key and context; undefined when they do not open. */
export function unseal(key: Uint8Array, sealed: string, context: string): Uint8Array | undefined {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < NONCE + TAG) return undefined;
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE), { authTagLength: TAG })
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]);
  } catch {
    return undefined;
  }
}

export const NONCE_LENGTH = NONCE;
