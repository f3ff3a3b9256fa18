import type { KeyboardEvent } from 'react';

/** What the arrows go through, from the top of the sidebar down. */
const STOPS = '.sidebar-search input, .row-link, .search-hit';

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  Home: () => 1,
  End: (_, count) => count - 1,
};

/** Arrows go from the search through the conversations and what was found, and back. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const { key, currentTarget, target } = event;
  // In a text that is typed, all other keys move the caret.
  if (target instanceof HTMLInputElement && key !== 'ArrowDown') return;
  const stops = [...(currentTarget.closest('.sidebar')?.querySelectorAll<HTMLElement>(STOPS) ?? [])];
  const at = stops.indexOf(target as HTMLElement);
  const next = at === -1 ? undefined : stops[STEPS[key]?.(at, stops.length) ?? -1];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
