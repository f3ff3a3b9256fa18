import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';
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

/** In CSS pixels. Rows are made to fill the window at the usual height; where theirs is less, at the least there is. */
const ROW_HEIGHT = { usual: 60, least: 24 };

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
  const [rowHeight, setRowHeight] = useState(ROW_HEIGHT.usual);
  const room = Math.ceil(innerHeight / rowHeight);
  const from = Math.max(0, at - room);
  const to = at + room;
  const isMoreBehind = to < rows.length;
  useLayoutEffect(() => {
    const row = flow.current?.children[1 + at - from];
    if (isOver || !scroller.current || !flow.current || !row) return;
    const { clientHeight } = scroller.current;
    const { top, height } = flow.current.getBoundingClientRect();
    const beside = clientHeight - heightOf(row);
    const wanted =
      row.getBoundingClientRect().top - top - { start: 0, center: beside / 2, end: beside }[align];
    const most = height - clientHeight;
    scroller.current.scrollTop = wanted;
    // Lower ones than expected leave room for more, which come before anything is painted.
    if ((from > 0 && Math.min(wanted, most) < 0) || (isMoreBehind && wanted > most))
      setRowHeight(ROW_HEIGHT.least);
  }, [scroller, flow, at, from, isMoreBehind, align, isOver]);
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
