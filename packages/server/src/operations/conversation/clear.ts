import { startGeneration } from '../../store/conversations.ts';
import { eraseCleared } from '../../store/erasure.ts';
import { changing } from '../changing.ts';
import type { Operation } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { conversationToChange } from './access.ts';
import { viewOf } from './view.ts';

/** Source: docs/spec/wire.md part 1, facts; Who may do what. */
export const clearConversation: Operation<'conversation/clear'> = async (services, caller, body) => {
  const answer = await changing(services, async (writer, tell) => {
    const conversation = await conversationToChange(writer, caller, body);
    if (conversation.isgroup && conversation.role === 'member') {
      throw new Refusal('forbidden', 'Only owners and admins of a group can clear it: ask one of them.');
    }
    await startGeneration(writer, conversation, services.instance());
    const cleared = { ...conversation, generation: conversation.generation + 1 };
    tell((changes) => changes.conversation(caller, cleared));
    return { conversation: await viewOf(writer, caller, body.conversationid) };
  });
  // What is out of sight now takes as long as it has messages to be erased; the answer does not wait for that.
  // Where it fails, as when the server stops, the next start or the next clear goes on.
  eraseCleared(services.store).catch(() => {});
  return answer;
};
