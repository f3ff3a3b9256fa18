import type { EventItem } from '@parley/client';
import type { Words } from './form.ts';
import type { Formats } from './formats.ts';

/** So many people are named where more were added or removed at once. */
const MOST_NAMES = 10;

/** What happened, to stand after the name of who did it. */
export function eventSentence(
  item: EventItem,
  words: Pick<Words, 'events'>,
  formats: Pick<Formats, 'list'>,
): string {
  const { membership, ...others } = words.events;
  if (item.event !== 'membership') return others[item.event];
  const [added, removed] = [item.added, item.removed].map((people = []) => {
    const names = people.flatMap(({ name }) => (name === undefined ? [] : [isolated(name)]));
    const unknown = people.length - names.length;
    const more = names.length - MOST_NAMES;
    const rest = [
      ...(more > 0 ? [membership.more(more)] : []),
      ...(unknown > 0 ? [membership.unknown(unknown)] : []),
    ];
    return formats.list([...names.slice(0, MOST_NAMES), ...rest]);
  }) as [string, string];
  if (added === '') return removed === '' ? membership.neither : membership.removed(removed);
  return removed === '' ? membership.added(added) : membership.both(added, removed);
}

/** What the message says itself, to stand after the sentence; empty where that says it all. */
export function eventBody({ event, body }: EventItem): string {
  return event === 'membership' ? '' : body;
}

/** A name whose letters from right to left move nothing of the sentence around it: in U+2068 and U+2069. */
function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}
