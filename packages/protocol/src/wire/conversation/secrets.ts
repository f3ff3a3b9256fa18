import { defineCall } from '../call.ts';
import { ConversationId } from '../fields.ts';
import { Secret } from '../objects.ts';
import { Type } from '../schema.ts';

/** `chatconversation` `secrets`. Source: docs/spec/wire.md part 3. */
export const secrets = defineCall({
  api: 'chatconversation',
  action: 'secrets',
  auth: 'signed',
  replay: 'repeatable',
  about: 'Every epoch that the caller may have, oldest first.',
  request: { conversationid: ConversationId },
  response: { secrets: Type.Array(Secret) },
  errors: ['not_found'],
});
