import { concat, fromBase64, Z } from '@parley/protocol/encoding';

/**
 * A session key under the user's public key: RSA-OAEP with SHA-256, labelled with the station.
 * @param publickey base64 of the SPKI DER
 * Source: docs/spec/trust.md section 2.
 */
export async function wrapSessionKey(
  publickey: string,
  station: string,
  key: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const algorithm = { name: 'RSA-OAEP', hash: 'SHA-256' };
  const recipient = await crypto.subtle.importKey('spki', fromBase64(publickey), algorithm, false, [
    'encrypt',
  ]);
  const label = concat('parley/session/v1', Z, station);
  return new Uint8Array(await crypto.subtle.encrypt({ name: 'RSA-OAEP', label }, recipient, key));
}
