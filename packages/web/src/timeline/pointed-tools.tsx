import { createPortal } from 'react-dom';
import type { Observable } from '../model/observable.ts';
import { useObservable } from '../model/use-observable.ts';
import { MessageTools, type Tools } from './message-tools.tsx';
import { keyOf } from './row-view.tsx';
import type { TimelineModel } from './timeline-model.ts';

/** Elements of the rows that somebody last pointed at, and that last had the focus. */
export interface PointedRows {
  readonly pointed?: Element | undefined;
  readonly focused?: Element | undefined;
}

interface PointedToolsProps {
  readonly model: TimelineModel;
  readonly rows: Observable<PointedRows>;
  readonly tools: Tools;
}

/**
 * The tools of the messages that somebody points at, or is in with the keyboard: no other row has any, so that rows
 * cost little while they scroll by. They stay where they were until another row has them, which keeps the focus that
 * comes back from a menu.
 */
export function PointedTools({ model, rows, tools }: PointedToolsProps) {
  const { pointed, focused } = useObservable(rows);
  useObservable(model.state);
  const elements = new Set([pointed, focused].filter((element) => element !== undefined));
  return [...elements].map((element) => {
    const item = model.message(keyOf(element) ?? '');
    return (
      item?.state === 'accepted' &&
      createPortal(<MessageTools id={item.id} tools={tools} />, element, item.id)
    );
  });
}
