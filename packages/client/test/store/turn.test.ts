import { expect, test } from 'bun:test';
import { MemoryStore } from '../../src/store/memory-store.ts';
import { inTurn } from '../../src/store/turn.ts';

function heldStore() {
  const store = new MemoryStore();
  const held = Promise.withResolvers<void>();
  const holder = inTurn(store, 'name', () => held.promise);
  return { store, release: held.resolve, holder };
}

test('who is cancelled while somebody else is at work waits no longer, and never begins', async () => {
  const { store, release, holder } = heldStore();
  const canceller = new AbortController();
  let begun = 0;
  const cancelled = inTurn(store, 'name', async () => void begun++, canceller.signal);
  canceller.abort();
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  const next = inTurn(store, 'name', async () => 'done', new AbortController().signal);
  release();
  await holder;
  expect(await next).toBe('done');
  expect(begun).toBe(0);
});

test('who was cancelled before does not wait at all', async () => {
  const { store, release, holder } = heldStore();
  await expect(inTurn(store, 'name', async () => 1, AbortSignal.abort())).rejects.toMatchObject({
    code: 'cancelled',
  });
  release();
  await holder;
});

test('work that has begun is not torn off, and its failure is heard', async () => {
  const store = new MemoryStore();
  const canceller = new AbortController();
  const work = inTurn(
    store,
    'name',
    async () => {
      canceller.abort();
      throw new Error('its own end');
    },
    canceller.signal,
  );
  await expect(work).rejects.toThrow('its own end');
});
