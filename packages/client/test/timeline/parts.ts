import type { Content } from '@parley/protocol/trust';
import type { Station } from '../../src/account/station.ts';
import type { Queued } from '../../src/conversation/queue.ts';
import { People } from '../../src/people/people.ts';
import { MemoryStore } from '../../src/store/memory-store.ts';
import type { Batch, KeptEntry, KeptReport } from '../../src/timeline/opened-log.ts';
import { type RowContext, Rows } from '../../src/timeline/rows.ts';
import { Stretch } from '../../src/timeline/stretch.ts';

/** User ids of three people. */
export const [alice, bob, carol] = ['a', 'b', 'c'].map((letter) => letter.repeat(32)) as [
  string,
  string,
  string,
];

/** `00000000-0000-4000-8000-00000000000n` */
export function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

type OpenedKept = Extract<KeptEntry, { state: 'opened' }>;

/** A message of an ID, by Alice but for what is given, at a place of its page. */
export function opened(number: number, content: Content, more: Partial<OpenedKept> = {}): OpenedKept {
  const sent = Date.UTC(2025, 4, 12, 8, 0, number);
  return {
    index: 0,
    state: 'opened',
    id: idOf(number),
    created: new Date(sent).toISOString().slice(0, 19).replace('T', ' '),
    sent,
    from: alice,
    station: 'f'.repeat(32),
    seq: number,
    content,
    ...more,
  };
}

/** Entries as a page that begins at a place. */
export function batch(first: number, entries: readonly KeptEntry[], more: Partial<Batch> = {}): Batch {
  const placed = entries.map((entry, index) => ({ ...entry, index }));
  return { generation: 'g', first, next: first + 1, entries: placed, reports: [], ...more };
}

export function report(number: number, user: string, type: KeptReport['Type'] = 'viewed'): KeptReport {
  return { MessageID: idOf(number), User: user, Type: type, Created: '2025-05-12 09:00:00' };
}

const NAMES: Readonly<Record<string, string>> = { [alice]: 'Alice', [bob]: 'Bob', [carol]: 'Carol' };

/** People of whom only the names are known, which is all that rows need. */
export function people(names = NAMES): People {
  const account = { userid: alice, nick: 'Alice' };
  const station = { account, own: { identity: {} }, store: new MemoryStore() } as unknown as Station;
  const known = new People(station);
  known.knownNameOf = (id) => names[id];
  return known;
}

/** A stretch and its rows, as Alice sees them. */
export function stretchOf(outgoing: readonly Queued[] = []) {
  const names = { ...NAMES };
  const known = people(names);
  const stretch = new Stretch(known);
  const context: RowContext = {
    people: known,
    userId: alice,
    participants: () => [alice, bob, carol],
    outgoing: () => outgoing,
  };
  const rows = new Rows(stretch, context);
  return { stretch, names, rows: () => stretch.held.flatMap((held) => rows.of(held) ?? []) };
}
