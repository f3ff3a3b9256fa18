import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import type { Caller } from '../../../src/operations/operation.ts';
import { hexOf, openWorld, type Place, type World } from '../../harness.ts';

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

const own = async (caller: Caller) => {
  const [conversation] = (await world.ask('conversation/list', caller, {})).conversations;
  const { mutedby, favoriteby, hiddenby, properties } = conversation ?? {};
  return { mutedby, favoriteby, hiddenby, ...properties?.[0] };
};

test('favorite and unfavorite show in favoriteby and properties of the caller alone', async () => {
  const { conversationid } = place;
  const { conversation } = await world.ask('conversation/favorite', alice, { conversationid });
  expect(conversation).toMatchObject({ favoriteby: [alice.user], properties: [{ isfavorite: true }] });
  expect(await own(bob)).toMatchObject({ favoriteby: [], isfavorite: false });
  const after = await world.ask('conversation/unfavorite', alice, { conversationid });
  expect(after.conversation).toMatchObject({ favoriteby: [], properties: [{ isfavorite: false }] });
});

test('mute and unmute show in mutedby and properties of the caller alone', async () => {
  const { conversationid } = place;
  const { conversation } = await world.ask('conversation/mute', alice, { conversationid });
  expect(conversation).toMatchObject({ mutedby: [alice.user], properties: [{ ismuted: true }] });
  expect(await own(bob)).toMatchObject({ mutedby: [], ismuted: false });
  const after = await world.ask('conversation/unmute', alice, { conversationid });
  expect(after.conversation).toMatchObject({ mutedby: [], properties: [{ ismuted: false }] });
});

test('hideid is kept as it was sent until unhide, whatever is added; hiddenby stays empty', async () => {
  const { conversationid, instance } = place;
  const hideid = `${instance};`;
  const { conversation } = await world.ask('conversation/hide', alice, { conversationid, hideid });
  expect(conversation).toMatchObject({ hiddenby: [], properties: [{ hideid }] });
  const id = await world.add(bob, place);
  expect(await own(alice)).toMatchObject({ hideid, hiddenby: [] });
  await world.ask('conversation/hide', alice, { conversationid, hideid: `${instance};${id}` });
  expect(await own(alice)).toMatchObject({ hideid: `${instance};${id}` });
  expect(await own(bob)).toMatchObject({ hideid: '' });
  await world.ask('conversation/unhide', alice, { conversationid });
  expect(await own(alice)).toMatchObject({ hideid: '' });
});

test('the colour is kept as it was sent', async () => {
  const { conversationid } = place;
  const color = '#BaE1ff';
  const answer = await world.ask('conversation/setlistitembackgroundcolor', alice, { conversationid, color });
  expect(answer.conversation.properties[0]?.listitembackgroundcolor).toBe(color);
  expect(await own(bob)).toMatchObject({ listitembackgroundcolor: '#ffffff' });
});

test('settings survive a clear, and leave the conversation as it was', async () => {
  const { conversationid } = place;
  await world.ask('conversation/mute', alice, { conversationid });
  const before = await own(alice);
  await world.ask('conversation/clear', bob, place);
  expect(await own(alice)).toEqual(before);
});

test('a stranger gets not_found from each of them, in the same words as for no conversation', async () => {
  const eve = await world.user('Eve', hexOf(`Eve ${place.conversationid}`));
  const sentences = new Set<string>();
  for (const conversationid of [place.conversationid, hexOf('nowhere')]) {
    for (const action of ['favorite', 'unfavorite', 'mute', 'unmute', 'unhide'] as const) {
      const refusal = await world.refusal(`conversation/${action}`, eve, { conversationid });
      expect(refusal.code).toBe('not_found');
      sentences.add(refusal.message);
    }
    const hide = { conversationid, hideid: `${place.instance};` };
    sentences.add((await world.refusal('conversation/hide', eve, hide)).message);
    const color = { conversationid, color: '#000000' };
    sentences.add((await world.refusal('conversation/setlistitembackgroundcolor', eve, color)).message);
  }
  expect(sentences.size).toBe(1);
});
