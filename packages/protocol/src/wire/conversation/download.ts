import { defineStreamedCall } from '../call.ts';
import {
  ConversationId,
  Cursor,
  Flag,
  Instance,
  Limit,
  MessageIdOrEmpty,
  WireDateOrEmpty,
} from '../fields.ts';
import { Message, Report } from '../objects.ts';
import { Type } from '../schema.ts';

/**
 * `chatconversation` `download`, documented: the heart of the system.
 * The four documented cursor fields are required unless `since` stands in their place.
 * Source: docs/spec/wire.md part 1, Download; part 3, Delta download.
 */
export const download = defineStreamedCall({
  api: 'chatconversation',
  action: 'download',
  auth: 'signed',
  replay: 'repeatable',
  about: [
    'What is new in a conversation: messages and reports from the cursors (inclusive) up to now, oldest first, in the order in which the server accepted them. An id that is known wins over its date; an unknown or empty one falls back to the date; both empty means from the beginning. The two cursors are independent. Any number of messages is answered, streamed.',
    'With `since` (a cursor of an earlier answer, or empty for the beginning) it is a delta: only what was added or changed after that cursor, in the order of change, each item once and in its newest state, at most `limit` messages and reports together; `more` says whether something is left. `since` wins over the four documented fields, which may then be absent.',
    'An answer without `status` was cut off: discard it.',
  ].join('\n\n'),
  request: {
    conversationid: ConversationId,
    instance: Instance,
    firstmessagedate: Type.Optional(WireDateOrEmpty),
    firstmessageid: Type.Optional(MessageIdOrEmpty),
    firstreportdate: Type.Optional(WireDateOrEmpty),
    firstreportid: Type.Optional(MessageIdOrEmpty),
    since: Type.Optional(Cursor),
    limit: Type.Optional(Limit),
  },
  content: { messages: Type.Array(Message), reports: Type.Array(Report) },
  response: { cursor: Cursor, more: Type.Optional(Flag) },
  errors: ['not_found', 'instance_changed'],
});
