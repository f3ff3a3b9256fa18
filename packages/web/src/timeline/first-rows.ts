import { type RefObject, useEffect, useLayoutEffect } from 'react';
import { afterPaint } from '../model/after-paint.ts';
import { type Goal, Places, type Stretch } from './places.ts';
import type { PresentedRow } from './present.ts';

interface FirstRowsOptions {
  /** What scrolls, and what holds the rows behind one element that is none. */
  readonly scroller: RefObject<HTMLElement | null>;
  readonly flow: RefObject<HTMLElement | null>;
  /** Where they are opened; the end where that is none of them. */
  readonly target: Goal | undefined;
  /** Whether there is a list by now. */
  readonly isOver: boolean;
  /** Told where they stand once they are on the screen. */
  readonly onPainted: (places: Places, shown: readonly PresentedRow[]) => void;
}

/** In CSS pixels: less than most rows have. */
const ROW_HEIGHT = 32;

/**
 * What is in sight where a timeline is opened. It is laid out once and is there; a list of rows that come and go
 * measures them first, and shows them after several layouts. It then takes over these elements as they stand, with all
 * that somebody is doing in them.
 */
export function useFirstRows(rows: readonly PresentedRow[], options: FirstRowsOptions): Stretch {
  const { scroller, flow, target, isOver, onPainted } = options;
  const found = isOver || target?.id === undefined ? -1 : rows.findIndex(({ key }) => key === target.id);
  const at = found === -1 ? rows.length - 1 : found;
  const align = found === -1 ? 'end' : (target?.align ?? 'end');
  const room = Math.ceil(innerHeight / ROW_HEIGHT);
  const from = Math.max(0, at - room);
  const to = at + room;
  useLayoutEffect(() => {
    const row = flow.current?.children[1 + at - from];
    if (isOver || !scroller.current || !flow.current || !row) return;
    const top = row.getBoundingClientRect().top - flow.current.getBoundingClientRect().top;
    const beside = scroller.current.clientHeight - heightOf(row);
    scroller.current.scrollTop = top - { start: 0, center: beside / 2, end: beside }[align];
  }, [scroller, flow, at, from, align, isOver]);
  useEffect(() => {
    if (isOver) return;
    return afterPaint(() => {
      if (!scroller.current || !flow.current) return;
      const elements = [...flow.current.children].slice(1);
      const shown = rows.slice(from, to);
      const heights = elements.map((element, index) => [shown[index]?.key ?? '', heightOf(element)] as const);
      const places = new Places(new Map(heights));
      places.take(rows.map(({ key }) => key));
      places.begin(from, scroller.current.scrollTop, scroller.current.clientHeight);
      onPainted(places, shown);
    });
  }, [scroller, flow, rows, from, to, isOver, onPainted]);
  return { from, to };
}

/** In CSS pixels, with parts of them. */
export function heightOf(element: Element): number {
  return element.getBoundingClientRect().height;
}
