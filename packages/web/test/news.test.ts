import { expect, test } from 'bun:test';
import { newsOf, unreadIn } from '../src/notify/news.ts';
import type { ConversationView } from '../src/station/conversations.ts';

const preview = { id: 'm1', at: 1000, senderId: 'bob', senderName: 'Bob', own: false, text: 'Hello' };
const quiet: ConversationView = {
  id: 'c1',
  isGroup: false,
  name: 'Bob',
  isFavorite: false,
  isMuted: false,
  isHidden: false,
  isEmpty: false,
  color: '',
  at: 0,
  unread: 0,
  typing: [],
  refused: [],
  isLookedAt: false,
  isOwn: true,
};
const written: ConversationView = { ...quiet, unread: 1, preview };
const away = { opened: undefined, since: 0 };

const told = (before: ConversationView[], after: ConversationView[], looking = {}) =>
  newsOf(before, after, { ...away, ...looking }).map((news) => news.preview.id);

test('a message of somebody else is news once', () => {
  expect(told([quiet], [written])).toEqual(['m1']);
  expect(told([written], [written])).toEqual([]);
});

test('own, muted and seen messages are none', () => {
  expect(told([quiet], [{ ...written, preview: { ...preview, own: true } }])).toEqual([]);
  expect(told([quiet], [{ ...written, isMuted: true }])).toEqual([]);
  expect(told([quiet], [written], { opened: 'c1' })).toEqual([]);
  expect(told([quiet], [{ ...written, isLookedAt: true }])).toEqual([]);
  expect(told([quiet], [{ ...written, unread: 0 }])).toEqual([]);
});

test('of a conversation that is shown for the first time only what is new is told', () => {
  expect(told([], [written], { since: 1001 })).toEqual([]);
  expect(told([], [written], { since: 1000 })).toEqual(['m1']);
});

test('muted conversations do not count', () => {
  expect(unreadIn([written, { ...written, isMuted: true }, { ...written, unread: 4 }])).toBe(5);
});
