import { createHash } from 'node:crypto';
import type { NewMessage } from '@parley/protocol/wire';
import type { StoredMessage, NewMessage as StoredNew } from '../../store/messages.ts';
import { Refusal } from '../refusal.ts';

/** What a message says, as base64 of a SHA-256: it stays when the message is removed. */
function digestOf(message: NewMessage): string {
  const { Type, ValidUntil, Data } = message;
  return createHash('sha256').update(`${Type}\n${ValidUntil}\n${Data}`).digest('base64');
}

/** A message as it is stored, apart from its place. @param sender user id */
export function contentOf(message: NewMessage, sender: string): Omit<StoredNew, 'seq'> {
  return {
    id: message.ID,
    type: message.Type,
    created: message.Created,
    validuntil: message.ValidUntil,
    sender,
    digest: digestOf(message),
    data: message.Data,
  };
}

/**
 * Checks that what stands under an ID already is the same sender's with the same content; its date may differ.
 * @throws Refusal `conflict`
 * Source: docs/spec/wire.md part 1, Add.
 */
export function checkRepeat(stored: Omit<StoredMessage, 'seq'>, repeat: Omit<StoredMessage, 'seq'>): void {
  if (stored.sender !== repeat.sender || stored.digest !== repeat.digest) throw usedId(stored.id);
}

export function usedId(id: string): Refusal {
  return new Refusal('conflict', `Another message has the ID ${id} already: send yours under a new one.`);
}
