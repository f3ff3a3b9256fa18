import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { MemoryStore, makeLocalKey, Parley, ServerError } from '@parley/client';
import {
  makePrivateKeys,
  openPrivateKeys,
  type PublicKeys,
  publicKeysOf,
  TrustError,
} from '@parley/protocol/trust';
import { TamperingProxy, type TestPerson, TestWorld } from '@parley/testkit';

setDefaultTimeout(60_000);

const NEW_PASSWORD = 'another long password';

let world: TestWorld;
let proxy: TamperingProxy;
/** Somebody new in each test, with whose account it does what it wants; Bob is a person whom she meets. */
let alice: TestPerson;
let bob: TestPerson;
let people = 0;

beforeAll(async () => {
  world = await TestWorld.start();
  proxy = await TamperingProxy.start(world.server.url);
  bob = await world.register('Bob');
});
afterAll(async () => {
  await world.close();
  await proxy.close();
});
beforeEach(async () => {
  proxy.rest();
  people++;
  alice = await world.register(`Alice ${people}`);
});

const recover = (options: Partial<Parameters<typeof Parley.recover>[0]> = {}) =>
  Parley.recover({
    server: proxy.url,
    email: alice.email,
    recoveryCode: alice.recoveryCode,
    newPassword: NEW_PASSWORD,
    ...options,
  });
const login = (password: string) => Parley.login({ server: proxy.url, email: alice.email, password });
/** What refused something: the code of the server or of the trust rules. */
async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ServerError || error instanceof TrustError) return error.code;
    throw error;
  }
  return 'OK';
}

describe('a program that keeps its place and no key', () => {
  test('goes on where it was at its next login, with everything that the server has', async () => {
    const store = new MemoryStore();
    const options = { server: proxy.url, email: alice.email, password: alice.password, store };
    const group = await alice.parley.createGroup('nightly', [bob.email]);
    await group.send('before the first run');
    const first = await Parley.login(options);
    const before = await first.conversation('nightly');
    await before.sync();
    await before.refreshTimeline();
    await before.send('by the first run');
    await first.people.syncKeyring();

    await (await bob.parley.conversation(group.id)).send('between the runs');
    const second = await Parley.login(options);
    expect(second.account.stationid).toBe(first.account.stationid);
    const after = await second.conversation('nightly');
    expect((await after.sync()).messages).toBe(1);
    await after.send('by the second run');
    await after.sync();
    const download = after.download();
    expect(await Array.fromAsync(download, ({ body }) => body)).toEqual([
      'before the first run',
      'by the first run',
      'between the runs',
      'by the second run',
    ]);
    expect(download.summary).toMatchObject({ verified: 4, findings: [] });
    await after.refreshTimeline();
    const { items } = await after.timeline().newest(10);
    expect(items.filter(({ row }) => row === 'message')).toHaveLength(4);
  });
});

test('a station that was logged out elsewhere forgets its keys all the same', async () => {
  const options = { server: proxy.url, store: new MemoryStore(), localKey: await makeLocalKey() };
  const station = await Parley.login({ ...options, email: alice.email, password: alice.password });
  await alice.parley.removeStation(station.account.stationid);
  await station.logout();
  await expect(Parley.resume(options)).rejects.toMatchObject({ code: 'not_logged_in' });
});

describe('who has lost the password', () => {
  test('reads everything again with the code alone, and has a new password', async () => {
    const group = await alice.parley.createGroup('planning', [bob.email]);
    await group.send('before the password was lost');
    const recovered = await recover({ recoveryCode: ` ${alice.recoveryCode.toLowerCase()} ` });
    const again = await recovered.conversation('planning');
    await again.sync();
    expect(await Array.fromAsync(again.download(), ({ body }) => body)).toEqual([
      'before the password was lost',
    ]);
    await again.send('and after');
    expect(await refusalOf(login(alice.password))).toBe('login_failed');
    expect(await refusalOf(login(NEW_PASSWORD))).toBe('OK');
    expect(await refusalOf(alice.parley.conversations())).toBe('session_expired');
    expect(await refusalOf(recover({ newPassword: 'a third password' }))).toBe('OK');
  });

  test('is told when the code is mistyped, before the server hears of it', async () => {
    const mistyped = alice.recoveryCode.slice(0, -1);
    expect(await refusalOf(recover({ recoveryCode: mistyped }))).toBe('bad_recovery_code');
    expect(proxy.seen).toEqual([]);
  });

  test('does not get in with the code of somebody else', async () => {
    expect(await refusalOf(recover({ recoveryCode: bob.recoveryCode }))).toBe('login_failed');
  });

  test('uses only what is in the box: other wrapped keys in the answer change nothing', async () => {
    proxy.change('login/recover', (answer) => {
      answer.rsakey = 'a key of the server';
      answer.rsakeymac = Buffer.alloc(32).toString('base64');
      answer.signkey = Buffer.alloc(60).toString('base64');
    });
    expect(await refusalOf(recover())).toBe('OK');
    proxy.rest();
    expect(await refusalOf(login(NEW_PASSWORD))).toBe('OK');
  });

  test('notices other public keys and an altered box, and then nothing is set or kept', async () => {
    const other = await posingAs(alice);
    const attacks: [code: string, change: (answer: Record<string, unknown>) => void][] = [
      ['own_publickey_changed', (answer) => Object.assign(answer, { publickey: other.publickey })],
      [
        'own_signpublickey_changed',
        (answer) => Object.assign(answer, { signpublickey: other.signpublickey }),
      ],
      [
        'bad_recovery_box',
        (answer) => Object.assign(answer, { recovery: { box: Buffer.alloc(2000).toString('base64') } }),
      ],
    ];
    for (const [code, change] of attacks) {
      proxy.rest();
      proxy.change('login/recover', (answer) => change(answer as unknown as Record<string, unknown>));
      const store = new MemoryStore();
      expect(await refusalOf(recover({ store }))).toBe(code);
      expect(await store.get('account')).toBeUndefined();
      expect(proxy.seen).not.toContain('login/changepassword');
    }
    expect(await refusalOf(login(alice.password))).toBe('OK');
  });

  for (const when of ['before', 'after'] as const) {
    test(`has a new password though the connection broke ${when} the server changed it`, async () => {
      proxy.cutOnce('login/changepassword', when);
      expect(await refusalOf(recover())).toBe('OK');
      expect(await refusalOf(login(NEW_PASSWORD))).toBe('OK');
    });
  }
});

describe('changing the password', () => {
  test('keeps this station in and puts the others out; the same keys open under the new one', async () => {
    const laptop = await world.login(alice);
    const group = await alice.parley.createGroup('planning', [bob.email]);
    await alice.parley.changePassword(alice.password, NEW_PASSWORD);
    await group.send('still here');
    expect(await refusalOf(laptop.conversations())).toBe('session_expired');
    expect(await refusalOf(login(alice.password))).toBe('login_failed');
    const again = await login(NEW_PASSWORD);
    expect(again.station.own.identity.fingerprint).toBe(alice.parley.station.own.identity.fingerprint);
    const resumed = await Parley.resume(alice.options);
    expect(await resumed.conversations()).toHaveLength(1);
  });

  test('needs the old one', async () => {
    const laptop = await world.login(alice);
    expect(await refusalOf(alice.parley.changePassword('not it', NEW_PASSWORD))).toBe('login_failed');
    expect(await refusalOf(laptop.conversations())).toBe('OK');
    expect(await refusalOf(login(alice.password))).toBe('OK');
  });

  for (const when of ['before', 'after'] as const) {
    test(`succeeds though the connection breaks ${when} the server has changed it`, async () => {
      const laptop = await world.login(alice, { server: proxy.url });
      proxy.cutOnce('login/changepassword', when);
      await laptop.changePassword(alice.password, NEW_PASSWORD);
      expect(await refusalOf(login(NEW_PASSWORD))).toBe('OK');
      expect(await refusalOf(laptop.conversations())).toBe('OK');
    });
  }

  test('leaves the recovery code; a new one takes the place of the old', async () => {
    await alice.parley.changePassword(alice.password, NEW_PASSWORD);
    const code = await alice.parley.newRecoveryCode(NEW_PASSWORD);
    expect(code).not.toBe(alice.recoveryCode);
    expect(await refusalOf(recover())).toBe('login_failed');
    expect(await refusalOf(recover({ recoveryCode: code, newPassword: 'a third password' }))).toBe('OK');
    expect(await refusalOf(alice.parley.newRecoveryCode('not it'))).toBe('session_expired');
  });
});

describe('what one station knows of people', () => {
  const laptopOf = (person: TestPerson) => world.login(person, { server: proxy.url });

  test('the next one knows as well: pins, marks, and that a mark was taken back', async () => {
    const seen = await alice.parley.people.findByEmail(bob.email);
    expect(seen.isVerified).toBe(false);
    await alice.parley.people.markVerified(seen);
    const laptop = await laptopOf(alice);
    const there = await laptop.people.findByEmail(bob.email);
    expect(there.isVerified).toBe(true);
    await laptop.people.markVerified(there, false);
    expect(alice.parley.people.get(bob.parley.account.userid)?.isVerified).toBe(true);
    await alice.parley.people.syncKeyring();
    expect(alice.parley.people.get(bob.parley.account.userid)?.isVerified).toBe(false);
  });

  test('is joined when two stations learn at the same time', async () => {
    const carol = await world.register(`Carol ${people}`);
    const laptop = await laptopOf(alice);
    const [first, second] = [
      await alice.parley.people.findByEmail(bob.email),
      await laptop.people.findByEmail(carol.email),
    ];
    await Promise.all([
      alice.parley.people.markVerified(first),
      laptop.people.markVerified(second),
      laptop.createGroup('planning', [carol.email]),
    ]);
    const third = await laptopOf(alice);
    const marks = await Promise.all([bob, carol].map(({ email }) => third.people.findByEmail(email)));
    expect(marks.map(({ isVerified }) => isVerified)).toEqual([true, true]);
  });

  test('protects a new station from other keys of the server', async () => {
    await alice.parley.people.markVerified(await alice.parley.people.findByEmail(bob.email));
    const laptop = await laptopOf(alice);
    const posing = await posingAs(bob);
    proxy.change('friends/search', ({ users }) => Object.assign(users[0] ?? {}, posing));
    expect(await refusalOf(laptop.people.findByEmail(bob.email))).toBe('fingerprint_changed');
  });

  test('where two stations saw different keys of a person, both refuse the person', async () => {
    const laptop = await laptopOf(alice);
    const posing = await posingAs(bob);
    proxy.change('friends/search', ({ users }) => Object.assign(users[0] ?? {}, posing));
    await laptop.people.markVerified(await laptop.people.findByEmail(bob.email));
    await alice.parley.people.findByEmail(bob.email);
    await alice.parley.people.syncKeyring();
    expect(alice.parley.people.refusalOf(bob.parley.account.userid)?.code).toBe('fingerprint_changed');
  });

  test('an older keyring is noticed, and so is an altered one', async () => {
    const store = new MemoryStore();
    const options = { store, localKey: await makeLocalKey(), server: proxy.url };
    const laptop = await world.login(alice, options);
    await laptop.people.markVerified(await laptop.people.findByEmail(bob.email));
    const { transport, session } = laptop.station;
    const { keyring: old } = await transport.call('login/keyring', {}, { session });
    await laptop.createGroup('planning', [bob.email]);
    proxy.change('login/keyring', (answer) => Object.assign(answer, { keyring: old }));
    expect(await refusalOf(world.login(alice, options))).toBe('keyring_rollback');
    proxy.rest();
    proxy.change('login/keyring', ({ keyring }) => Object.assign(keyring, { counter: keyring.counter + 1 }));
    expect(await refusalOf(world.login(alice, options))).toBe('bad_keyring');
    proxy.rest();
    expect(await refusalOf(world.login(alice, options))).toBe('OK');
  });

  test('a server that does not take the keyring stops nothing, and gets it later', async () => {
    const laptop = await laptopOf(alice);
    proxy.refuseOnce('login/keyring', 503, { errorcode: 'overloaded' }, 120);
    await laptop.people.markVerified(await laptop.people.findByEmail(bob.email));
    const group = await laptop.createGroup('planning', [bob.email]);
    await group.send('goes on');
    const third = await laptopOf(alice);
    expect((await third.people.findByEmail(bob.email)).isVerified).toBe(true);
  });
});

/** Keys of somebody who poses as a person: they belong together and to that id, so that only a pin tells. */
async function posingAs(person: TestPerson): Promise<PublicKeys> {
  const { workspaceid: workspaceId, userid: userId } = person.parley.account;
  return publicKeysOf(await openPrivateKeys({ workspaceId, userId }, await makePrivateKeys()));
}
