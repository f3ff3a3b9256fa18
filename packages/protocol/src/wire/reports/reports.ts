import { defineCall } from '../call.ts';
import { ConversationId, Instance, listOf, MessageId, WireDate } from '../fields.ts';

const about =
  'Adds a report about each of the messages: one per message, user, station and type, however often it is sent. Unknown ids are ignored. The two dates are the range of those messages and only a hint.';

const reports = <const Action extends string>(action: Action) =>
  defineCall({
    api: 'chatreports',
    action,
    auth: 'signed',
    replay: 'repeatable',
    about,
    request: {
      conversationid: ConversationId,
      instance: Instance,
      firstmessagedate: WireDate,
      lastmessagedate: WireDate,
      messageids: listOf(MessageId, 1000, 'message ids'),
    },
    response: {},
    errors: ['not_found', 'instance_changed'],
  });

/** `chatreports`, documented. Source: docs/spec/wire.md part 1; part 2, Reports. */
export const delivered = reports('delivered');
export const viewed = reports('viewed');
