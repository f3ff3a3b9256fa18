import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Finding, refusals } from '@parley/protocol/trust';
import { honest } from './tampering/changes.ts';
import { forgeryAttacks } from './tampering/forgeries.ts';
import { loginAttacks } from './tampering/login.ts';
import { messageAttacks } from './tampering/messages.ts';
import { peopleAttacks } from './tampering/people.ts';
import { type Attack, Scene } from './tampering/scene.ts';
import { rightfulShare, secretAttacks } from './tampering/secrets.ts';

/*
 * A server that tampers, alone and together with a participant. Each row names the attack, the refusal or finding by
 * which the client names it, and where it is caught.
 */
const subjects: Record<string, readonly Attack[]> = {
  'from the password to the keys': loginAttacks,
  "other people's keys": peopleAttacks,
  'secrets and names': secretAttacks,
  'messages, and where they stand': messageAttacks,
  'messages that a participant forges': forgeryAttacks,
};

let scene: Scene;

beforeAll(async () => {
  scene = await Scene.open();
});
afterAll(() => scene.world.close());

test('an honest server causes no refusal and no finding', async () => {
  expect(await scene.read(honest)).toEqual([]);
  expect(await scene.login(honest)).toEqual([]);
});

test('a rightful share causes none either', async () => {
  expect(await rightfulShare(scene)).toEqual([]);
});

for (const [subject, attacks] of Object.entries(subjects)) {
  describe(`every attack is detected and named: ${subject}`, () => {
    for (const [attack, named, where, says] of attacks) {
      test(`${attack}: ${named} (${where})`, async () => {
        expect(await says(scene)).toContain(named);
      });
    }
  });
}

/** What no server can cause, or what is caught before any of it reaches the client's own parts. */
const elsewhere: Record<string, string> = {
  bad_password: 'what the user types: packages/protocol/test/trust/password.test.ts',
  bad_bot_key: 'what the user types: packages/protocol/test/trust/botkey.test.ts',
  bad_recovery_code: 'what the user types: packages/protocol/test/trust/recovery.test.ts',
  bad_pem: 'behind the MAC, which no server can make: packages/protocol/test/trust/pem.test.ts',
  bad_rsakey: 'behind the MAC, which no server can make: packages/protocol/test/trust/rsakey.test.ts',
  bad_keyring: 'tests/scenario/account.test.ts',
  keyring_rollback: 'tests/scenario/account.test.ts',
  bad_recovery_box: 'tests/scenario/account.test.ts',
  old_epoch:
    'the newest epoch alone is written under (epochs.ts newest); packages/protocol/test/trust/secret.test.ts',
  bad_file: 'packages/protocol/test/trust/file.test.ts',
  file_truncated: 'packages/protocol/test/trust/file.test.ts',
  file_size: 'packages/protocol/test/trust/file.test.ts',
};

const rows = Object.values(subjects).flat();

/** Every finding that there is; one more does not compile until it stands here. */
const findings: Record<Finding['finding'], true> = {
  gap: true,
  chain_mismatch: true,
  duplicate_seq: true,
  reordered: true,
  prev_absent: true,
  prev_missing: true,
  prev_different: true,
  prev_reordered: true,
  removed_by_server: true,
  cleared_by_server: true,
  epoch_went_back: true,
};

test('every refusal and every finding that there is has its attack', () => {
  const named = new Set<string>([...rows.map(([, code]) => code), ...Object.keys(elsewhere)]);
  expect([...Object.keys(refusals), ...Object.keys(findings)].filter((code) => !named.has(code))).toEqual([]);
});

test('what catches each attack is there', () => {
  const sources = ['packages/protocol/src/trust', 'packages/client/src'].flatMap((folder) => {
    const root = new URL(`../../${folder}`, import.meta.url).pathname;
    return readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => join(root, path));
  });
  const missing = rows.flatMap(([attack, , where]) => {
    const [file, name] = where.split(' ') as [string, string];
    const isThere = sources.some(
      (path) => basename(path) === file && readFileSync(path, 'utf8').includes(`${name}(`),
    );
    return isThere ? [] : [`${attack}: ${where}`];
  });
  expect(missing).toEqual([]);
});
