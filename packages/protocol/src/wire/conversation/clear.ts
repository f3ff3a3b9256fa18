import { defineCall } from '../call.ts';
import { ConversationId, Instance } from '../fields.ts';
import { Conversation } from '../objects.ts';

/** `chatconversation` `clear`, documented. Source: docs/spec/wire.md part 1, facts. */
export const clear = defineCall({
  api: 'chatconversation',
  action: 'clear',
  auth: 'signed',
  replay: 'once',
  about: 'Empties the conversation for everyone in it and makes a new instance.',
  request: { conversationid: ConversationId, instance: Instance },
  response: { conversation: Conversation },
  errors: ['forbidden', 'not_found', 'instance_changed'],
});
