import {
  type KeyboardEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { VList, type VListHandle } from 'virtua';
import { IconButton } from '../design/components/button.tsx';
import { useWords } from '../i18n/words.ts';
import { useObservable } from '../model/use-observable.ts';
import type { Tools } from './message-tools.tsx';
import { present } from './present.ts';
import { RowView } from './row-view.tsx';
import type { TimelineModel } from './timeline-model.ts';

interface TimelineProps {
  readonly model: TimelineModel;
  readonly name: string;
  readonly userId: string;
  readonly tools: Tools;
  readonly onKey: (event: KeyboardEvent<HTMLElement>, messageId: string) => void;
}

/** In pixels: nearer to an end than this, more is fetched. */
const NEAR = 800;
/** In pixels: nearer to the end than this, somebody reads the newest. */
const AT_END = 60;

/** The rows of a conversation, of which only those in sight are on the page. */
export function TimelineView({ model, name, userId, tools, onKey }: TimelineProps) {
  const { timeline: words } = useWords();
  const state = useObservable(model.state);
  const { items, firstUnread, target, isShifted, phase, older, newer } = state;
  const rows = useMemo(() => present(items, firstUnread), [items, firstUnread]);
  const list = useRef<VListHandle>(null);
  const isAtEnd = useRef(true);
  const [showsEnd, setShowsEnd] = useState(false);
  const [marked, setMarked] = useState<string>();
  const [focused, setFocused] = useState<string>();

  const look = useCallback(() => {
    const handle = list.current;
    if (!handle || document.visibilityState !== 'visible') return;
    const { scrollOffset, viewportSize, scrollSize } = handle;
    const end = scrollOffset + viewportSize;
    isAtEnd.current = !newer && scrollSize - end < AT_END;
    setShowsEnd(newer || scrollSize - end > viewportSize);
    if (older && scrollOffset < NEAR) model.older();
    if (newer && scrollSize - end < NEAR) model.newer();
    const last = rows[handle.findItemIndex(end - 1)];
    if (last && document.hasFocus()) model.seen(last.key);
  }, [model, rows, older, newer]);

  useLayoutEffect(() => {
    const handle = list.current;
    if (!handle || rows.length === 0) return;
    if (target) {
      const index =
        target.id === undefined ? rows.length - 1 : rows.findIndex(({ key }) => key === target.id);
      if (index !== -1) handle.scrollToIndex(index, { align: target.align });
      if (target.isMarked) setMarked(target.id);
      isAtEnd.current = target.id === undefined;
      model.reached();
    } else if (isAtEnd.current && !isShifted) {
      handle.scrollToIndex(rows.length - 1, { align: 'end' });
    }
  }, [rows, target, isShifted, model]);

  useEffect(() => {
    look();
    addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [look]);

  if (phase === 'loading') return <p className="timeline-note">{words.loading}</p>;
  if (rows.length === 0) return <p className="timeline-note">{words.empty}</p>;
  const focusedAt = rows.findIndex(({ key }) => key === focused);
  const currentAt = focusedAt === -1 ? rows.length - 1 : focusedAt;
  return (
    <div className="timeline">
      <VList
        ref={list}
        className="timeline-rows"
        role="log"
        aria-label={words.label(name)}
        aria-live="off"
        data={rows}
        shift={isShifted}
        bufferSize={600}
        // The row that has the focus, or gets it next, stays: keys go nowhere once it is gone.
        keepMounted={[currentAt]}
        onFocus={({ target }) => setFocused(idOf(target))}
        onScroll={look}
        onResize={() => {
          if (isAtEnd.current) list.current?.scrollToIndex(rows.length - 1, { align: 'end' });
        }}
        onKeyDown={(event: KeyboardEvent<HTMLElement>) => {
          const id = idOf(event.target as Element);
          if (id === undefined) return;
          const next =
            rows[rows.findIndex(({ key }) => key === id) + ({ ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0)];
          if (next && next.key !== id) {
            event.preventDefault();
            setFocused(next.key);
            list.current?.scrollToIndex(rows.indexOf(next), { align: 'nearest' });
            requestAnimationFrame(() => document.getElementById(rowId(next.key))?.focus());
          } else onKey(event, id);
        }}
      >
        {(row) => (
          <RowView
            key={row.key}
            row={row}
            id={rowId(row.key)}
            isMarked={row.key === marked}
            isTabStop={row === rows[currentAt]}
            userId={userId}
            tools={tools}
          />
        )}
      </VList>
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

const PREFIX = 'row-';

function rowId(key: string): string {
  return PREFIX + key;
}

function idOf(element: Element): string | undefined {
  return element.id.startsWith(PREFIX) ? element.id.slice(PREFIX.length) : undefined;
}
