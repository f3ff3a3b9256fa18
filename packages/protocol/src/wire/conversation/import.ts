import { defineCall } from '../call.ts';
import { ConversationId, Count, Instance, listOf } from '../fields.ts';
import { NewMessage } from '../objects.ts';

/** `chatconversation` `import`. Source: docs/spec/wire.md part 3. */
export const importMessages = defineCall({
  api: 'chatconversation',
  action: 'import',
  auth: 'signed',
  replay: 'repeatable',
  about:
    'Adds history that comes from elsewhere; for who created the conversation. `Created` ascends, is not before the newest message and at most 300 s ahead of the clock, otherwise `conflict`. Messages already there with equal content are skipped. All or nothing.',
  request: {
    conversationid: ConversationId,
    instance: Instance,
    messages: listOf(NewMessage, 1000, 'message objects', 1),
  },
  response: { added: Count, skipped: Count },
  errors: ['forbidden', 'not_found', 'conflict', 'instance_changed', 'epoch_changed'],
});
