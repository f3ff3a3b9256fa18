import { useEffect, useRef } from 'react';
import { isTouched } from '../model/is-touched.ts';
import { pathOf, type Route } from './route.ts';

/**
 * Leads the focus on where what had it is gone with what was open: to what is open now, or from a conversation that
 * was closed to its row in the list.
 */
export function useLedFocus(route: Route): void {
  const before = useRef(route);
  useEffect(() => {
    const left = before.current;
    before.current = route;
    const main = document.getElementById('main');
    const isLost = document.activeElement === document.body || document.activeElement === main;
    if (left === route || !isLost) return;
    if (route.page !== 'list') main?.focus({ preventScroll: true });
    // Whoever taps needs no mark on a row.
    else if (left.page === 'conversation' && !isTouched()) rowOf(left.id)?.focus();
  }, [route]);
}

function rowOf(id: string): HTMLElement | null {
  const path = pathOf({ page: 'conversation', id });
  return document.querySelector(`.row-link[href="${CSS.escape(path)}"]`);
}
