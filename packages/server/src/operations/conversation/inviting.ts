import type { Reader } from '../../store/engine/engine.ts';
import { activeUsersAmong } from '../../store/participants.ts';
import type { Caller } from '../operation.ts';
import { Refusal } from '../refusal.ts';

/**
 * Checks that the caller may bring these people into a conversation.
 * @param others user ids, the caller's not among them
 * @throws Refusal `not_found` for who does not exist, `forbidden` in a closed workspace for who is no friend
 * Source: docs/spec/wire.md part 3, chatfriends.
 */
export async function checkMayInvite(
  reader: Reader,
  { workspace, user }: Caller,
  others: readonly string[],
): Promise<void> {
  const active = await activeUsersAmong(reader, workspace.id, user, others);
  const missing = others.find((id) => !active.has(id));
  if (missing !== undefined) {
    throw new Refusal(
      'not_found',
      `There is no user ${missing} here: leave the id out of \`participantids\`.`,
    );
  }
  const stranger = others.find((id) => active.get(id) === 0);
  if (workspace.friendship === 'closed' && stranger !== undefined) throw unwilling();
}

/** The same words whatever the reason. */
export function unwilling(): Refusal {
  return new Refusal(
    'forbidden',
    'You cannot start a conversation with these people: they must be your friends first.',
  );
}
