import type { EventItem } from '@parley/client';
import type { Words } from './form.ts';

/** What happened, to stand after the name of who did it. */
export function eventSentence({ event }: EventItem, { events }: Pick<Words, 'events'>): string {
  return events[event];
}
