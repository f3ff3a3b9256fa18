import { existsSync, readFileSync } from 'node:fs';
import { type Bytes, concat, fromHex, toHex, u32, utf8 } from '../../src/encoding/index.ts';
import { userIdOf } from '../../src/ids/index.ts';
import { sha256Now } from '../../src/trust/hash.ts';
import { type OwnKeys, openPrivateKeys, type PrivateKeys } from '../../src/trust/ownkeys.ts';
import type { Random } from '../../src/trust/random.ts';
import { generateRsaKey } from '../../src/trust/rsakey.ts';

/** Bytes that depend on the label alone: SHA-256(label || u32 0) || SHA-256(label || u32 1) || … */
export function seeded(label: string): Random {
  let counter = 0;
  let pool: Bytes = new Uint8Array();
  return (length) => {
    while (pool.length < length) pool = concat(pool, sha256Now(concat(utf8(label), u32(counter++))));
    const bytes = pool.slice(0, length);
    pool = pool.slice(length);
    return bytes;
  };
}

export const workspaceId = toHex(seeded('workspace')(16));
export const NAMES = ['alice', 'bob', 'carol', 'mallory'] as const;
export type Name = (typeof NAMES)[number];

export interface Person {
  readonly email: string;
  readonly privateKeys: PrivateKeys;
  readonly own: OwnKeys;
}

export type World = Readonly<Record<Name, Person>>;

/** The committed file of a name, if there is one. */
export function committed(file: string): unknown {
  const url = new URL(`../${file}.json`, import.meta.url);
  return existsSync(url) ? JSON.parse(readFileSync(url, 'utf8')) : undefined;
}

/** RSA keys cannot be made from a seed through WebCrypto: those once made are kept. */
export async function makeWorld(): Promise<World> {
  const kept = committed('people') as { people: { email: string; pkcs8: string }[] } | undefined;
  const people = NAMES.map(async (name): Promise<[Name, Person]> => {
    const email = `${name}@example.org`;
    const before = kept?.people.find((person) => person.email === email);
    const pkcs8 = before ? fromHex(before.pkcs8) : await generateRsaKey();
    const privateKeys = { pkcs8, signSeed: seeded(`seed of ${name}`)(32) };
    const own = await openPrivateKeys({ workspaceId, userId: userIdOf(email) }, privateKeys);
    return [name, { email, privateKeys, own }];
  });
  return Object.fromEntries(await Promise.all(people)) as unknown as World;
}

/** The instance in which all messages stand. */
export const instance = 'PqjfKSn7V8';
/** A message ID. */
export const idOf = (label: string) => {
  const hex = toHex(seeded(label)(16));
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};
/** A station id. */
export const stationOf = (label: string) => toHex(seeded(`station ${label}`)(16));

/** The bytes with one bit turned. */
export function flipped(bytes: Uint8Array, bit: number): Bytes {
  const copy = new Uint8Array(bytes);
  copy[bit >> 3] = (copy[bit >> 3] as number) ^ (0x80 >> (bit & 7));
  return copy;
}
