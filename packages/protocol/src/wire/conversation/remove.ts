import { defineCall } from '../call.ts';
import { ConversationId, Instance, listOf, MessageId } from '../fields.ts';

/** `chatconversation` `remove`. Source: docs/spec/wire.md part 3. */
export const remove = defineCall({
  api: 'chatconversation',
  action: 'remove',
  auth: 'signed',
  replay: 'repeatable',
  about:
    'Erases messages of the caller\'s own. They stay in place as `"Type":"Removed","Data":""` with their ID and dates. Unknown ids are `not_found`, and those of others `forbidden`: then nothing is removed.',
  request: {
    conversationid: ConversationId,
    instance: Instance,
    messageids: listOf(MessageId, 1000, 'message ids', 1),
  },
  response: {},
  errors: ['forbidden', 'not_found', 'instance_changed'],
});
