import { hasBlocked } from '../../store/blocks.ts';
import type { Conversation } from '../../store/conversations.ts';
import type { Reader } from '../../store/engine/engine.ts';
import { isFriend } from '../../store/friends.ts';
import { otherParticipant } from '../../store/participants.ts';
import type { Caller } from '../operation.ts';
import { Refusal } from '../refusal.ts';

/**
 * Checks that the other one of two people takes messages from the caller; among more everybody may write.
 * @throws Refusal `forbidden`, in the same words whatever the reason
 * Source: docs/spec/wire.md part 2, Blocklist; part 3, chatfriends.
 */
export async function checkMayWrite(
  reader: Reader,
  caller: Caller,
  conversation: Conversation,
): Promise<void> {
  if (conversation.isgroup) return;
  const { workspace, user } = caller;
  const other = await otherParticipant(reader, conversation.key, user);
  if (other === undefined) return;
  const allowed =
    !(await hasBlocked(reader, workspace.id, other, user)) &&
    (workspace.friendship === 'open' || (await isFriend(reader, workspace.id, user, other)));
  if (!allowed) {
    throw new Refusal(
      'forbidden',
      'This person does not take messages from you: ask them in another way to add you as a friend.',
    );
  }
}

/**
 * Checks that messages are sealed under the newest epoch; data in a form that names no epoch is taken as it is.
 * @throws Refusal `epoch_changed`
 * Source: docs/spec/wire.md part 3, add.
 */
export function checkEpoch(conversation: Conversation, messages: readonly { readonly data: string }[]): void {
  checkIsNewest(conversation);
  for (const { data } of messages) checkIsNewest(conversation, epochOf(data));
}

/**
 * Checks that what is written stands under the newest epoch, and that no other one is due.
 * @param named its epoch, where it names one
 * @throws Refusal `epoch_changed`
 */
export function checkIsNewest(
  { epoch, epochdue }: Conversation,
  named: number | undefined = undefined,
): void {
  if (epochdue) {
    const sentence = 'A new epoch is due: make it with `newepoch`, then seal and send anew.';
    throw new Refusal('epoch_changed', sentence, { epoch, due: true });
  }
  if (named !== undefined && named !== epoch) {
    const sentence = `The newest epoch is ${epoch}: seal under it and send anew.`;
    throw new Refusal('epoch_changed', sentence, { epoch });
  }
}

/** The first byte of `Data` in the form that names its epoch in the next four. Source: docs/spec/trust.md section 4. */
const FORM = 0x01;

function epochOf(data: string): number | undefined {
  const start = Buffer.from(data.slice(0, 8), 'base64');
  return start.length >= 5 && start[0] === FORM ? start.readUInt32BE(1) : undefined;
}
