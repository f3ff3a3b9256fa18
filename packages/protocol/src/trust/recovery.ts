import {
  type Bytes,
  concat,
  fromBase64,
  isBase64Of,
  parseStrictJson,
  textOf,
  toBase64,
  toHex,
  utf8,
  Z,
} from '../encoding/index.ts';
import type { Account } from './account.ts';
import { orRefuse, TrustError } from './errors.ts';
import { hkdf } from './hash.ts';
import type { PrivateKeys } from './ownkeys.ts';
import { type Random, secureRandom } from './random.ts';
import { importSealKey, seal, unseal } from './seal.ts';
import { SEED_LENGTH } from './signkey.ts';

/** Crockford's base 32: no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BYTES = 16;
const CHARACTERS = 26;
const GROUP = 4;

/** What registration sends of the recovery code: neither tells the code. */
export interface Recovery {
  /** 64 hex digits: proves the code to the server. */
  readonly auth: string;
  readonly box: string;
}

/** The 128 random bits of a new recovery code. */
export function makeRecoveryBits(random: Random = secureRandom): Bytes {
  return random(BYTES);
}

/**
 * The code to show once: the 128 bits and two 0 bits as 26 characters, in groups of four.
 * @param bits 16 bytes. Source: docs/spec/trust.md section 2, Recovery code.
 */
export function formatRecoveryCode(bits: Uint8Array): string {
  if (bits.length !== BYTES) throw new RangeError('a recovery code stands for 16 bytes');
  const binary = Array.from(bits, (byte) => byte.toString(2).padStart(8, '0'))
    .join('')
    .padEnd(CHARACTERS * 5, '0');
  const characters = binary.replace(/.{5}/g, (five) => ALPHABET.charAt(Number.parseInt(five, 2)));
  return (characters.match(new RegExp(`.{1,${GROUP}}`, 'g')) as string[]).join('-');
}

/**
 * The 128 bits of a code as a person types it: case, blanks and hyphens do not matter, O is 0, I and L are 1.
 * @throws TrustError bad_recovery_code
 */
export function parseRecoveryCode(code: string): Bytes {
  const characters = code.replace(/[\s-]/g, '').replace(/[a-z]/g, (letter) => letter.toUpperCase());
  const plain = characters.replaceAll('O', '0').replace(/[IL]/g, '1');
  if (plain.length !== CHARACTERS) {
    throw new TrustError('bad_recovery_code', `it has ${plain.length} characters`);
  }
  const values = Array.from(plain, (character) => ALPHABET.indexOf(character));
  const wrong = values.indexOf(-1);
  if (wrong !== -1) throw new TrustError('bad_recovery_code', `character ${wrong + 1} is not one of a code`);
  const binary = values.map((value) => value.toString(2).padStart(5, '0')).join('');
  if (!binary.endsWith('00'))
    throw new TrustError('bad_recovery_code', 'its last character is not one of a code');
  return new Uint8Array(
    (binary.slice(0, BYTES * 8).match(/.{8}/g) as string[]).map((byte) => Number.parseInt(byte, 2)),
  );
}

/** `recovery.auth` = hex(HKDF(R, "parley/recovery-auth/v1", 32)). @param bits of `parseRecoveryCode` */
export async function recoveryAuth(bits: Bytes): Promise<string> {
  return toHex(await hkdf(bits, 'parley/recovery-auth/v1'));
}

/** What registration sends: the proof of the code, and the private halves under it. */
export async function makeRecovery(
  bits: Bytes,
  account: Account,
  keys: PrivateKeys,
  random: Random = secureRandom,
): Promise<Recovery> {
  const json = JSON.stringify({ rsakey: toBase64(keys.pkcs8), signseed: toBase64(keys.signSeed) });
  const box = await seal(await boxKeyOf(bits), utf8(json), recoveryAad(account), random);
  return { auth: await recoveryAuth(bits), box: toBase64(box) };
}

/**
 * The private halves of a recovery box. Then compare them with the public keys of the answer (`checkOwnKeys`),
 * use nothing else of that answer, and set a password.
 * @throws TrustError bad_recovery_box
 */
export async function openRecoveryBox(bits: Bytes, account: Account, box: string): Promise<PrivateKeys> {
  const sealed = orRefuse('bad_recovery_box', () => fromBase64(box));
  const json = await unseal(await boxKeyOf(bits), sealed, recoveryAad(account), 'bad_recovery_box');
  return orRefuse('bad_recovery_box', () => {
    const { rsakey, signseed } = parseStrictJson(textOf(json)) as Record<string, unknown>;
    if (typeof rsakey !== 'string' || typeof signseed !== 'string' || !isBase64Of(signseed, SEED_LENGTH)) {
      throw new SyntaxError('it must hold rsakey and signseed');
    }
    return { pkcs8: fromBase64(rsakey), signSeed: fromBase64(signseed) };
  });
}

async function boxKeyOf(bits: Bytes): Promise<CryptoKey> {
  return importSealKey(await hkdf(bits, 'parley/recovery-box/v1'));
}

function recoveryAad({ workspaceId, userId }: Account): Bytes {
  return concat('parley/recovery/v1', Z, workspaceId, Z, userId);
}
