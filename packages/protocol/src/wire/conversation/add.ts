import { defineCall } from '../call.ts';
import { BODY_LIMIT, ConversationId, Instance } from '../fields.ts';
import { StoredMessage } from '../objects.ts';
import { Type } from '../schema.ts';

/** `chatconversation` `add`, documented. Source: docs/spec/wire.md part 1, Add. */
export const add = defineCall({
  api: 'chatconversation',
  action: 'add',
  auth: 'signed',
  replay: 'repeatable',
  about:
    "Adds one message. `message` is a JSON *string* that holds an object with exactly ID, Type, Created, ValidUntil and Data. OK means that it is on disk. The same sender repeating it gets the same answer and adds nothing; another sender, or other content, under a used ID is `conflict`. `Created` is kept when it is within 5 minutes of the server's clock and not before the newest message; the answer carries what was stored.",
  request: {
    conversationid: ConversationId,
    instance: Instance,
    message: Type.String({
      maxLength: BODY_LIMIT,
      description: 'a message as a JSON string, with exactly ID, Type, Created, ValidUntil and Data',
    }),
  },
  response: { message: StoredMessage },
  errors: ['forbidden', 'not_found', 'conflict', 'instance_changed', 'epoch_changed'],
});
