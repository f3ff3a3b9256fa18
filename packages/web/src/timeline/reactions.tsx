import { shownEmoji } from '@parley/client/text';
import { useFormats } from '../i18n/formats.ts';
import { useWords } from '../i18n/words.ts';
import type { MessageItem } from '../station/timeline.ts';

interface ReactionsProps {
  readonly item: MessageItem;
  readonly onReact: (id: string, emoji: string, remove: boolean) => void;
}

export function Reactions({ item: { id, reactions }, onReact }: ReactionsProps) {
  const { timeline: words } = useWords();
  const formats = useFormats();
  return reactions.map(({ emoji, by, own }) => {
    const names = formats.list(by.map(({ name }) => name));
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
