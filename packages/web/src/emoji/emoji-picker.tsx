import { useEffect, useLayoutEffect, useRef } from 'react';
import { type MenuPlace, putAt } from '../design/components/menu.tsx';
import { useWords } from '../i18n/words.ts';
import { EMOJI, EMOJI_GROUPS } from './emoji.ts';

interface EmojiPickerProps {
  readonly place: MenuPlace;
  readonly onPick: (emoji: string) => void;
  readonly onClose: () => void;
}

/** How many stand in a row; the arrows up and down go by it. */
const COLUMNS = 8;

/** The choice of emoji, above the page; arrows go from one to the next. */
export function EmojiPicker({ place, onPick, onClose }: EmojiPickerProps) {
  const { timeline: words } = useWords();
  const picker = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    picker.current?.showModal();
    return () => before?.focus();
  }, []);
  useLayoutEffect(() => {
    const element = picker.current;
    if (!element) return;
    requestAnimationFrame(() => putAt(element, place));
  }, [place]);
  return (
    <dialog
      ref={picker}
      className="emoji"
      aria-label={words.emoji}
      onCancel={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      onKeyDown={(event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
        if (step === undefined) return;
        event.preventDefault();
        const all = [...event.currentTarget.querySelectorAll('button')];
        const at = all.indexOf(document.activeElement as HTMLButtonElement);
        all[Math.max(0, Math.min(all.length - 1, at + step))]?.focus();
      }}
    >
      {EMOJI_GROUPS.map((group) => (
        <section key={group} aria-label={words.emojiGroups[group]}>
          <h3>{words.emojiGroups[group]}</h3>
          <div className="emoji-grid">
            {EMOJI[group].map((emoji) => (
              <button key={emoji} type="button" className="emoji-choice" onClick={() => onPick(emoji)}>
                {emoji}
              </button>
            ))}
          </div>
        </section>
      ))}
    </dialog>
  );
}
