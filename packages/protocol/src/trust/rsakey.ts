import type { Bytes } from '../encoding/index.ts';
import { BIT_STRING, DerReader, der, derInteger, OCTET_STRING, SEQUENCE } from './der.ts';
import { orRefuse, orRefuseAsync, type TrustCode } from './errors.ts';

/** The shortest modulus that is accepted, in bits. Source: docs/spec/trust.md section 2. */
export const RSA_BITS = 2048;

const OAEP = { name: 'RSA-OAEP', hash: 'SHA-256' };
/** rsaEncryption (RFC 8017 appendix A.1) with its NULL parameters. */
const RSA_ENCRYPTION = new Uint8Array([0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 1, 5, 0]);
const VERSION_0 = derInteger(new Uint8Array(1));

/** A new private key, as PKCS#8 DER. @param bits of the modulus */
export async function generateRsaKey(bits = RSA_BITS): Promise<Bytes> {
  if (bits < RSA_BITS) throw new RangeError(`an RSA key must have at least ${RSA_BITS} bits`);
  const parameters = { ...OAEP, modulusLength: bits, publicExponent: new Uint8Array([1, 0, 1]) };
  const pair = await crypto.subtle.generateKey(parameters, true, ['encrypt', 'decrypt']);
  return new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
}

/** PKCS#1 DER (RFC 8017 appendix A.1.2), which travels, of PKCS#8 DER (RFC 5208), which WebCrypto takes. @throws TrustError bad_rsakey */
export function pkcs1OfPkcs8(pkcs8: Uint8Array): Bytes {
  return orRefuse('bad_rsakey', () => {
    const outer = new DerReader(pkcs8);
    const info = new DerReader(outer.read(SEQUENCE));
    outer.end();
    info.readZero();
    info.readExactly(RSA_ENCRYPTION);
    const pkcs1 = new Uint8Array(info.read(OCTET_STRING));
    info.end();
    readPrivate(pkcs1);
    return pkcs1;
  });
}

/** PKCS#8 DER of PKCS#1 DER. @throws TrustError bad_rsakey */
export function pkcs8OfPkcs1(pkcs1: Uint8Array): Bytes {
  orRefuse('bad_rsakey', () => readPrivate(pkcs1));
  return der(SEQUENCE, VERSION_0, RSA_ENCRYPTION, der(OCTET_STRING, pkcs1));
}

/** The public half of a private key: SPKI DER. @param pkcs8 DER @throws TrustError bad_rsakey */
export function spkiOfPkcs8(pkcs8: Uint8Array): Bytes {
  const { modulus, exponent } = orRefuse('bad_rsakey', () => readPrivate(pkcs1OfPkcs8(pkcs8)));
  const key = der(SEQUENCE, derInteger(modulus), derInteger(exponent));
  return der(SEQUENCE, RSA_ENCRYPTION, der(BIT_STRING, new Uint8Array(1), key));
}

/** The private key, to decrypt with; it cannot be taken out of the engine again. @throws TrustError bad_rsakey */
export function importDecryptKey(pkcs8: Bytes): Promise<CryptoKey> {
  orRefuse('bad_rsakey', () => pkcs1OfPkcs8(pkcs8));
  return orRefuseAsync('bad_rsakey', () => crypto.subtle.importKey('pkcs8', pkcs8, OAEP, false, ['decrypt']));
}

/** A public key, to encrypt with. @param spki DER @throws TrustError bad_publickey */
export function importEncryptKey(spki: Bytes): Promise<CryptoKey> {
  const code: TrustCode = 'bad_publickey';
  orRefuse(code, () => readPublic(spki));
  return orRefuseAsync(code, () => crypto.subtle.importKey('spki', spki, OAEP, true, ['encrypt']));
}

interface PublicNumbers {
  readonly modulus: Uint8Array;
  readonly exponent: Uint8Array;
}

function readPrivate(pkcs1: Uint8Array): PublicNumbers {
  const outer = new DerReader(pkcs1);
  const key = new DerReader(outer.read(SEQUENCE));
  outer.end();
  key.readZero();
  const numbers = { modulus: key.readPositive(), exponent: key.readPositive() };
  // The private exponent, two primes, two exponents and a coefficient; version 0 has no further primes.
  for (let count = 0; count < 6; count++) key.readPositive();
  key.end();
  return checked(numbers);
}

function readPublic(spki: Uint8Array): PublicNumbers {
  const outer = new DerReader(spki);
  const info = new DerReader(outer.read(SEQUENCE));
  outer.end();
  info.readExactly(RSA_ENCRYPTION);
  const bits = info.read(BIT_STRING);
  info.end();
  if (bits[0] !== 0) throw new SyntaxError('DER: the bit string does not end with a byte');
  const wrapped = new DerReader(bits.subarray(1));
  const key = new DerReader(wrapped.read(SEQUENCE));
  wrapped.end();
  const numbers = { modulus: key.readPositive(), exponent: key.readPositive() };
  key.end();
  return checked(numbers);
}

function checked(numbers: PublicNumbers): PublicNumbers {
  const { modulus, exponent } = numbers;
  const bits = modulus.length * 8 - (Math.clz32(modulus[0] as number) - 24);
  if (bits < RSA_BITS) throw new SyntaxError(`the key has ${bits} bits, fewer than ${RSA_BITS}`);
  const odd = ((modulus.at(-1) as number) & (exponent.at(-1) as number) & 1) === 1;
  const one = exponent.length === 1 && exponent[0] === 1;
  // With the exponent 1, or an even one, encryption would hide nothing or be undone by nobody.
  if (!odd || one) throw new SyntaxError('the modulus and the exponent must be odd, and the exponent not 1');
  return numbers;
}
