import type { Typing } from '@parley/protocol/wire';
import { participantIds } from '../../store/audience.ts';
import { hasBlocked } from '../../store/blocks.ts';
import type { Reader } from '../../store/engine/engine.ts';
import { conversationToRead } from '../conversation/access.ts';
import { checkMayWrite } from '../conversation/writing.ts';
import type { Caller, Services } from '../operation.ts';

/**
 * Tells the others in a conversation that the caller is typing; of two people only one who would get the message, and
 * whom the caller has not blocked.
 * @throws Refusal `not_found`, `forbidden`
 * Source: docs/spec/wire.md part 3, WebSocket pushes; part 2, Blocklist.
 */
export async function tellTyping(
  { store, changes }: Services,
  caller: Caller,
  { conversationid }: Pick<Typing, 'conversationid'>,
): Promise<void> {
  const users = await store.read(async (reader) => {
    const conversation = await conversationToRead(reader, caller, { conversationid });
    await checkMayWrite(reader, caller, conversation);
    const others = (await participantIds(reader, conversation.key)).filter((id) => id !== caller.user);
    return conversation.isgroup ? others : unblocked(reader, caller, others);
  });
  changes.typing(caller, conversationid, users);
}

async function unblocked(reader: Reader, { workspace, user }: Caller, others: string[]): Promise<string[]> {
  const blocked = await Promise.all(others.map((other) => hasBlocked(reader, workspace.id, user, other)));
  return others.filter((_, index) => !blocked[index]);
}
