import type { Parley } from '@parley/client';
import type { Message, Report } from '@parley/protocol/wire';
import type { Room, Truth } from './room.ts';

/** A conversation as a station holds it: every record of its log. */
export interface Held extends Truth {
  readonly cursor: string;
}

export async function heldBy(reader: Parley, conversationId: string): Promise<Held> {
  const messages: Message[] = [];
  const reports: Report[] = [];
  let cursor = '';
  for await (const { record } of reader.station.store.log(`conversations/${conversationId}/log`).records()) {
    const page = JSON.parse(record) as Held & { readonly answer?: Truth };
    // What was fetched stands there as it was answered; what was pushed, by itself.
    const lists = page.answer ?? page;
    messages.push(...lists.messages);
    reports.push(...lists.reports);
    cursor = page.cursor;
  }
  return { messages, reports, cursor };
}

/** What a station missed, doubled or moved; empty when it holds what the server has. */
export async function faultsOf(held: Held, room: Room): Promise<string[]> {
  const truth = await room.truth();
  const faults: string[] = [];
  const stood = held.messages.filter(({ Type }) => Type === 'Message').map(({ ID }) => ID);
  const real = truth.messages.filter(({ Type }) => Type === 'Message').map(({ ID }) => ID);
  // Nobody tells a station what it did itself in another program: it comes with the next change of somebody else.
  while (real.length > stood.length && room.ownIds.has(real.at(-1) as string)) real.pop();
  if (stood.join() !== real.join()) faults.push(`messages are\n${stood.join('\n')}\nnot\n${real.join('\n')}`);

  const removed = new Set(held.messages.filter(({ Type }) => Type === 'Removed').map(({ ID }) => ID));
  for (const { ID, Type } of truth.messages) {
    if ((Type === 'Removed') !== removed.has(ID)) faults.push(`${ID} is ${Type}`);
  }
  for (const id of removed) {
    // Once in its place, and once where it was removed.
    if (held.messages.filter(({ ID }) => ID === id).length > 2)
      faults.push(`${id} was removed more than once`);
  }
  const reports = held.reports.map(({ ID }) => ID).join();
  if (reports !== truth.reports.map(({ ID }) => ID).join()) faults.push(`reports are ${reports}`);
  return faults;
}
