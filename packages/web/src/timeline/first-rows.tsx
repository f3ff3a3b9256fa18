import { type HTMLAttributes, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { afterPaint } from '../model/after-paint.ts';
import type { PresentedRow } from './present.ts';
import { heightOf } from './row-list.tsx';
import type { ScrollTarget } from './timeline-model.ts';

/** Of rows, by their key, in CSS pixels. */
export type Heights = ReadonlyMap<string, number>;

interface FirstRowsProps extends Omit<HTMLAttributes<HTMLElement>, 'children'> {
  readonly rows: readonly PresentedRow[];
  /** Where they are opened; the end where that is none of them. */
  readonly target: ScrollTarget | undefined;
  readonly children: (row: PresentedRow) => ReactNode;
  /** Told once they are on the screen. */
  readonly onPainted: (heights: Heights) => void;
  /** Told when they go, before anything in them loses the focus. */
  readonly onLeave: () => void;
}

/** In CSS pixels: less than most rows have. */
const ROW_HEIGHT = 32;

/**
 * What is in sight where a timeline is opened. It is laid out once and is there; a list of rows that come and go
 * measures them first, and shows them after several layouts.
 */
export function FirstRows({ rows, target, children, onPainted, onLeave, ...attributes }: FirstRowsProps) {
  const frame = useRef<HTMLDivElement>(null);
  const found = target?.id === undefined ? -1 : rows.findIndex(({ key }) => key === target.id);
  const at = found === -1 ? rows.length - 1 : found;
  const align = found === -1 ? 'end' : (target?.align ?? 'end');
  const { first, shown } = useMemo(() => {
    const room = Math.ceil(innerHeight / ROW_HEIGHT);
    const begin = Math.max(0, at - room);
    return { first: begin, shown: rows.slice(begin, at + room) };
  }, [rows, at]);
  useLayoutEffect(() => {
    const row = frame.current?.children[at - first];
    if (!frame.current || !(row instanceof HTMLElement)) return;
    const room = frame.current.clientHeight - row.offsetHeight;
    frame.current.scrollTop = row.offsetTop - { start: 0, center: room / 2, end: room }[align];
  }, [at, first, align]);
  useLayoutEffect(() => onLeave, [onLeave]);
  useEffect(
    () =>
      afterPaint(() => {
        const elements = [...(frame.current?.children ?? [])];
        onPainted(new Map(elements.map((row, index) => [rows[first + index]?.key ?? '', heightOf(row)])));
      }),
    [rows, first, onPainted],
  );
  return (
    <div ref={frame} {...attributes} className="timeline-rows timeline-first">
      {shown.map((row) => (
        <div key={row.key} className="timeline-place">
          {children(row)}
        </div>
      ))}
    </div>
  );
}
