import type { EventItem } from '@parley/client';
import type { Words } from './form.ts';
import type { Formats } from './formats.ts';

/** So many people are named where more were added or removed at once. */
const MOST_NAMES = 10;

/** A part of a sentence: words, or somebody's name. */
export type SentencePart = string | { readonly name: string };

/** What happened, to stand after the name of who did it. */
export function eventSentence(
  item: EventItem,
  { events }: Pick<Words, 'events'>,
  formats: Pick<Formats, 'list'>,
): readonly SentencePart[] {
  const { membership, ...others } = events;
  if (item.event !== 'membership') return [others[item.event]];
  const named: string[] = [];
  // Where a name comes in a sentence is the language's to say.
  const placeOf = (name: string) => `\0${named.push(name) - 1}\0`;
  const [added, removed] = [item.added, item.removed].map((people = []) => {
    const known = people.flatMap(({ name }) => name ?? []);
    const unknown = people.length - known.length;
    const more = known.length - MOST_NAMES;
    return formats.list([
      ...known.slice(0, MOST_NAMES).map(placeOf),
      ...(more > 0 ? [membership.more(more)] : []),
      ...(unknown > 0 ? [membership.unknown(unknown)] : []),
    ]);
  }) as [string, string];
  const parts = sentence().split('\0');
  return parts.map((part, index) => (index % 2 === 0 ? part : { name: named[Number(part)] ?? '' }));

  function sentence(): string {
    if (added === '') return removed === '' ? membership.neither : membership.removed(removed);
    return removed === '' ? membership.added(added) : membership.both(added, removed);
  }
}

/** What the message says itself, to stand after the sentence; empty where that says it all. */
export function eventBody({ event, body }: EventItem): string {
  return event === 'membership' ? '' : body;
}
