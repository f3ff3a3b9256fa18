import { expect, test } from 'bun:test';
import { Ahead } from '../src/conversation/ahead.ts';
import type { Caller } from '../src/rpc/caller.ts';
import type { StationApi } from '../src/station/api.ts';
import type { ConversationView } from '../src/station/conversations.ts';

/** Somebody in front of a list: every conversation in it has so many unread messages. */
function inFrontOfList() {
  const list = { unread: 1 };
  const asked = Promise.withResolvers<void>();
  const caller = {
    call: () => new Promise(() => {}),
    watch: () => {
      asked.resolve();
      return () => {};
    },
    onMoved: () => () => {},
  } as unknown as Caller<StationApi>;
  const ahead = new Ahead(caller, () => list as ConversationView);
  const press = async (id: string) => {
    ahead.point(id, true);
    await asked.promise;
  };
  return { ahead, list, press };
}

test('what is pointed at stays ready when another conversation loses the focus', async () => {
  const { ahead, press } = inFrontOfList();
  await press('pressed');
  ahead.leave('focused before');
  expect(ahead.take('pressed')?.id).toBe('pressed');
});

test('what nobody points at any more is not kept', async () => {
  const { ahead, press } = inFrontOfList();
  await press('pressed');
  ahead.leave('pressed');
  expect(ahead.take('pressed')).toBeUndefined();
});

test('what was made ready before a message came is made anew, so that it begins at the first unread one', async () => {
  const { ahead, list, press } = inFrontOfList();
  await press('pressed');
  list.unread = 2;
  expect(ahead.take('pressed')).toBeUndefined();
});
