import { defineCall } from '../call.ts';
import { ConversationId, UserId } from '../fields.ts';
import { Type } from '../schema.ts';

/** What changed for a station: three sets. Source: docs/spec/wire.md part 2, Notification. */
export const Notification = {
  friendavailabilitesof: Type.Array(UserId),
  conversationchangedof: Type.Array(ConversationId),
  conversationlistchangedof: Type.Array(UserId),
};

/** `chatnotification` `download`, documented. Source: docs/spec/wire.md parts 1 to 3. */
export const download = defineCall({
  api: 'chatnotification',
  action: 'download',
  auth: 'signed',
  replay: 'once',
  about:
    'What changed since the last poll of this station, as three sets, which the poll empties. With `wait` it answers as soon as something changes, at the latest after that many seconds.',
  request: {
    wait: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 55, description: 'seconds, an integer from 0 to 55' }),
    ),
  },
  response: Notification,
});
