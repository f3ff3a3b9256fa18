import type { Conversation } from '../../store/conversations.ts';
import { messagesChangedBetween } from '../../store/messages.ts';
import { reportsBetween } from '../../store/reports.ts';
import { type ItemList, itemsPerPiece } from './streamed.ts';

/** `messages` and `reports` of a delta: what was added or changed after a place up to another, each item once. */
export function deltaLists(
  conversation: Conversation,
  after: number,
  upTo: number,
): readonly (string | ItemList)[] {
  return [
    '"messages":[',
    {
      after,
      upTo,
      most: itemsPerPiece(conversation.largest),
      read: (reader, ...range) => messagesChangedBetween(reader, conversation, ...range),
    },
    '],"reports":[',
    reportList(conversation, after, upTo),
    ']',
  ];
}

/** Reports after a place up to another. */
export function reportList(conversation: Conversation, after: number, upTo: number): ItemList {
  return {
    // Where nobody ever reported, there is nothing to look for.
    after: conversation.lastreportid === '' ? upTo : after,
    upTo,
    most: itemsPerPiece(0),
    read: (reader, ...range) => reportsBetween(reader, conversation, ...range),
  };
}
