import { setHead } from '../../store/conversations.ts';
import { messagesNamed, removeMessage } from '../../store/messages.ts';
import { changing } from '../changing.ts';
import type { Operation } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { conversationToChange } from './access.ts';

/** Source: docs/spec/wire.md part 3, remove; Who may do what. */
export const removeMessages: Operation<'conversation/remove'> = (services, caller, body) =>
  changing(services, async (writer, tell) => {
    const conversation = await conversationToChange(writer, caller, body);
    const ids = [...new Set(body.messageids)];
    const known = await messagesNamed(writer, conversation, ids);
    const missing = ids.find((id) => !known.has(id));
    if (missing !== undefined) {
      throw new Refusal('not_found', `The conversation has no message ${missing}: nothing was removed.`);
    }
    const messages = [...known.values()];
    if (messages.some(({ sender }) => sender !== caller.user)) {
      throw new Refusal('forbidden', 'Only their author can remove messages: nothing was removed.');
    }
    let { head } = conversation;
    for (const { seq } of messages.filter(({ type }) => type !== 'Removed').sort((a, b) => a.seq - b.seq)) {
      head++;
      await removeMessage(writer, conversation, seq, head);
    }
    if (head > conversation.head) {
      await setHead(writer, conversation.key, head);
      tell((changes) => changes.conversation(caller, conversation));
    }
    return {};
  });
