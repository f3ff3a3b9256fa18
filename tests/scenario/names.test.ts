import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import type { Parley } from '@parley/client';
import { type TestPerson, TestWorld } from '@parley/testkit';

setDefaultTimeout(60_000);

let world: TestWorld;
let alice: TestPerson;
let bob: TestPerson;
/** Alice's second station. */
let laptop: Parley;

beforeAll(async () => {
  world = await TestWorld.start();
  [alice, bob] = await Promise.all([world.register('Alice'), world.register('Bob')]);
  laptop = await world.login(alice);
});
afterAll(() => world.close());

test('a nick that was given on another station stays when the name changes', async () => {
  await alice.parley.setNames({ fullname: 'Alice', nick: 'Alice' });
  await laptop.setNames({});
  await alice.parley.setNames({ nick: 'Al' });
  await laptop.setNames({ fullname: 'Alice Liddell' });
  expect(laptop.account).toMatchObject({ fullname: 'Alice Liddell', nick: 'Al' });
});

test('two stations that know somebody under different names do not tell each other of it for ever', async () => {
  const { userid } = bob.parley.account;
  await alice.parley.friends.add(userid);
  for (const { friends, people } of [alice.parley, laptop]) {
    await friends.list();
    await people.syncKeyring();
  }
  await bob.parley.setNames({ nick: 'Robert' });
  await alice.parley.friends.list();
  // The laptop does not learn of it any more.
  await alice.parley.friends.remove(userid);
  const { transport } = laptop.station;
  const call = transport.call.bind(transport);
  const stored: unknown[] = [];
  transport.call = (name, body, ...rest) => {
    if (name === 'login/keyring' && 'keyring' in body) stored.push(body);
    return call(name, body, ...rest);
  };
  for (const { people } of [alice.parley, laptop, alice.parley, laptop]) await people.syncKeyring();
  expect(stored).toEqual([]);
  // A station that begins knows the newer one.
  const third = await world.login(alice);
  await third.friends.add(userid);
  expect(third.people.get(userid)?.formerName).toBeUndefined();
});
