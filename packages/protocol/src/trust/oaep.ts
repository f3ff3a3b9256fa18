import { type Bytes, concat, u32, Z } from '../encoding/index.ts';
import type { EpochId } from './account.ts';
import { orRefuseAsync, type TrustCode, TrustError } from './errors.ts';

/** What travels under RSA-OAEP is always a key of 32 bytes. */
const KEY_LENGTH = 32;

/** "parley/session/v1" || Z || station. Source: docs/spec/trust.md section 2. */
export function sessionLabel(station: string): Bytes {
  return concat('parley/session/v1', Z, station);
}

/** "parley/secret/v1" || Z || W || Z || conversationid || u32 epoch. Source: docs/spec/trust.md section 2. */
export function secretLabel({ workspaceId, conversationId, epoch }: EpochId): Bytes {
  return concat('parley/secret/v1', Z, workspaceId, Z, conversationId, u32(epoch));
}

/** RSA-OAEP (RFC 8017) with SHA-256 for hash and MGF1. @param encryptKey of an `Identity` @param key 32 bytes */
export async function wrapKey(encryptKey: CryptoKey, key: Bytes, label: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.encrypt({ name: 'RSA-OAEP', label }, encryptKey, key));
}

/** Opens what `wrapKey` made. @param decryptKey of `OwnKeys` @throws TrustError with `code` */
export async function unwrapKey(
  decryptKey: CryptoKey,
  wrapped: Bytes,
  label: Bytes,
  code: TrustCode,
): Promise<Bytes> {
  const key = await orRefuseAsync(
    code,
    async () => new Uint8Array(await crypto.subtle.decrypt({ name: 'RSA-OAEP', label }, decryptKey, wrapped)),
  );
  if (key.length !== KEY_LENGTH) throw new TrustError(code, 'it must be 32 bytes');
  return key;
}
