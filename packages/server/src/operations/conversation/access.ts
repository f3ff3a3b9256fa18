import { conversationOf, lockedConversationOf, type Membership } from '../../store/conversations.ts';
import type { Reader, Writer } from '../../store/engine/engine.ts';
import type { Caller } from '../operation.ts';
import { Refusal } from '../refusal.ts';

/** What a call says of the conversation that it is about. */
interface Named {
  readonly conversationid: string;
  readonly instance?: string;
}

/**
 * The conversation that a call names, as the caller may read it.
 * @throws Refusal `not_found` for one that does not exist and for one of others alike; `instance_changed`
 * Source: docs/spec/wire.md part 2, Errors, Stale instance; Who may do what.
 */
export async function conversationToRead(reader: Reader, caller: Caller, named: Named): Promise<Membership> {
  return admitted(
    await conversationOf(reader, caller.workspace.id, named.conversationid, caller.user),
    named.instance,
  );
}

/** The same, for a change: nobody else changes the conversation until the write ends. */
export async function conversationToChange(
  writer: Writer,
  caller: Caller,
  named: Named,
): Promise<Membership> {
  return admitted(
    await lockedConversationOf(writer, caller.workspace.id, named.conversationid, caller.user),
    named.instance,
  );
}

export function noConversation(): Refusal {
  return new Refusal(
    'not_found',
    'There is no such conversation among yours: check `conversationid` against your list.',
  );
}

export function instanceChanged(instance: string): Refusal {
  return new Refusal(
    'instance_changed',
    'The conversation was cleared: drop what you have of it and start over with its current `instance`.',
    { instance },
  );
}

function admitted(conversation: Membership | undefined, instance: string | undefined): Membership {
  if (!conversation) throw noConversation();
  if (instance !== undefined && instance !== conversation.instance) {
    throw instanceChanged(conversation.instance);
  }
  return conversation;
}
