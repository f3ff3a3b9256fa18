import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { hexOf, passwordChange, pemOf } from '../../http/person.ts';
import { TestServer } from '../../http/server.ts';
import { ask, codeOf, Station } from '../../http/station.ts';

let server: TestServer;
let alice: Station;

beforeEach(async () => {
  server = await TestServer.start();
  alice = await Station.register(server, 'Alice');
});
afterEach(() => server.close());

const NEW_APIKEY = hexOf('new password', 64);
const NEW_AUTH = hexOf('new code', 64);
const WRONG = hexOf('wrong', 64);

/** A new password, proven with the old one unless told otherwise. */
const change = (fields: object = {}, by = alice) => {
  const { recovery: _recovery, auth: _auth, ...proven } = passwordChange(alice.person);
  return by.call('login/changepassword', { ...proven, apikey: NEW_APIKEY, ...fields });
};
const login = (apikey: string) => ask(server, 'login/login', { apikey }, hexOf('some station'));
const recover = (auth: string) =>
  ask(server, 'login/recover', { userid: alice.person.id, auth }, hexOf('some station'));
const use = async (station: Station) => codeOf(await station.call('friends/list'));

describe('a changed password', () => {
  test('is the one that logs in from then on, with the keys wrapped anew', async () => {
    const rsakey = pemOf(Buffer.from('the same key under the new password'));
    const signkey = Buffer.alloc(60, 9).toString('base64');
    const rsakeymac = Buffer.alloc(32, 9).toString('base64');
    expect((await change({ rsakey, rsakeymac, signkey })).text).toBe('{"status":"OK","errormessage":""}');
    expect(codeOf(await login(alice.person.apikey))).toBe('login_failed');
    expect((await login(NEW_APIKEY)).body).toMatchObject({ rsakey, rsakeymac, signkey });
  });

  test('ends every other session at once, also one that waits for its first call', async () => {
    const second = await alice.login(hexOf('second station'));
    expect(await use(second)).toBe('OK');
    const third = await alice.login(hexOf('third station'));
    const waiting = await alice.login();
    expect(codeOf(await change())).toBe('OK');
    expect([await use(second), await use(third)]).toEqual(['session_expired', 'session_expired']);
    expect(await use(waiting)).toBe('signature_invalid');
    expect(await use(alice)).toBe('OK');
    const { stations } = (await alice.call('login/stations')).body;
    expect(stations).toHaveLength(1);
  });

  test('leaves other users alone', async () => {
    const bob = await Station.register(server, 'Bob');
    await change();
    expect(await use(bob)).toBe('OK');
  });

  test('leaves the recovery code as it is, unless there is a new one', async () => {
    const { recovery } = alice.person.registration;
    await change();
    expect((await recover(recovery.auth)).body.recovery).toEqual({ box: recovery.box });
    const renewed = { auth: NEW_AUTH, box: Buffer.alloc(2000, 4).toString('base64') };
    expect(codeOf(await change({ oldapikey: NEW_APIKEY, recovery: renewed }))).toBe('OK');
    expect(codeOf(await recover(recovery.auth))).toBe('login_failed');
    expect((await recover(NEW_AUTH)).body.recovery).toEqual({ box: renewed.box });
  });

  test('survives a restart', async () => {
    await change();
    await server.restart();
    expect(codeOf(await login(NEW_APIKEY))).toBe('OK');
  });
});

describe('after recovering', () => {
  test('the code proves the change', async () => {
    const { auth } = alice.person.registration.recovery;
    const id = hexOf('some station');
    const recovered = new Station(server, alice.person, id, await recover(auth));
    expect(codeOf(await change({ oldapikey: undefined, auth }, recovered))).toBe('OK');
    expect([await use(recovered), await use(alice)]).toEqual(['OK', 'session_expired']);
  });
});

describe('a change is refused, and changes nothing,', () => {
  const auth = WRONG;
  const cases: [what: string, fields: object, code: string][] = [
    ['with a wrong old password', { oldapikey: WRONG }, 'login_failed'],
    ['with a wrong recovery code', { oldapikey: undefined, auth }, 'login_failed'],
    ['with a right password and a wrong code', { auth }, 'login_failed'],
    ['without either', { oldapikey: undefined }, 'invalid_request'],
    ['with a key in another form', { rsakey: 'a key' }, 'invalid_request'],
    ['with a signing key of another size', { signkey: 'AAAA' }, 'invalid_request'],
    ['with a box that is too small', { recovery: { auth, box: 'AAAA' } }, 'invalid_request'],
  ];
  for (const [what, fields, code] of cases) {
    test(what, async () => {
      const second = await alice.login(hexOf('second station'));
      expect(codeOf(await change(fields))).toBe(code);
      expect([await use(second), await use(alice)]).toEqual(['OK', 'OK']);
      expect(codeOf(await login(alice.person.apikey))).toBe('OK');
    });
  }

  test('with the old password of somebody else', async () => {
    const bob = await Station.register(server, 'Bob');
    expect(codeOf(await change({ oldapikey: bob.person.apikey }))).toBe('login_failed');
  });

  test('to what somebody else logs in with', async () => {
    const bob = await Station.register(server, 'Bob');
    expect(codeOf(await change({ apikey: bob.person.apikey }))).toBe('invalid_request');
    expect(codeOf(await login(bob.person.apikey))).toBe('OK');
  });
});
