import { afterAll, beforeAll, expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ircDrafts, Parley } from '@parley/client';
import {
  logPaths,
  type RealLog,
  readLog,
  type ServerProcess,
  startServerProcess,
  temporaryFolder,
} from '@parley/testkit';

/** Shorter texts may stand in a file of this size by chance. */
const SHORTEST = 12;

const folder = temporaryFolder();
const alice = { email: 'alice@example.org', password: 'correct horse battery staple', fullname: 'Alice' };
const bob = { email: 'bob@example.org', password: 'bobs very own long password', fullname: 'Bob' };
const carol = { email: 'carol@example.org', password: 'the long password of Carol', fullname: 'Carol' };
const groupName = 'the name of the group';
const newGroupName = 'another name for the very same group';
const sentLater = 'a sentence under the secret that came after the first';
const sent = 'a sentence that was sent and not imported';
let server: ServerProcess;
let log: RealLog;
const newPassword = 'a password that took the place of another';
const recoveredPassword = 'a password that was set with the code';
const recoveryCodes: string[] = [];

beforeAll(async () => {
  server = await startServerProcess({ folder: folder.path, env: { PARLEY_LOG: 'trace' } });
  const registered = await Parley.register({ server: server.url, ...alice });
  recoveryCodes.push(registered.recoveryCode);
  await Parley.register({ server: server.url, ...bob });
  await Parley.register({ server: server.url, ...carol });
  log = readLog(logPaths()[0] as string);
  const group = await registered.parley.createGroup(groupName, [bob.email]);
  await group.import(ircDrafts(group.id, log.name, log.lines));
  await group.send(sent);
  const bobStation = await Parley.login({ server: server.url, ...bob });
  await (await bobStation.conversation(groupName)).sync();
  const { parley } = registered;
  await group.addParticipants([carol.email], { shareHistory: true });
  await group.rename(newGroupName);
  await group.removeParticipants([bob.email]);
  await group.send(sentLater);
  await parley.people.markVerified(await parley.people.findByEmail(bob.email));
  await parley.changePassword(alice.password, newPassword);
  const recoveryCode = await parley.newRecoveryCode(newPassword);
  recoveryCodes.push(recoveryCode);
  const { email } = alice;
  await Parley.recover({ server: server.url, email, recoveryCode, newPassword: recoveredPassword });
});

afterAll(async () => {
  await server.stop();
  folder.remove();
});

/** Every file that the server has written: the database, its WAL, its log. */
function written(): Map<string, Buffer> {
  const files = readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(files.map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name))]));
}

/** Which of the secrets stand in which file, as they are or in base64 at any of its three offsets. */
function found(secrets: readonly string[]): string[] {
  const files = [...written()];
  return secrets.flatMap((secret) => {
    const forms = [
      Buffer.from(secret),
      Buffer.from(JSON.stringify(secret).slice(1, -1)),
      ...base64Forms(secret),
    ];
    return files
      .filter(([, content]) => forms.some((form) => content.includes(form)))
      .map(([name]) => `${name}: ${secret}`);
  });
}

/** The digits of base64 that do not depend on what stands before or behind. */
function base64Forms(secret: string): Buffer[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const whole = Math.floor((offset + bytes.length) / 3) * 4;
    return Buffer.from(text.slice(offset === 0 ? 0 : 4, whole));
  });
}

const longEnough = (text: string) => Buffer.byteLength(text) >= SHORTEST;

test('the search finds what the server does keep: names and public keys, in database or WAL', () => {
  expect(written().size).toBeGreaterThanOrEqual(3);
  expect(found(['BEGIN RSA PRIVATE KEY']).length).toBeGreaterThan(0);
  expect([...written().values()].some((content) => content.includes('"call":"conversation/import"'))).toBe(
    true,
  );
});

test('no text of the conversation stands in what the server has written', () => {
  const texts = [...new Set(log.lines.map(({ text }) => text))].filter(longEnough);
  expect(texts.length).toBeGreaterThan(800);
  expect(found([...texts, sent, sentLater, groupName, newGroupName])).toEqual([]);
});

test('no name of the imported conversation stands in what the server has written', () => {
  const names = [...new Set(log.lines.map(({ nick }) => nick))].filter(longEnough);
  expect(names.length).toBeGreaterThan(0);
  expect(found(names)).toEqual([]);
});

test('no password, e-mail address or recovery code stands in what the server has written', () => {
  expect(
    found([
      alice.password,
      bob.password,
      carol.password,
      newPassword,
      recoveredPassword,
      alice.email,
      bob.email,
      ...recoveryCodes,
      ...recoveryCodes.map((code) => code.replaceAll('-', '')),
    ]),
  ).toEqual([]);
});
