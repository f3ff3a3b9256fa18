import { defineCall } from '../call.ts';
import { ConversationId, Flag, listOf, Nonce, PEOPLE_LIMIT, UserId } from '../fields.ts';
import { Conversation, NewEpoch } from '../objects.ts';
import { Type } from '../schema.ts';

/** `chatconversation` `create`. Source: docs/spec/wire.md part 3; docs/spec/trust.md section 3. */
export const create = defineCall({
  api: 'chatconversation',
  action: 'create',
  auth: 'signed',
  replay: 'repeatable',
  about:
    'Makes a conversation with its first epoch. Between two people the id is the one derived from their ids, and one that exists is answered as it is with `created` false. A group has the id derived from its creator and `nonce`. `secretfor` and `secrets` name exactly the participants.',
  request: {
    conversationid: ConversationId,
    participantids: listOf(UserId, PEOPLE_LIMIT, 'user ids', 1),
    isgroup: Flag,
    nonce: Nonce,
    epoch: Type.Literal(0, { description: '0, the first epoch' }),
    ...NewEpoch,
  },
  response: { conversation: Conversation, created: Flag },
  errors: ['forbidden', 'not_found', 'conflict'],
});
