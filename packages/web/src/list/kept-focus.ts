import { type FocusEvent, useLayoutEffect, useRef } from 'react';

/** Keeps the focus in a list whose rows come and go: it stays with its row, or goes to the one in its place. */
export function useKeptFocus() {
  const list = useRef<HTMLElement>(null);
  const last = useRef<{ readonly address: string | null; readonly index: number }>(undefined);
  useLayoutEffect(() => {
    if (!last.current || !list.current || document.activeElement !== document.body) return;
    const { address, index } = last.current;
    const links = linksIn(list.current);
    const same = links.find((link) => link.getAttribute('href') === address);
    (same ?? links[Math.min(index, links.length - 1)])?.focus();
  });
  return {
    ref: list,
    onFocus: ({ target, currentTarget }: FocusEvent<HTMLElement>) => {
      if (isInMenu(target)) return;
      const link = target.closest('.row')?.querySelector<HTMLElement>('.row-link');
      last.current = link
        ? { address: link.getAttribute('href'), index: linksIn(currentTarget).indexOf(link) }
        : undefined;
    },
    onBlur: ({ target, relatedTarget }: FocusEvent<HTMLElement>) => {
      if (!isInMenu(target) && !isInMenu(relatedTarget)) last.current = undefined;
    },
  };
}

/** A menu borrows the focus, and gives it back. */
function isInMenu(element: Element | null): boolean {
  return element?.closest('.menu') != null;
}

function linksIn(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('.row-link')];
}
