import { md5 } from '@noble/hashes/legacy.js';
import { type Bytes, concat, fromBase64, fromHex, toBase64, toHex } from '../encoding/index.ts';
import { orRefuse, TrustError } from './errors.ts';
import { type Random, secureRandom } from './random.ts';
import { pkcs1OfPkcs8, pkcs8OfPkcs1 } from './rsakey.ts';

/** Only who logs in needs it, and what it makes ready takes a part of a program's start. */
const aes = () => import('@noble/ciphers/aes.js');

const BEGIN = '-----BEGIN RSA PRIVATE KEY-----';
const END = '-----END RSA PRIVATE KEY-----';
const CRLF = '\r\n';
const IV_LENGTH = 16;
const LINE = 64;

/*
 * Header lines exactly as OpenSSL writes them, base64 lines of 64 characters, a shorter last one. Whether the
 * last line end is there is left open: readers of files and of JSON disagree on it.
 */
const FORM = new RegExp(
  `^${BEGIN}${CRLF}Proc-Type: 4,ENCRYPTED${CRLF}DEK-Info: AES-256-CFB,([0-9A-F]{32})${CRLF}${CRLF}` +
    `((?:[A-Za-z0-9+/]{64}${CRLF})*[A-Za-z0-9+/=]{4,64})${CRLF}${END}(?:${CRLF})?$`,
);

/**
 * The documented `rsakey`: PKCS#1 in the traditional encrypted PEM of OpenSSL, AES-256-CFB, CRLF line ends.
 * It has no integrity check: `rsakeymac` goes with it. Source: docs/spec/trust.md section 2, RFC 1421.
 * @param pkcs8 DER @param keypass 64 hex digits @throws TrustError bad_rsakey
 */
export async function encryptPem(
  pkcs8: Uint8Array,
  keypass: string,
  random: Random = secureRandom,
): Promise<string> {
  const { cfb } = await aes();
  const iv = random(IV_LENGTH);
  const encrypted = cfb(pemKey(keypass, iv), iv).encrypt(pkcs1OfPkcs8(pkcs8));
  const lines = [
    BEGIN,
    'Proc-Type: 4,ENCRYPTED',
    `DEK-Info: AES-256-CFB,${toHex(iv).toUpperCase()}`,
    '',
    ...linesOf(toBase64(encrypted)),
    END,
  ];
  return lines.join(CRLF) + CRLF;
}

/**
 * The private key of an `rsakey`, as PKCS#8 DER. Check `rsakeymac` before.
 * @throws TrustError bad_pem when the text has another form or was encrypted with another passphrase
 */
export async function decryptPem(pem: string, keypass: string): Promise<Bytes> {
  const [, ivHex, body] = FORM.exec(pem) ?? [];
  if (ivHex === undefined || body === undefined) {
    throw new TrustError('bad_pem', 'not a PKCS#1 PEM with AES-256-CFB and CRLF line ends');
  }
  const iv = fromHex(ivHex.toLowerCase());
  const encrypted = orRefuse('bad_pem', () => fromBase64(body.replaceAll(CRLF, '')));
  const { cfb } = await aes();
  const pkcs1 = cfb(pemKey(keypass, iv), iv).decrypt(encrypted);
  try {
    return pkcs8OfPkcs1(pkcs1);
  } catch {
    throw new TrustError('bad_pem', 'what it decrypts to is not an RSA key');
  }
}

/** OpenSSL's EVP_BytesToKey with MD5, count 1 and the first 8 bytes of the IV as salt, for a 32-byte key. */
function pemKey(keypass: string, iv: Uint8Array): Bytes {
  const secret = concat(keypass, iv.subarray(0, 8));
  const first = md5(secret);
  return concat(first, md5(concat(first, secret)));
}

function linesOf(base64: string): string[] {
  const lines: string[] = [];
  for (let at = 0; at < base64.length; at += LINE) lines.push(base64.slice(at, at + LINE));
  return lines;
}
