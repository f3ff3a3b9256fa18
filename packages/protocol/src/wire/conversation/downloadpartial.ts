import { defineCall } from '../call.ts';
import { ConversationId, Cursor, Instance, Limit, MessageIdOrEmpty, WireDateOrEmpty } from '../fields.ts';
import { Message, Report } from '../objects.ts';
import { Type } from '../schema.ts';

/** `chatconversation` `downloadpartial`, documented. Source: docs/spec/wire.md part 1, Partial download. */
export const downloadpartial = defineCall({
  api: 'chatconversation',
  action: 'downloadpartial',
  auth: 'signed',
  replay: 'repeatable',
  about:
    'A page of history: the newest `limit` messages (50 when absent) strictly older than the named one, oldest first; all four cursor fields empty means the newest page. An unknown id falls back to messages with `Created` up to and including the date. `reports` holds every report about the returned messages, and up to `limit` older than the report cursor, each once, in the order of acceptance.',
  request: {
    conversationid: ConversationId,
    instance: Instance,
    lastmessagedate: WireDateOrEmpty,
    lastmessageid: MessageIdOrEmpty,
    lastreportdate: WireDateOrEmpty,
    lastreportid: MessageIdOrEmpty,
    limit: Type.Optional(Limit),
  },
  response: { messages: Type.Array(Message), reports: Type.Array(Report), cursor: Cursor },
  errors: ['not_found', 'instance_changed'],
});
