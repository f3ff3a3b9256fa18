import { type Bytes, concat, fromBase64, toHex } from '../encoding/index.ts';
import { orRefuse } from './errors.ts';
import { hmac, importHmacKey } from './hash.ts';
import { sessionLabel, unwrapKey } from './oaep.ts';

/** The 32 bytes of a login answer's `sessionkey`. @throws TrustError bad_session_key. Source: docs/spec/wire.md part 2, Login and sessions. */
export function openSessionKey(decryptKey: CryptoKey, sessionkey: string, station: string): Promise<Bytes> {
  const wrapped = orRefuse('bad_session_key', () => fromBase64(sessionkey));
  return unwrapKey(decryptKey, wrapped, sessionLabel(station), 'bad_session_key');
}

/** A session key ready to sign with. @param key of `openSessionKey` */
export function importSessionKey(key: Bytes): Promise<CryptoKey> {
  return importHmacKey(key);
}

/** What a signed request's headers and address say. */
export interface RequestScope {
  readonly srv: string;
  readonly api: string;
  /** The empty string for chatowner/workspace. */
  readonly station: string;
  readonly user: string;
}

/**
 * `Ozeki-Signature`: lowercase hex HMAC-SHA-256 over srv, api, station and user, a line end after each, and the
 * exact request body. Source: docs/spec/wire.md part 2, Signature.
 * @param sessionKey of `importSessionKey`
 */
export async function requestSignature(
  sessionKey: CryptoKey,
  { srv, api, station, user }: RequestScope,
  body: Bytes | string,
): Promise<string> {
  return toHex(await hmac(sessionKey, concat(`${srv}\n${api}\n${station}\n${user}\n`, body)));
}
