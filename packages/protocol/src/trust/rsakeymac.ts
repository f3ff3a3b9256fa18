import { type Bytes, fromBase64, toBase64, utf8 } from '../encoding/index.ts';
import { orRefuse, TrustError } from './errors.ts';
import { hmac } from './hash.ts';

/** `rsakeymac` = b64(HMAC-SHA-256(mackey, the exact PEM string)). Source: docs/spec/trust.md section 2. */
export async function rsaKeyMac(macKey: CryptoKey, pem: string): Promise<string> {
  return toBase64(await hmac(macKey, utf8(pem)));
}

/** Checks `rsakeymac`, before the PEM is parsed. @throws TrustError bad_mac */
export async function checkRsaKeyMac(macKey: CryptoKey, pem: string, mac: string): Promise<void> {
  const expected: Bytes = orRefuse('bad_mac', () => fromBase64(mac));
  if (!(await crypto.subtle.verify('HMAC', macKey, expected, utf8(pem)))) throw new TrustError('bad_mac');
}
