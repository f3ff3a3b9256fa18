import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import type { Caller } from '../../../src/operations/operation.ts';
import { conversationKey } from '../../../src/store/conversations.ts';
import { insertEpoch, insertSecrets } from '../../../src/store/epochs.ts';
import { FINGERPRINT, hexOf, openWorld, type Place, SIGNATURE, type World } from '../../harness.ts';

let world: World;
let alice: Caller;
let bob: Caller;
let place: Place;

beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  ({ alice, bob, place } = await world.couple());
});
afterAll(() => world.close());

const secretsOf = async (caller: Caller) =>
  (await world.ask('conversation/secrets', caller, { conversationid: place.conversationid })).secrets;

/** A further epoch made by Alice, for these people. */
async function addEpoch(epoch: number, people: Caller[], shared?: { by: Caller; with: Caller }) {
  const secretfor = people.map(({ user }) => ({ userid: user, fingerprint: FINGERPRINT }));
  await world.store.write(async (writer) => {
    const key = (await conversationKey(writer, world.workspace.id, place.conversationid)) as number;
    await insertEpoch(writer, key, {
      epoch,
      secretby: alice.user,
      secretfor: JSON.stringify(secretfor),
      secretsignature: SIGNATURE,
    });
    const own = people.map(({ user }) => ({
      userid: user,
      secret: 'AAAA',
      sharedby: '',
      sharesignature: '',
    }));
    const given = shared && {
      userid: shared.with.user,
      secret: 'AAAB',
      sharedby: shared.by.user,
      sharesignature: SIGNATURE,
    };
    await insertSecrets(writer, key, epoch, given ? [...own, given] : own);
    await writer.run('UPDATE conversations SET epoch = $1 WHERE key = $2', epoch, key);
  });
}

test('every epoch that the caller has a secret of, oldest first', async () => {
  await addEpoch(2, [alice, bob]);
  await addEpoch(1, [alice]);
  expect((await secretsOf(alice)).map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
  expect((await secretsOf(bob)).map(({ epoch }) => epoch)).toEqual([0, 2]);
});

test('a secret is shown with who made the epoch and for whom', async () => {
  const [secret] = await secretsOf(bob);
  expect(Object.keys(secret ?? {})).toEqual(['epoch', 'secret', 'secretby', 'secretfor', 'secretsignature']);
  expect(secret).toMatchObject({ epoch: 0, secretby: alice.user, secretsignature: SIGNATURE });
  expect(secret?.secretfor.map(({ userid }) => userid)).toEqual([alice.user, bob.user].sort());
});

test('a shared one also says who shared it', async () => {
  await addEpoch(1, [alice], { by: alice, with: bob });
  expect((await secretsOf(bob))[1]).toMatchObject({
    epoch: 1,
    secret: 'AAAB',
    sharedby: alice.user,
    sharesignature: SIGNATURE,
  });
  expect((await secretsOf(alice))[1]).not.toHaveProperty('sharedby');
});

test('a stranger gets not_found', async () => {
  const eve = await world.user('Eve', hexOf(`Eve ${place.conversationid}`));
  const { conversationid } = place;
  expect((await world.refusal('conversation/secrets', eve, { conversationid })).code).toBe('not_found');
});
