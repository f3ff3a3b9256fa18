import { fromWireDate, toWireDate } from '@parley/protocol/encoding';
import type { Conversation } from '../../store/conversations.ts';
import type { NewMessage } from '../../store/messages.ts';

/** How far a message's own `Created` may be off the clock, in milliseconds. Source: docs/spec/wire.md part 1, Add. */
const CREATED_WINDOW = 300_000;

/** The later of the clock and a date that is there already: a conversation's dates never go back. */
export function laterOf(now: number, newest: string): string {
  const clock = toWireDate(now);
  return clock > newest ? clock : newest;
}

/** The `Created` that a message gets: its own where that can be true. Source: docs/spec/wire.md part 1, Add. */
export function createdFor(own: string, now: number, newest: string): string {
  const clock = millisecondsOf(toWireDate(now));
  const near = Math.abs(millisecondsOf(own) - clock) <= CREATED_WINDOW;
  return near && own >= newest ? own : laterOf(now, newest);
}

/** The newest `Created` that an imported message may have. Source: docs/spec/wire.md part 3, import. */
export function latestImport(now: number): string {
  return toWireDate(now + CREATED_WINDOW);
}

/** What the newest of added messages makes of a conversation. @param added at least one, in order */
export function newestAfter(conversation: Conversation, added: readonly NewMessage[]) {
  const newest = added.at(-1) as NewMessage;
  const seconds = millisecondsOf(newest.created) / 1000;
  return {
    head: newest.seq,
    largest: added.reduce((most, { data }) => Math.max(most, data.length), conversation.largest),
    lastmessageid: newest.id,
    lastmessagedate: newest.created,
    // `clear` does not take it back, so that a message after it may be older than one before.
    lastaccess: conversation.everwritten ? Math.max(conversation.lastaccess, seconds) : seconds,
  };
}

function millisecondsOf(date: string): number {
  return fromWireDate(date) as number;
}
