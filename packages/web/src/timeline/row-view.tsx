import { memo } from 'react';
import { useFormats } from '../i18n/formats.ts';
import { useWords } from '../i18n/words.ts';
import { MessageRow } from './message-row.tsx';
import type { Tools } from './message-tools.tsx';
import { OtherRow } from './other-rows.tsx';
import type { PresentedRow } from './present.ts';

interface RowProps {
  readonly row: PresentedRow;
  readonly id: string;
  readonly isMarked: boolean;
  /** Whether the tabulator comes here: one row of all. */
  readonly isTabStop: boolean;
  readonly userId: string;
  readonly tools: Tools;
}

/** A row, with the day or the unread messages that begin with it. */
export const RowView = memo(function RowView({ row, id, isMarked, isTabStop, userId, tools }: RowProps) {
  const { timeline: words } = useWords();
  const formats = useFormats();
  const { item, day, isFirstUnread, isGroupStart } = row;
  return (
    <div className="timeline-row">
      {day !== undefined && (
        <div className="timeline-day">
          <span>{formats.day(day)}</span>
        </div>
      )}
      {isFirstUnread && (
        <div className="timeline-unread">
          <span>{words.unread}</span>
        </div>
      )}
      <article
        id={id}
        className={isMarked ? 'timeline-item timeline-marked' : 'timeline-item'}
        tabIndex={isTabStop ? 0 : -1}
      >
        {item.row === 'message' ? (
          <MessageRow item={item} isGroupStart={isGroupStart} userId={userId} tools={tools} />
        ) : (
          <OtherRow item={item} />
        )}
      </article>
    </div>
  );
});
