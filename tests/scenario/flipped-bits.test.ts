import { afterAll, beforeAll, expect, test } from 'bun:test';
import { fromBase64, toBase64 } from '@parley/protocol/encoding';
import {
  checkOwnKeys,
  keysOfMaster,
  masterOfPassword,
  openPrivateKeys,
  openSessionKey,
  type PasswordKeys,
  TrustError,
  unwrapPrivateKeys,
} from '@parley/protocol/trust';
import type { LoginAnswer } from '@parley/protocol/wire';
import fc from 'fast-check';
import { listed, messages, on, people } from './tampering/changes.ts';
import { own } from './tampering/forge.ts';
import { type Loose, Scene, type Tamper, through } from './tampering/scene.ts';

/*
 * One flipped bit anywhere, in what the server gives: it is noticed and named, and nobody is shown other words than
 * those that were written. fast-check prints the seed of a run that fails.
 */
const RUNS = 250;

let scene: Scene;
/** What Bob's station was answered when it logged in, and the keys of his password. */
let answer: LoginAnswer;
let station: string;
let passwordKeys: PasswordKeys;

beforeAll(async () => {
  scene = await Scene.open();
  const keep = on('login', (given) => (answer = structuredClone(given)));
  station = (await scene.world.login(scene.bob, { fetch: through(keep) })).account.stationid;
  const { terms } = scene.bob.parley.account;
  passwordKeys = await keysOfMaster(await masterOfPassword(scene.bob.password, own(scene.bob), terms.kdf));
});
afterAll(() => scene.world.close());

/** Where a bit is turned, as a part of what is there. */
const anywhere = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

/** Turns one bit of what a base64 text stands for. */
function turned(text: string, place: number): string {
  const bytes = fromBase64(text);
  const bit = Math.floor(place * bytes.length * 8);
  bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
  return toBase64(bytes);
}

/** Turns one of the seven bits of a character of ASCII. */
function turnedText(text: string, place: number): string {
  const bit = Math.floor(place * text.length * 7);
  const at = Math.floor(bit / 7);
  const other = String.fromCharCode(text.charCodeAt(at) ^ (1 << (bit % 7)));
  return text.slice(0, at) + other + text.slice(at + 1);
}

function changedData(turn: (text: string, place: number) => string) {
  return (place: number, which: number): Tamper =>
    messages(scene.group.id, (list) => {
      const one = list[which % list.length];
      if (one) one.Data = turn(one.Data, place);
    });
}

const given: Record<string, (place: number, which: number) => Tamper> = {
  Data: changedData(turned),
  'Data as text': changedData(turnedText),
  ...Object.fromEntries(
    ['secret', 'secretsignature', 'displayname'].map((name) => [
      name,
      (place: number) => listed(scene.group.id, (one) => (one[name] = turned(one[name], place))),
    ]),
  ),
  fingerprint: (place, which) =>
    listed(scene.group.id, ({ secretfor }) => {
      const one = secretfor[which % secretfor.length];
      one.fingerprint = turned(one.fingerprint, place);
    }),
  ...Object.fromEntries(
    ['publickey', 'signpublickey', 'identitysignature'].map((name) => [
      name,
      (place: number) =>
        people((user: Loose) => {
          if (user.friendid === own(scene.alice).userId) user[name] = turned(user[name], place);
        }),
    ]),
  ),
};

test('in a conversation: Data, secrets, signatures, names, fingerprints, keys of people', async () => {
  const texts = ['one', 'two', 'three', 'a word of Mallory', 'four'];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(given)),
      anywhere,
      fc.nat(20),
      async (name, place, which) => {
        const shown: string[] = [];
        const tamper = (given[name] as (typeof given)[string])(place, which);
        const said = await scene.read(tamper, { onProven: ({ body }) => shown.push(body) });
        expect(said).not.toEqual([]);
        expect(texts).toEqual(expect.arrayContaining(shown));
        expect(shown.length).toBeLessThanOrEqual(texts.length);
      },
    ),
    { numRuns: RUNS },
  );
});

/** All that is done with a login answer, but for deriving the keys of the password. */
async function open(given: LoginAnswer): Promise<void> {
  const account = own(scene.bob);
  const opened = await openPrivateKeys(account, await unwrapPrivateKeys(passwordKeys, account, given));
  await checkOwnKeys(opened, given);
  await openSessionKey(opened.decryptKey, given.sessionkey, station);
}

test('in a login answer: PEM, MAC, signing key, session key, own public keys', async () => {
  await open(answer);
  const names = [
    'rsakey',
    'rsakeymac',
    'signkey',
    'sessionkey',
    'publickey',
    'signpublickey',
    'identitysignature',
  ] as const;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), anywhere, async (name, place) => {
      const change = name === 'rsakey' ? turnedText : turned;
      const changed = { ...answer, [name]: change(answer[name], place) };
      expect(await open(changed).catch((error) => error)).toBeInstanceOf(TrustError);
    }),
    { numRuns: RUNS },
  );
});
