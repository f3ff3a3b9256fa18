import type { TimelineItem, TimelineNews, TimelinePage } from '../station/timeline.ts';

/** The rows of a timeline that the page holds: a stretch without gaps. */
export interface Window {
  readonly items: readonly TimelineItem[];
  /** Whether there is more before and behind them. */
  readonly older: boolean;
  readonly newer: boolean;
}

/** The most rows that are held before more are fetched; what is far from where somebody reads is let go. */
export const MOST_HELD = 1000;

export const EMPTY: Window = { items: [], older: false, newer: false };

export function windowOf({ items, older, newer }: TimelinePage): Window {
  return { items: inOrder(items), older, newer };
}

/** With older rows in front. */
export function withOlder(window: Window, { items, older }: TimelinePage): Window {
  const held = new Set(window.items.map(({ id }) => id));
  const all = [...items.filter(({ id }) => !held.has(id)), ...window.items];
  return { ...window, items: all, older };
}

/** With newer rows behind. */
export function withNewer(window: Window, { items, newer }: TimelinePage): Window {
  const held = new Set(window.items.map(({ id }) => id));
  const all = [...window.items, ...items.filter(({ id }) => !held.has(id))];
  return { ...window, items: inOrder(all), newer };
}

/**
 * Without the rows that are too many, at the end that nobody reads. A step of its own: rows that come at one end and
 * go at the other in one step look to a list as if none had moved.
 * @returns undefined when there are not too many
 */
export function letGo(window: Window, end: 'older' | 'newer'): Window | undefined {
  const { items } = window;
  if (items.length <= MOST_HELD) return undefined;
  return end === 'older'
    ? { ...window, items: items.slice(-MOST_HELD), older: true }
    : { ...window, items: items.slice(0, MOST_HELD), newer: true };
}

/**
 * With what has changed.
 * @returns undefined where only reading anew tells where a row stands
 */
export function withNews(
  window: Window,
  { added, changed, removed, reset }: TimelineNews,
): Window | undefined {
  if (reset) return undefined;
  const byId = new Map([...changed, ...added].map((item) => [item.id, item]));
  const gone = new Set(removed);
  const items = window.items.filter(({ id }) => !gone.has(id)).map((item) => byId.get(item.id) ?? item);
  const held = new Set(items.map(({ id }) => id));
  const first = items[0];
  const isBetween = ({ id, at }: TimelineItem) =>
    !held.has(id) && first !== undefined && at >= first.at && !window.newer;
  if (changed.some(isBetween)) return undefined;
  const fresh = window.newer ? [] : added.filter(({ id }) => !held.has(id));
  return { ...window, items: inOrder([...items, ...fresh]) };
}

/** What waits to be sent stands behind everything that was. */
function inOrder(items: readonly TimelineItem[]): readonly TimelineItem[] {
  const isWaiting = (item: TimelineItem) => item.row === 'message' && item.state !== 'accepted';
  const firstWaiting = items.findIndex(isWaiting);
  if (firstWaiting === -1 || items.slice(firstWaiting).every(isWaiting)) return items;
  return [...items.filter((item) => !isWaiting(item)), ...items.filter(isWaiting)];
}
