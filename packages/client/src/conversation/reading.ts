import type { Identity, Placed } from '@parley/protocol/trust';
import type { Report } from '@parley/protocol/wire';
import type { Station } from '../account/station.ts';
import type { People } from '../people/people.ts';
import { DELTA_LIMIT } from './deltas.ts';
import type { Epochs } from './epochs.ts';
import type { History } from './history.ts';
import { hashOf } from './page.ts';
import type { ReaderContext } from './reader.ts';

/** The parts of a conversation that opening it takes. */
export interface Parts {
  readonly station: Station;
  readonly people: People;
  readonly epochs: Epochs;
  readonly history: History;
  readonly conversationId: string;
}

/** What comes after the messages that it is about, and so is gathered before the first of them is opened. */
export interface Asides {
  /** By message ID, in the order of acceptance. */
  readonly reports: ReadonlyMap<string, Report[]>;
  readonly removed: ReadonlySet<string>;
  /** How many messages there are, removed ones counted wherever they stand; 0 where nobody asked. */
  readonly messages: number;
}

/** @param from a position in the history's log */
export async function asidesOf(history: History, from: number, isCounted: boolean): Promise<Asides> {
  let total = 0;
  const count = (messages: number) => {
    total += messages;
  };
  const found = new Map<string, Report[]>();
  const removed = new Set<string>();
  for await (const { messages, reports } of history.asides(from, isCounted ? count : undefined)) {
    for (const { ID, Type } of messages) if (Type === 'Removed') removed.add(ID);
    for (const report of reports) {
      const list = found.get(report.MessageID);
      if (list) list.push(report);
      else found.set(report.MessageID, [report]);
    }
  }
  return { reports: found, removed, messages: total };
}

/** What a reader needs to know that begins at a position of the history's log. */
export function readerContext(
  { station, people, epochs, history }: Parts,
  begin: number,
  removed: ReadonlySet<string>,
): ReaderContext {
  return {
    removed,
    epochs: epochs.keys,
    now: () => station.transport.now(),
    identities: async (userIds) => {
      await people.learn(userIds);
      const known = new Map<string, Identity>();
      for (const id of userIds) {
        const identity = people.get(id)?.identity;
        if (identity) known.set(id, identity);
      }
      return known;
    },
    refusalOf: (userId) => people.refusalOf(userId),
    older: (ids) => olderPlaces(history, ids, begin),
  };
}

/**
 * The place of a page's first message in the server's order. It follows from the page's place in the log, which stays
 * the same whatever is removed later; a page holds no more messages than a delta may.
 */
export function placeOf(position: number): number {
  return position * DELTA_LIMIT;
}

/**
 * Finds messages before a position; they stand before everything that is read now. The newest are looked at first:
 * what somebody held last when writing is seldom old.
 */
async function olderPlaces(
  history: History,
  ids: ReadonlySet<string>,
  before: number,
): Promise<ReadonlyMap<string, Placed>> {
  const found = new Map<string, Placed>();
  const sought = new Set(ids);
  if (before === 0) return found;
  for await (const { page, at } of history.pagesBack(before)) {
    for (const [index, message] of page.messages.entries()) {
      if (!ids.has(message.ID)) continue;
      // One that was removed comes again where it was removed: what counts is where it stood, which is further back.
      if (message.Type !== 'Removed') sought.delete(message.ID);
      found.set(message.ID, { position: placeOf(at) + index, dataHash: await hashOf(message) });
    }
    if (sought.size === 0) break;
  }
  return found;
}
