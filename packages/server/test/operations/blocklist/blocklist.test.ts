import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import type { Caller } from '../../../src/operations/operation.ts';
import { hexOf, openWorld, type Place, type World } from '../../harness.ts';

let world: World;
let alice: Caller;
let bob: Caller;
let place: Place;

beforeEach(async () => {
  world = await openWorld();
  ({ alice, bob, place } = await world.couple());
});
afterEach(() => world.close());

const blockedBy = async (who: Caller) => (await world.ask('blocklist/blocklist', who, {})).blockedusers;
const block = (who: Caller, whom: Caller) => world.ask('blocklist/block', who, { userid: whom.user });
const unblock = (who: Caller, whom: Caller) => world.ask('blocklist/unblock', who, { userid: whom.user });

describe('the blocklist', () => {
  test('is empty at first, in its documented form', async () => {
    const answer = await world.answerOf('blocklist/blocklist', alice, {});
    expect(JSON.stringify(answer)).toBe('{"blockedusers":[],"blockedconversations":[]}');
  });

  test('names whom one has blocked, each once, and is one’s own', async () => {
    const carol = await world.user('Carol');
    await block(alice, bob);
    await block(alice, carol);
    await block(alice, bob);
    expect(await blockedBy(alice)).toEqual([bob.user, carol.user].sort());
    expect(await blockedBy(bob)).toEqual([]);
  });

  test('does not name a hidden conversation', async () => {
    await world.ask('conversation/hide', alice, {
      conversationid: place.conversationid,
      hideid: `${place.instance};`,
    });
    const { blockedconversations } = await world.ask('blocklist/blocklist', alice, {});
    expect(blockedconversations).toEqual([]);
  });

  test('ends where unblocking does, however often', async () => {
    await block(alice, bob);
    await unblock(alice, bob);
    await unblock(alice, bob);
    expect(await blockedBy(alice)).toEqual([]);
  });
});

describe('who is blocked', () => {
  test('cannot write to the blocker one to one, is not told why, and can again when unblocked', async () => {
    await block(bob, alice);
    const message = world.message();
    const refusal = await world.refusal('conversation/add', alice, world.addBody(place, message));
    expect([refusal.code, refusal.message]).toEqual([
      'forbidden',
      'This person does not take messages from you: ask them in another way to add you as a friend.',
    ]);
    await unblock(bob, alice);
    await world.add(alice, place, message);
  });

  test('still writes in a group with the blocker', async () => {
    const group = await world.group(alice, bob);
    await block(bob, alice);
    await world.add(alice, group);
  });

  test('can be written to by the blocker', async () => {
    await block(bob, alice);
    await world.add(bob, place);
  });
});

describe('blocking', () => {
  test('needs somebody who exists, and who is not oneself', async () => {
    const nobody = hexOf('nobody');
    for (const call of ['blocklist/block', 'blocklist/unblock'] as const) {
      expect((await world.refusal(call, alice, { userid: nobody })).code).toBe('not_found');
    }
    expect((await world.refusal('blocklist/block', alice, { userid: alice.user })).code).toBe(
      'invalid_request',
    );
  });

  test('stays within its workspace', async () => {
    const other = { ...world.workspace, id: hexOf('another workspace') };
    const stranger = await world.user('Stranger', hexOf('Stranger'), other);
    expect((await world.refusal('blocklist/block', alice, { userid: stranger.user })).code).toBe('not_found');
  });
});
