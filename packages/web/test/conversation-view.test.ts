import { expect, test } from 'bun:test';
import type { Conversation, Overview, People } from '@parley/client';
import { viewOfConversation } from '../src/station/conversation-view.ts';

const MADE = Date.parse('2026-03-08T13:00:00Z');
const LOGGED = Date.parse('2005-06-27T12:28:00Z');

/** When a conversation is shown to be from. */
function shownAt(listed: { lastmessageid: string; at: number }, overview: Partial<Overview>): number {
  const object = { isgroup: true, participantids: [], epoch: 0, lastaccess: listed.at / 1000, ...listed };
  const conversation = {
    object,
    overview: { unread: 0, preview: undefined, ...overview },
    epochs: { refused: new Map(), accepted: new Map() },
    color: '',
    readers: [],
    name: 'History',
  };
  return viewOfConversation(conversation as unknown as Conversation, {
    userId: '',
    people: {} as People,
    availabilityOf: () => undefined,
    isBlocked: () => false,
    draft: undefined,
    isLookedAt: false,
    typing: [],
  }).at;
}

test('a history that was brought in has its own date, whether the server has listed it since or not', () => {
  const newest = { id: 'last', at: LOGGED };
  expect(shownAt({ lastmessageid: '', at: MADE }, {})).toBe(MADE);
  expect(shownAt({ lastmessageid: '', at: MADE }, { newest })).toBe(LOGGED);
  // A sync says which message is the newest, and not when that was.
  expect(shownAt({ lastmessageid: 'last', at: MADE }, { newest })).toBe(LOGGED);
  expect(shownAt({ lastmessageid: 'last', at: LOGGED }, { newest })).toBe(LOGGED);
});

test('what the server lists and is not fetched yet counts, and what was fetched since', () => {
  const newest = { id: 'fetched', at: MADE };
  expect(shownAt({ lastmessageid: 'other', at: MADE + 1000 }, { newest })).toBe(MADE + 1000);
  expect(shownAt({ lastmessageid: 'other', at: MADE - 1000 }, { newest })).toBe(MADE);
});

test('no sender’s clock puts a conversation on top', () => {
  const preview = {
    id: 'fetched',
    at: MADE + 1e9,
    senderId: '',
    senderName: '',
    own: false,
    text: '',
  };
  const newest = { id: 'fetched', at: MADE };
  expect(shownAt({ lastmessageid: 'fetched', at: MADE }, { newest, preview })).toBe(MADE);
});
