import {
  type KeyboardEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { IconButton } from '../design/components/button.tsx';
import { useWords } from '../i18n/words.ts';
import { afterPaint } from '../model/after-paint.ts';
import { Observable } from '../model/observable.ts';
import { useObservable } from '../model/use-observable.ts';
import { WholeTexts } from '../text/whole-texts.ts';
import { Arrivals } from './arrivals.ts';
import { isLeading, KeysAhead, PAGES, STEPS } from './keys-ahead.ts';
import type { Tools } from './message-tools.tsx';
import { type PointedRows, PointedTools } from './pointed-tools.tsx';
import { type PresentedRow, Presenter } from './present.ts';
import { RowList, type RowListHandle } from './row-list.tsx';
import { keyOf, RowView, rowAround, rowId } from './row-view.tsx';
import type { TimelineModel } from './timeline-model.ts';

interface TimelineProps {
  readonly model: TimelineModel;
  readonly name: string;
  readonly userId: string;
  readonly tools: Tools;
  readonly onKey: (event: KeyboardEvent<HTMLElement>, messageId: string) => void;
}

/** In pixels: nearer to an end than this, more is fetched: what flies by while it comes. */
const AHEAD = 8000;
/** In pixels: nearer to the end than this, somebody reads the newest. */
const AT_END = 60;

/** The rows of a conversation, of which only those in sight are on the page. */
export function TimelineView({ model, name, userId, tools, onKey }: TimelineProps) {
  const { timeline: words } = useWords();
  const state = useObservable(model.state);
  const { items, firstUnread, target, isShifted, phase, older, newer } = state;
  const [presenter] = useState(() => new Presenter());
  const rows = useMemo(() => presenter.present(items, firstUnread), [presenter, items, firstUnread]);
  const list = useRef<RowListHandle>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [pointed] = useState(() => new Observable<PointedRows>({}));
  const isAtEnd = useRef(true);
  const [arrivals] = useState(() => new Arrivals(() => list.current ?? undefined));
  const [showsEnd, setShowsEnd] = useState(false);
  const [marked, setMarked] = useState<string>();
  const [focused, setFocused] = useState<string>();
  /** The row that gets the focus next, where it is not the last one: what is out of sight would scroll there. */
  const [tabStop, setTabStop] = useState<string>();
  /** Whether the first rows are on the screen: until then no list can do anything with them. */
  const [hasList, setHasList] = useState(false);
  const hadList = useRef(false);
  const takeList = useCallback((handle: RowListHandle | null) => {
    list.current = handle;
    setHasList(handle !== null);
  }, []);

  const [ahead] = useState(() => new KeysAhead());
  const [wholeTexts] = useState(() => new Set<string>());

  const noteEnd = useCallback(() => {
    if (list.current) isAtEnd.current = !newer && list.current.behind < AT_END;
  }, [newer]);

  const look = useCallback(() => {
    const handle = list.current;
    if (!handle || document.visibilityState !== 'visible') return;
    const { before, behind, height } = handle;
    noteEnd();
    setShowsEnd(newer || behind > height);
    // One thing at a time: the next look has more fetched.
    if (arrivals.take()) return;
    if (older && before < AHEAD) model.older(() => arrivals.ready('older'));
    if (newer && behind < AHEAD) model.newer(() => arrivals.ready('newer'));
  }, [model, older, newer, arrivals, noteEnd]);

  /** What stands still is read; what flies by is not. */
  const read = useCallback(() => {
    look();
    const handle = list.current;
    if (!handle || document.visibilityState !== 'visible') return;
    const last = rows[handle.last];
    setTabStop(isAtEnd.current ? undefined : last?.key);
    if (last && document.hasFocus()) model.seen(last.key);
  }, [look, model, rows]);

  const focus = useCallback((key: string) => {
    setFocused(key);
    requestAnimationFrame(() => document.getElementById(rowId(key))?.focus({ preventScroll: true }));
  }, []);

  /** Does what a key says that moves, from a row or else from what is in sight. @returns the row that it leads to */
  const move = useCallback(
    (key: string, from: string | undefined): string | undefined => {
      const handle = list.current;
      const step = STEPS[key];
      if (key === 'Home') void model.toStart();
      else if (key === 'End') void model.toEnd(true);
      else if (handle && step !== undefined) {
        const next = from === undefined ? handle.last : rows.findIndex((row) => row.key === from) + step;
        const row = rows[next];
        if (!row) return from;
        handle.scrollTo(next, 'nearest');
        focus(row.key);
        return row.key;
      } else if (handle) {
        const by = (PAGES[key] ?? 0) * handle.height;
        // What comes before the list hears of it would lead back to the end.
        if (handle.scrollBy(by) && by < 0) isAtEnd.current = false;
      }
      return from;
    },
    [model, rows, focus],
  );

  useLayoutEffect(() => {
    const handle = list.current;
    // It begins where it was opened, or where somebody has scrolled since.
    const begins = hasList && !hadList.current;
    hadList.current = hasList;
    if (!handle || !hasList || rows.length === 0) return;
    if (target) {
      const index =
        target.id === undefined ? rows.length - 1 : rows.findIndex(({ key }) => key === target.id);
      if (index !== -1 && !begins) handle.scrollTo(index, target.align);
      if (target.isMarked) setMarked(target.id);
      const key = rows[index]?.key;
      if (target.isFocused && key !== undefined) focus(key);
      isAtEnd.current = target.id === undefined;
      if (begins) noteEnd();
      setTabStop(target.id);
      model.reached();
    } else if (isAtEnd.current && !isShifted && !begins) {
      handle.scrollTo(rows.length - 1, 'end');
    }
  }, [rows, target, isShifted, model, focus, hasList, noteEnd]);

  useLayoutEffect(() => {
    // The row that had the focus was let go: keys go on in the list.
    if (focused === undefined || rows.some(({ key }) => key === focused)) return;
    // Unless another gets it with the same rows.
    setFocused((now) => (now === focused ? undefined : now));
    if (document.activeElement === document.body) scrollerIn(frame.current)?.focus({ preventScroll: true });
  }, [rows, focused]);

  useEffect(() => {
    if (!hasList) return;
    // A list knows what is in sight when it is painted.
    const stop = afterPaint(() => {
      read();
      let at = document.activeElement ? keyOf(document.activeElement) : undefined;
      for (const key of ahead.release()) at = move(key, at);
    });
    addEventListener('focus', read);
    document.addEventListener('visibilitychange', read);
    return () => {
      stop();
      removeEventListener('focus', read);
      document.removeEventListener('visibilitychange', read);
    };
  }, [read, hasList, ahead, move]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const element = event.target as Element;
    const key = keyOf(element);
    // What stands in a row has keys of its own.
    if (key === undefined && element !== scrollerIn(frame.current)) return;
    if (!ahead.keep(event.key)) {
      // The browser scrolls by pages itself.
      if (!isLeading(event.key)) {
        if (key !== undefined) onKey(event, key);
        return;
      }
      move(event.key, key);
    }
    event.preventDefault();
  };

  if (phase === 'loading') return <p className="timeline-note">{words.loading}</p>;
  if (rows.length === 0) return <p className="timeline-note">{words.empty}</p>;
  const current = focused ?? target?.id ?? tabStop;
  const foundAt = rows.findIndex(({ key }) => key === current);
  const currentAt = foundAt === -1 ? rows.length - 1 : foundAt;
  const rowView = (row: PresentedRow) => (
    <RowView
      key={row.key}
      row={row}
      isMarked={row.key === marked}
      isTabStop={row === rows[currentAt]}
      userId={userId}
      tools={tools}
    />
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears of its rows, and of their tools, which are portals
    <div
      ref={frame}
      className="timeline"
      onPointerOver={({ target, pointerType }) => {
        const row = rowAround(target);
        // A finger that scrolls points at nothing.
        if (row && row !== pointed.value.pointed && pointerType !== 'touch') pointed.change({ pointed: row });
      }}
      onFocus={({ target }) => {
        const row = rowAround(target);
        if (row !== pointed.value.focused) pointed.change({ focused: row });
        setFocused(row && keyOf(row));
      }}
    >
      <WholeTexts value={wholeTexts}>
        <RowList
          role="log"
          aria-label={words.label(name)}
          aria-live="off"
          tabIndex={-1}
          ref={takeList}
          rows={rows}
          target={target}
          // The row that has the focus, or gets it next, stays: keys go nowhere once it is gone.
          kept={currentAt}
          onScrolled={(by) => {
            arrivals.scrolledBy(by);
            noteEnd();
          }}
          onAfterScroll={look}
          onRest={() => {
            arrivals.rests();
            read();
          }}
          onResized={() => {
            if (isAtEnd.current) list.current?.scrollTo(rows.length - 1, 'end');
          }}
          onKeyDown={onKeyDown}
        >
          {rowView}
        </RowList>
      </WholeTexts>
      <PointedTools model={model} rows={pointed} tools={tools} />
      {showsEnd && (
        <IconButton
          icon="down"
          className="timeline-end"
          label={words.toEnd}
          onClick={() => void model.toEnd()}
        />
      )}
    </div>
  );
}

/** What scrolls, in a timeline. */
function scrollerIn(frame: Element | null): HTMLElement | null {
  return frame?.querySelector('.timeline-rows') ?? null;
}
