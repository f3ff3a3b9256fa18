import { shownEmoji } from '@parley/client/text';
import { useWords } from '../i18n/words.ts';
import type { MessageItem } from '../station/timeline.ts';

interface ReactionsProps {
  readonly item: MessageItem;
  readonly onReact: (id: string, emoji: string, remove: boolean) => void;
}

export function Reactions({ item: { id, reactions }, onReact }: ReactionsProps) {
  const { timeline: words } = useWords();
  return reactions.map(({ emoji, by, own }) => {
    const names = by.map(({ name }) => name).join(', ');
    return (
      <button
        key={emoji}
        type="button"
        className="reaction"
        aria-pressed={own}
        aria-label={words.reactionBy(shownEmoji(emoji), names)}
        title={names}
        onClick={() => onReact(id, emoji, own)}
      >
        <bdi aria-hidden="true" className="reaction-emoji">
          {shownEmoji(emoji)}
        </bdi>
        <span aria-hidden="true">{by.length}</span>
      </button>
    );
  });
}
