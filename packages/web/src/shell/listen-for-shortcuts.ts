import { flushSync } from 'react-dom';
import { neighbourOf } from './neighbour.ts';
import type { ShellModel } from './shell-model.ts';
import { isMac, type Shortcut, shortcutOf } from './shortcuts.ts';

/** What stands above the page has keys of its own. */
const ABOVE = 'dialog[open], .menu';

/** Does what shortcuts say, before anything hears of their keys. @returns what ends it */
export function listenForShortcuts(shell: ShellModel): () => void {
  const does: Readonly<Record<Shortcut, () => void>> = {
    search: () => toSearch(shell),
    previous: () => toNeighbour(shell, -1, false),
    next: () => toNeighbour(shell, 1, false),
    previousUnread: () => toNeighbour(shell, -1, true),
    nextUnread: () => toNeighbour(shell, 1, true),
    help: () => shell.showsShortcuts.set(true),
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.isComposing || document.querySelector(ABOVE)) return;
    const shortcut = shortcutOf(event, isMac());
    // With Alt and an arrow, a choice opens.
    if (!shortcut || (event.target as Element).localName === 'select') return;
    event.preventDefault();
    event.stopPropagation();
    does[shortcut]();
  };
  addEventListener('keydown', onKey, true);
  return () => removeEventListener('keydown', onKey, true);
}

/** Leads to the search, which on a phone is in the list. */
function toSearch({ router }: ShellModel): void {
  const input = document.querySelector<HTMLInputElement>('.sidebar-search input');
  if (!input?.checkVisibility()) flushSync(() => router.go({ page: 'list' }));
  input?.focus();
  input?.select();
}

function toNeighbour({ list, router }: ShellModel, step: 1 | -1, isUnread: boolean): void {
  const route = router.route.value;
  const openId = route.page === 'conversation' ? route.id : undefined;
  const neighbour = neighbourOf(list.state.value, openId, step, isUnread);
  if (!neighbour) return;
  // At once: what is typed next is for that conversation.
  flushSync(() => router.go({ page: 'conversation', id: neighbour.id }));
  toWriting();
}

/** Leads to where the open conversation is written, whose name is read out with it; without one, to what is open. */
export function toWriting(): void {
  (document.querySelector<HTMLElement>('.composer-text') ?? document.getElementById('main'))?.focus();
}
