import type { Membership } from '../../store/conversations.ts';
import type { Writer } from '../../store/engine/engine.ts';
import type { Member } from '../../store/participants.ts';
import { conversationToChange } from '../conversation/access.ts';
import type { Caller } from '../operation.ts';
import { Refusal } from '../refusal.ts';

type Role = Member['role'];

/**
 * The group that a call names, for a change that needs one of these roles.
 * @throws Refusal `not_found`; `forbidden` for who has none of them, and for the conversation of two people
 * Source: docs/spec/wire.md, Who may do what.
 */
export async function groupToChange(
  writer: Writer,
  caller: Caller,
  named: { readonly conversationid: string },
  roles: readonly Role[],
): Promise<Membership> {
  const conversation = await conversationToChange(writer, caller, named);
  if (!conversation.isgroup) {
    throw new Refusal('forbidden', 'This is a conversation of two people: make a group for more.');
  }
  if (!roles.includes(conversation.role)) {
    throw new Refusal('forbidden', `Only ${roles.join('s and ')}s of a group can do this: ask one of them.`);
  }
  return conversation;
}

/** Checks that a group keeps an owner without somebody. @throws Refusal `forbidden` */
export function checkStaysOwned(members: readonly Member[], without: string): void {
  if (members.some(({ userid, role }) => role === 'owner' && userid !== without)) return;
  throw new Refusal('forbidden', 'The group would have no owner: make somebody else an owner first.');
}

/** What must name each person once. @throws Refusal `invalid_request` */
export function checkEachOnce(participantids: readonly string[]): void {
  if (new Set(participantids).size !== participantids.length) {
    throw new Refusal('invalid_request', '`participantids` must name each person once.');
  }
}
