import { Icon, type IconName } from '../design/components/icon.tsx';
import { useFormats } from '../i18n/formats.ts';
import { useWords } from '../i18n/words.ts';
import type { ConversationView } from '../station/conversations.ts';
import { glanceOf } from '../text/plain-text.ts';

interface PreviewProps {
  readonly conversation: ConversationView;
  readonly isOpen: boolean;
}

/** The line under a conversation's name: what its reader would want to go on with, else how it ends. */
export function Preview({ conversation, isOpen }: PreviewProps) {
  const { list: words } = useWords();
  const formats = useFormats();
  const { typing, draft, unsent, preview, isEmpty, isGroup } = conversation;
  if (typing.length > 0) {
    const names = formats.list(typing);
    return (
      <span className="row-preview row-typing">
        {typing.length > 1 ? words.typingMany(names) : words.typing(names)}
      </span>
    );
  }
  if (unsent?.state === 'failed')
    return <Own what="failed" icon="warning" label={words.notSent} text={unsent.text} />;
  // In the open one both are before the reader's eyes, and what is sent waits there for a moment each time.
  if (draft !== undefined && !isOpen)
    return <Own what="draft" icon="edit" label={words.draft} text={draft} />;
  if (unsent && !isOpen) return <Own what="waiting" icon="clock" label={words.waiting} text={unsent.text} />;
  if (!preview) return <span className="row-preview">{isEmpty ? words.noMessages : '\u00a0'}</span>;
  const speaker = preview.own ? words.you : isGroup ? preview.senderName : undefined;
  return (
    <span className="row-preview">
      {speaker && <bdi>{speaker}: </bdi>}
      <bdi>{glanceOf(preview.text)}</bdi>
    </span>
  );
}

interface OwnProps {
  readonly what: 'failed' | 'draft' | 'waiting';
  readonly icon: IconName;
  readonly label: string;
  readonly text: string;
}

/** What the user wrote and nobody else has. */
function Own({ what, icon, label, text }: OwnProps) {
  return (
    <span className="row-preview">
      <span className={`row-${what}`}>
        <Icon name={icon} size={13} /> {label}:{' '}
      </span>
      <bdi>{glanceOf(text)}</bdi>
    </span>
  );
}
