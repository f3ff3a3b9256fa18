import { expect, test } from 'bun:test';
import type { SearchHit } from '@parley/client';
import { newestFirst } from '../../src/timeline/search.ts';

const hit = (conversationId: string, id: string, at: number): SearchHit => ({
  conversationId,
  id,
  at,
  senderId: 'u',
  senderName: 'Bob',
  body: 'needle',
});

test('what was found stands in one order, whichever conversation is searched first', () => {
  const one = [hit('a', 'a3', 3000), hit('a', 'a2', 2000), hit('a', 'a1', 2000)];
  const other = [hit('b', 'b3', 2000), hit('b', 'b2', 2000), hit('b', 'b1', 1000)];
  for (const hits of [
    [...one, ...other],
    [...other, ...one],
  ]) {
    expect(hits.sort(newestFirst).map(({ id }) => id)).toEqual(['a3', 'a2', 'a1', 'b3', 'b2', 'b1']);
  }
});
