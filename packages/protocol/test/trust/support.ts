import { expect } from 'bun:test';
import fc from 'fast-check';
import { type Bytes, fromHex } from '../../src/encoding/index.ts';
import {
  type Account,
  type Identity,
  type OwnKeys,
  openIdentity,
  openPrivateKeys,
  type PrivateKeys,
  type PublicKeys,
  type Random,
  type TrustCode,
  TrustError,
} from '../../src/trust/index.ts';
import people from '../../vectors/people.json' with { type: 'json' };

/** Hands out the given bytes one after another, and fails when others are asked for. */
export function replay(...hexes: string[]): Random {
  const queue = hexes.map(fromHex);
  return (length) => {
    const next = queue.shift();
    if (next?.length !== length)
      throw new Error(`${length} random bytes were asked for, ${next?.length} are there`);
    return next;
  };
}

/** A module of `trust` as it is loaded where there is nothing but WebCrypto: in a browser. */
export async function inBrowser<Module>(name: string): Promise<Module> {
  const kept = process.getBuiltinModule;
  Reflect.deleteProperty(process, 'getBuiltinModule');
  Object.defineProperty(process, 'getBuiltinModule', {
    value: undefined,
    configurable: true,
    writable: true,
  });
  try {
    return await import(`../../src/trust/${name}.ts?in-browser`);
  } finally {
    Object.defineProperty(process, 'getBuiltinModule', { value: kept, configurable: true, writable: true });
  }
}

/** What a refusal of this code must look like. */
export async function expectRefusal(code: TrustCode, run: () => unknown): Promise<void> {
  expect(await codeOf(run)).toBe(code);
}

/** The code of the TrustError that is thrown; undefined when nothing is. Anything else that is thrown goes on. */
export async function codeOf(run: () => unknown): Promise<TrustCode | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    if (error instanceof TrustError) return error.code;
    throw error;
  }
}

/** A person of people.json with opened keys. */
export interface Person {
  readonly account: Account;
  readonly privateKeys: PrivateKeys;
  readonly publicKeys: PublicKeys;
  readonly own: OwnKeys;
  readonly identity: Identity;
}

const opened = new Map<string, Promise<Person>>();

/** Opens a person of people.json, once. @param email or @param name before the @ */
export function person(name: string): Promise<Person> {
  const email = name.includes('@') ? name : `${name}@example.org`;
  const known = opened.get(email) ?? openPerson(email);
  opened.set(email, known);
  return known;
}

async function openPerson(email: string): Promise<Person> {
  const entry = people.people.find((one) => one.email === email);
  if (!entry) throw new Error(`${email} is not in people.json`);
  const account = { workspaceId: people.workspaceid, userId: entry.userid };
  const privateKeys = { pkcs8: fromHex(entry.pkcs8), signSeed: fromHex(entry.signseed) };
  const { publickey, signpublickey, identitysignature } = entry;
  const publicKeys = { publickey, signpublickey, identitysignature };
  const own = await openPrivateKeys(account, privateKeys);
  return { account, privateKeys, publicKeys, own, identity: await openIdentity(account, publicKeys) };
}

/** The bytes with one bit turned. */
export function flipped(bytes: Uint8Array, bit: number): Bytes {
  const copy = new Uint8Array(bytes);
  copy[bit >> 3] = (copy[bit >> 3] as number) ^ (0x80 >> (bit & 7));
  return copy;
}

/** Bytes of any content. */
export const bytes = (constraints: fc.IntArrayConstraints = {}): fc.Arbitrary<Bytes> =>
  fc.uint8Array(constraints).map((array) => new Uint8Array(array));
