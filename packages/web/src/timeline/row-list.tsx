import {
  type HTMLAttributes,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useReducer,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { heightOf, useFirstRows } from './first-rows.ts';
import type { Align, Goal, Places } from './places.ts';
import type { PresentedRow } from './present.ts';
import { Watcher } from './watcher.ts';

/** What a list tells of itself, in CSS pixels. */
export interface RowListHandle {
  /** The height of its window. */
  readonly height: number;
  /** The height of the rows that are before its window, and behind it. */
  readonly before: number;
  readonly behind: number;
  /** The index of the last row in sight. */
  readonly last: number;
  /** Scrolls to a row; `nearest` as little as is needed. */
  scrollTo(index: number, align: Align | 'nearest'): void;
  /** Scrolls on, or back. @returns whether there was anything to scroll: then `onScrolled` is told, but later */
  scrollBy(by: number): boolean;
}

interface RowListProps extends Omit<HTMLAttributes<HTMLDivElement>, 'children'> {
  /** Null until the first rows are on the screen. */
  readonly ref: Ref<RowListHandle | null>;
  readonly rows: readonly PresentedRow[];
  /** Where it is opened; the end where that is none of the rows. */
  readonly target: Goal | undefined;
  /** The index of a row that stays on the page, wherever the list is scrolled. */
  readonly kept: number;
  readonly children: (row: PresentedRow) => ReactNode;
  /** Told by how much somebody scrolled. */
  readonly onScrolled: (by: number) => void;
  /** Told next, in a task of its own: the frame is on its way by then. */
  readonly onAfterScroll: () => void;
  readonly onRest: () => void;
  /** The list, or rows of it, have another size. */
  readonly onResized: () => void;
}

/**
 * Rows of which only those in sight are on the page, and a few ahead. They stand in the flow, one below the other: a
 * frame lays them out once, and they are measured as they are; few are made at once, so that no frame takes long.
 */
export function RowList({ ref, rows, target, kept, children, ...props }: RowListProps) {
  const { onScrolled, onAfterScroll, onRest, onResized, ...attributes } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const flow = useRef<HTMLDivElement>(null);
  const spacer = useRef<HTMLDivElement>(null);
  const [, render] = useReducer((count: number) => count + 1, 0);
  /** Undefined until the first rows are on the screen. */
  const [places, setPlaces] = useState<Places>();
  const taken = useRef<readonly PresentedRow[]>([]);
  const goal = useRef<{ readonly key: string; readonly align: Align }>(undefined);
  /** The rows that are on the page, as they were measured. */
  const measured = useRef<ReadonlyMap<string, PresentedRow>>(new Map());
  const told = useRef({ onScrolled, onAfterScroll, onRest, onResized });
  const isOver = places !== undefined;
  const onPainted = useCallback((first: Places, shown: readonly PresentedRow[]) => {
    measured.current = new Map(shown.map((row) => [row.key, row]));
    first.shown(measured.current);
    // Without those that go, it stays scrolled as far as it is.
    if (canvas.current) canvas.current.style.height = `${scroller.current?.scrollHeight}px`;
    // At once: they are taken over as they stand now.
    flushSync(() => setPlaces(first));
  }, []);
  const first = useFirstRows(rows, { scroller, flow, target, isOver, onPainted });
  if (taken.current !== rows) {
    taken.current = rows;
    places?.take(rows.map(({ key }) => key));
  }
  const { from, to } = places?.stretch() ?? first;
  const shown = rows.slice(from, to);
  const keptRow = places && (kept < from || kept >= to) ? rows[kept] : undefined;

  useImperativeHandle<RowListHandle | null, RowListHandle | null>(ref, () => {
    if (!places) return null;
    return {
      get height() {
        return places.height;
      },
      get before() {
        return places.offset - places.origin;
      },
      get behind() {
        return places.end - places.offset - places.height;
      },
      get last() {
        return places.indexAt(places.offset + places.height - 1);
      },
      scrollTo: (index, wanted) => {
        const row = taken.current[index];
        const align = wanted === 'nearest' ? places.nearest(index) : wanted;
        if (!row || !align) return;
        goal.current = { key: row.key, align };
        places.settle();
        places.offset = places.offsetFor(index, align);
        // Before the next frame, when the row may get the focus; React flushes nothing while it runs effects.
        queueMicrotask(() => flushSync(render));
      },
      scrollBy: (by) => {
        const before = scroller.current?.scrollTop;
        scroller.current?.scrollBy({ top: by, behavior: 'instant' });
        return scroller.current?.scrollTop !== before;
      },
    };
  }, [places]);

  useLayoutEffect(() => {
    told.current = { onScrolled, onAfterScroll, onRest, onResized };
    if (!places || !scroller.current || !canvas.current || !flow.current || !spacer.current) return;
    if (places.height === 0) {
      places.height = scroller.current.clientHeight;
      if (places.height > 0) render();
      return;
    }
    const elements = [...flow.current.children].slice(keptRow && kept < from ? 2 : 1);
    const fresh = shown.flatMap((row, index) => {
      const element = elements[index];
      return measured.current.get(row.key) === row || !element
        ? []
        : ([[row.key, heightOf(element)]] as const);
    });
    if (fresh.length > 0) places.measured(new Map(fresh));
    measured.current = new Map(shown.map((row) => [row.key, row]));
    places.shown(measured.current);
    const scrolled = scroller.current.scrollTop;
    const by = places.direction === 0 || places.isAstray ? places.settle() : 0;
    canvas.current.style.height = `${places.end}px`;
    // All rows stand where they stood: what is moved itself is looked through anew by the browser, row for row.
    spacer.current.style.marginTop = `${places.topOf(from)}px`;
    const index = goal.current ? rows.findIndex(({ key }) => key === goal.current?.key) : -1;
    if (goal.current && index !== -1) {
      places.offset = places.offsetFor(index, goal.current.align);
      scroller.current.scrollTop = places.offset;
      places.offset = scroller.current.scrollTop;
    } else if (by !== 0) {
      scroller.current.scrollTop = scrolled + by;
      // What it has not heard of yet, it still hears of.
      places.offset += scroller.current.scrollTop - scrolled;
    }
    const next = places.stretch();
    const isWhole = next.from >= from && next.to <= to;
    if (goal.current && !places.isInSight(from, to)) return render();
    goal.current = undefined;
    return isWhole ? undefined : inNextFrame(() => flushSync(render));
  });

  useEffect(() => {
    if (!places || !scroller.current || !canvas.current || !flow.current) return;
    let telling: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      telling = undefined;
      told.current.onAfterScroll();
    };
    const watcher = new Watcher(scroller.current, canvas.current, flow.current, {
      scrolled: (offset) => {
        const by = offset - places.offset;
        if (by !== 0) {
          places.offset = offset;
          places.direction = by;
          flushSync(render);
        }
        told.current.onScrolled(by);
        telling ??= setTimeout(tell);
        return by !== 0;
      },
      rests: () => {
        places.direction = 0;
        flushSync(render);
        told.current.onRest();
      },
      resized: (height, isOtherWidth) => {
        places.height = height;
        if (isOtherWidth) places.forget();
        measured.current = new Map();
        flushSync(render);
        flushSync(() => told.current.onResized());
      },
    });
    return () => {
      clearTimeout(telling);
      watcher.stop();
    };
  }, [places]);

  const keptStyle = { position: 'absolute', width: '100%', top: places?.topOf(kept) } as const;
  const all = keptRow ? (kept < from ? [keptRow, ...shown] : [...shown, keptRow]) : shown;
  return (
    <div ref={scroller} {...attributes} className={isOver ? 'timeline-rows' : 'timeline-rows timeline-first'}>
      <div ref={canvas} className="timeline-canvas">
        <div ref={flow} className="timeline-flow">
          <div ref={spacer} />
          {all.map((row) => (
            <div key={row.key} className="timeline-place" style={row === keptRow ? keptStyle : undefined}>
              {children(row)}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

/** @returns what calls it off */
function inNextFrame(run: () => void): () => void {
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(run);
  });
  return () => cancelAnimationFrame(frame);
}
