import type { NewMessage } from '@parley/protocol/wire';
import { type Conversation, setNewestMessage } from '../../store/conversations.ts';
import type { Reader } from '../../store/engine/engine.ts';
import { insertMessages, messagesNamed, type NewMessage as StoredNew } from '../../store/messages.ts';
import { changing } from '../changing.ts';
import type { Operation } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { conversationToChange } from './access.ts';
import { checkRepeat, contentOf, usedId } from './content.ts';
import { latestImport, newestAfter } from './newest.ts';
import { checkEpoch, checkMayWrite } from './writing.ts';

/** Source: docs/spec/wire.md part 3, import. */
export const importMessages: Operation<'conversation/import'> = (services, caller, body) =>
  changing(services, async (writer, tell) => {
    const conversation = await conversationToChange(writer, caller, body);
    if (conversation.creator !== caller.user) {
      throw new Refusal('forbidden', 'Only who created a conversation can import into it.');
    }
    const added = await newAmong(writer, conversation, caller.user, body.messages);
    if (added.length > 0) {
      await checkMayWrite(writer, caller, conversation);
      checkEpoch(conversation, added);
      checkDates(added, conversation.lastmessagedate, latestImport(services.now()));
      await insertMessages(writer, conversation, added);
      await setNewestMessage(writer, conversation.key, newestAfter(conversation, added));
      tell((changes) => changes.conversation(caller, conversation));
    }
    return { added: added.length, skipped: body.messages.length - added.length };
  });

/**
 * The messages that are not there yet, each once.
 * @throws Refusal `conflict` where something else stands under an ID
 */
async function newAmong(
  reader: Reader,
  conversation: Conversation,
  sender: string,
  messages: readonly NewMessage[],
): Promise<StoredNew[]> {
  const ids = messages.map(({ ID }) => ID);
  const known = await messagesNamed(reader, conversation, ids);
  const added = new Map<string, StoredNew>();
  for (const message of messages) {
    const content = contentOf(message, sender);
    const there = known.get(content.id) ?? added.get(content.id);
    if (there) {
      checkRepeat(there, content);
      if (there.created !== content.created) throw usedId(content.id);
    } else {
      added.set(content.id, { ...content, seq: conversation.head + added.size + 1 });
    }
  }
  return [...added.values()];
}

/** @throws Refusal `conflict` at the first date that goes back, or that is after `latest` */
function checkDates(added: readonly StoredNew[], newest: string, latest: string): void {
  let before = newest;
  for (const { id, created } of added) {
    if (created < before) {
      throw new Refusal(
        'conflict',
        `\`Created\` of the message ${id} is before that of the one before it, ${before}: import in ascending order, and nothing older than the newest message.`,
      );
    }
    if (created > latest) {
      throw new Refusal('conflict', `\`Created\` of the message ${id} lies in the future: correct its date.`);
    }
    before = created;
  }
}
