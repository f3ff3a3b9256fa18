import { IconButton } from '../design/components/button.tsx';
import { useWords } from '../i18n/words.ts';

/** What can be done with messages. */
export interface Tools {
  readonly onReply: (id: string) => void;
  readonly onReact: (id: string, emoji: string, remove: boolean) => void;
  /** Opens the choice of emoji beside an element. */
  readonly onPick: (id: string, beside: Element) => void;
  /** Opens the menu beside an element. */
  readonly onMenu: (id: string, beside: Element) => void;
  readonly onDetails: (id: string) => void;
  readonly onJump: (id: string) => void;
  readonly onRetry: (id: string) => void;
  readonly onDiscard: (id: string) => void;
}

interface MessageToolsProps {
  /** The message's. */
  readonly id: string;
  readonly tools: Tools;
}

/** Buttons for what can be done with a message. */
export function MessageTools({ id, tools }: MessageToolsProps) {
  const { timeline: words } = useWords();
  return (
    <div className="message-tools-place">
      <div className="message-tools">
        <IconButton
          small
          tabIndex={-1}
          icon="smile"
          label={words.react}
          aria-haspopup="dialog"
          onClick={(event) => tools.onPick(id, event.currentTarget)}
        />
        <IconButton small tabIndex={-1} icon="reply" label={words.reply} onClick={() => tools.onReply(id)} />
        <IconButton
          small
          tabIndex={-1}
          icon="more"
          label={words.more}
          aria-haspopup="menu"
          onClick={(event) => tools.onMenu(id, event.currentTarget)}
        />
      </div>
    </div>
  );
}
