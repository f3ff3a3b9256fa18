import { memo } from 'react';
import { useFormats } from '../i18n/formats.ts';
import { useWords } from '../i18n/words.ts';
import { MessageRow } from './message-row.tsx';
import type { Tools } from './message-tools.tsx';
import { OtherRow } from './other-rows.tsx';
import type { PresentedRow } from './present.ts';

interface RowProps {
  readonly row: PresentedRow;
  readonly isMarked: boolean;
  /** Whether the tabulator comes here: one row of all. */
  readonly isTabStop: boolean;
  readonly userId: string;
  readonly tools: Tools;
}

/**
 * A row, with the day or the unread messages that begin with it. Rows come and go as fast as somebody scrolls: what a
 * message does not have costs it no element and no component.
 */
export const RowView = memo(function RowView({ row, isMarked, isTabStop, userId, tools }: RowProps) {
  const { item, day, isFirstUnread, isGroupStart } = row;
  const isMessage = item.row === 'message';
  const classes = [
    'timeline-item',
    isMessage && 'message',
    isMessage && isGroupStart && 'message-start',
    isMarked && 'timeline-marked',
  ];
  return (
    <>
      {day !== undefined && <Day at={day} />}
      {isFirstUnread && <Unread />}
      <article
        id={rowId(row.key)}
        className={classes.filter(Boolean).join(' ')}
        data-state={isMessage ? item.state : undefined}
        tabIndex={isTabStop ? 0 : -1}
      >
        {isMessage ? (
          <MessageRow item={item} isGroupStart={isGroupStart} userId={userId} tools={tools} />
        ) : (
          <OtherRow item={item} />
        )}
      </article>
    </>
  );
});

function Day({ at }: { readonly at: number }) {
  const formats = useFormats();
  return (
    <div className="timeline-day">
      <span>{formats.day(at)}</span>
    </div>
  );
}

function Unread() {
  const { timeline: words } = useWords();
  return (
    <div className="timeline-unread">
      <span>{words.unread}</span>
    </div>
  );
}

const PREFIX = 'row-';

/** The id that the element of a row has. */
export function rowId(key: string): string {
  return PREFIX + key;
}

/** The row's key, of its element. */
export function keyOf(element: Element): string | undefined {
  return element.id.startsWith(PREFIX) ? element.id.slice(PREFIX.length) : undefined;
}

/** The row that an element is in, or is. */
export function rowAround(target: EventTarget | null): Element | undefined {
  return (target instanceof Element && target.closest('.timeline-item')) || undefined;
}
