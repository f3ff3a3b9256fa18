import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { hexOf } from '../../http/person.ts';
import { TestServer } from '../../http/server.ts';
import { ask, codeOf, dateOf, Station } from '../../http/station.ts';

const DAY = 24 * 3_600_000;

let server: TestServer;
let alice: Station;

beforeEach(async () => {
  server = await TestServer.start();
  alice = await Station.register(server, 'Alice');
});
afterEach(() => server.close());

const use = async (station: Station) => codeOf(await station.call('friends/list'));

describe('a session', () => {
  test('survives a restart', async () => {
    expect(await use(alice)).toBe('OK');
    await server.restart();
    expect(await use(alice)).toBe('OK');
  });

  test('survives a restart before its first call', async () => {
    await server.restart();
    expect(await use(alice)).toBe('OK');
  });

  test('names the moment of its expiry', () => {
    expect(alice.answer.body.sessionexpires).toBe(dateOf(server.now + 30 * DAY));
  });

  test('lives 30 days from its last use', async () => {
    server.now += 29 * DAY;
    expect(await use(alice)).toBe('OK');
    server.now += 30 * DAY - 1;
    expect(await use(alice)).toBe('OK');
    server.now += 30 * DAY;
    expect(await use(alice)).toBe('session_expired');
  });

  test('keeps its last use over a restart', async () => {
    server.now += 29 * DAY;
    expect(await use(alice)).toBe('OK');
    server.now += 60_000;
    expect(await use(alice)).toBe('OK');
    await server.restart();
    server.now += 30 * DAY - 1;
    expect(await use(alice)).toBe('OK');
  });

  test('that has expired is not there after a restart either', async () => {
    expect(await use(alice)).toBe('OK');
    server.now += 30 * DAY;
    await server.restart();
    expect(await use(alice)).toBe('session_expired');
  });

  test('belongs to one user: another on the same station has a session of their own', async () => {
    const bob = await Station.register(server, 'Bob');
    const shared = await bob.login(alice.id);
    expect([await use(alice), await use(shared), await use(alice)]).toEqual(['OK', 'OK', 'OK']);
  });
});

describe('logging in again on a station', () => {
  test('ends the old session at the first call of the new one, and not before', async () => {
    expect(await use(alice)).toBe('OK');
    const again = await alice.login();
    expect(await use(alice)).toBe('OK');
    expect(await use(again)).toBe('OK');
    expect(await use(alice)).toBe('signature_invalid');
    expect(await use(again)).toBe('OK');
  });

  test('leaves a login that came later waiting for its first call', async () => {
    const second = await alice.login();
    const third = await alice.login();
    expect(await use(second)).toBe('OK');
    expect(await use(alice)).toBe('signature_invalid');
    expect(await use(third)).toBe('OK');
    expect(await use(second)).toBe('signature_invalid');
  });

  test('keeps the four newest sessions that nobody has used', async () => {
    expect(await use(alice)).toBe('OK');
    const logins: Station[] = [];
    for (let count = 0; count < 5; count++) logins.push(await alice.login());
    const [first, second] = logins as [Station, Station];
    expect(await use(first)).toBe('signature_invalid');
    expect(await use(alice)).toBe('OK');
    expect(await use(second)).toBe('OK');
    expect(await use(alice)).toBe('signature_invalid');
  });

  test('a malformed call ends nothing', async () => {
    const again = await alice.login();
    expect(codeOf(await again.call('friends/add', { friendid: 'x' }))).toBe('invalid_request');
    expect(await use(alice)).toBe('OK');
  });

  test('on another station leaves this one alone', async () => {
    const other = await alice.login(hexOf('other'));
    expect([await use(other), await use(alice)]).toEqual(['OK', 'OK']);
  });
});

describe('a session ends at once', () => {
  test('with logout', async () => {
    expect(codeOf(await alice.call('login/logout'))).toBe('OK');
    expect(await use(alice)).toBe('session_expired');
    await server.restart();
    expect(await use(alice)).toBe('session_expired');
  });

  test('with the removal of its station by another', async () => {
    const other = await alice.login(hexOf('other'));
    expect(codeOf(await other.call('login/removestation', { stationid: alice.id }))).toBe('OK');
    expect(await use(alice)).toBe('session_expired');
    expect(await use(other)).toBe('OK');
    const gone = await other.call('login/removestation', { stationid: alice.id });
    expect(codeOf(gone)).toBe('not_found');
  });

  test("and nobody removes somebody else's station", async () => {
    const bob = await Station.register(server, 'Bob');
    expect(codeOf(await bob.call('login/removestation', { stationid: alice.id }))).toBe('not_found');
    expect(await use(alice)).toBe('OK');
  });
});

test('stations are listed with their names, the most recently seen first', async () => {
  const registered = dateOf(server.now);
  server.now += 10_000;
  const loggedin = dateOf(server.now);
  const phone = await alice.login(hexOf('phone'), 'Phone');
  expect(await use(phone)).toBe('OK');
  server.now += 10_000;
  const lastseen = dateOf(server.now);
  expect((await alice.call('login/stations')).body.stations).toEqual([
    { stationid: alice.id, name: '', loggedin: registered, lastseen, own: true },
    { stationid: phone.id, name: 'Phone', loggedin, lastseen: loggedin, own: false },
  ]);
});

test('session keys and apikeys do not stand in the database', async () => {
  const files = await Array.fromAsync(new Bun.Glob('parley.db*').scan(server.data));
  expect(files.length).toBeGreaterThan(0);
  const bytes = Buffer.concat(
    await Promise.all(
      files.map(async (file) => Buffer.from(await Bun.file(`${server.data}/${file}`).bytes())),
    ),
  );
  const { apikey, email, registration, id } = alice.person;
  expect(bytes.includes(id)).toBe(true);
  for (const secret of [apikey, email, registration.recovery.auth])
    expect(bytes.includes(secret)).toBe(false);
  for (const form of ['hex', 'base64', 'latin1'] as const) {
    expect(bytes.includes(alice.sessionkey.toString(form), 0, 'latin1')).toBe(false);
  }
});

describe('whoever has no account', () => {
  test('gets the same answer as whoever has the apikey wrong', async () => {
    const wrong = await ask(server, 'login/login', { apikey: hexOf('wrong', 64) }, alice.id);
    const unknown = await ask(server, 'login/login', { apikey: hexOf('unknown', 64) }, hexOf('elsewhere'));
    expect(codeOf(wrong)).toBe('login_failed');
    expect(wrong.text).toBe(unknown.text);
  });
});
