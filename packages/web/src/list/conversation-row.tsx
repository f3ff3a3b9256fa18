import { memo } from 'react';
import { Avatar } from '../design/components/avatar.tsx';
import { IconButton } from '../design/components/button.tsx';
import { Icon } from '../design/components/icon.tsx';
import { placeBelow } from '../design/components/menu.tsx';
import { useFormats } from '../i18n/formats.ts';
import { useWords } from '../i18n/words.ts';
import { whyRefused } from '../people/keys-refused.tsx';
import { Link } from '../shell/link.tsx';
import type { ShellModel } from '../shell/shell-model.ts';
import type { ConversationView } from '../station/conversations.ts';
import { glanceOf } from '../text/plain-text.ts';
import { colorNameOf } from './colors.ts';
import type { OpenMenu } from './conversation-menu.tsx';
import { useLongPress } from './long-press.ts';

interface RowProps {
  readonly conversation: ConversationView;
  readonly isOpen: boolean;
  readonly shell: ShellModel;
  readonly onMenu: (menu: OpenMenu) => void;
}

/** One conversation in the list. */
export const ConversationRow = memo(function ConversationRow({
  conversation,
  isOpen,
  shell,
  onMenu,
}: RowProps) {
  const { list: words } = useWords();
  const formats = useFormats();
  const { id, name, otherId, isMuted, unread, color, at, availability, refused } = conversation;
  const [first] = refused;
  const warning = first && words.keysRefused[whyRefused(first.refusal)];
  const { cancel, ...press } = useLongPress((x, y) => onMenu({ id, place: { x, y } }));
  return (
    <li className="row" data-color={colorNameOf(color)}>
      <Link
        router={shell.router}
        to={{ page: 'conversation', id }}
        className="row-link"
        aria-current={isOpen ? 'page' : undefined}
        draggable={false}
        {...press}
        onPointerEnter={({ pointerType }) => {
          if (pointerType === 'mouse') shell.ahead.point(id);
        }}
        onPointerLeave={() => shell.ahead.leave(id)}
        onPointerDown={(event) => {
          press.onPointerDown(event);
          shell.ahead.point(id, true);
        }}
        onFocus={() => shell.ahead.point(id)}
        onBlur={() => shell.ahead.leave(id)}
        onContextMenu={(event) => {
          event.preventDefault();
          cancel();
          const { left, bottom } = event.currentTarget.getBoundingClientRect();
          // The context menu key has no point of its own.
          const isKey = event.clientX === 0 && event.clientY === 0;
          onMenu({ id, place: isKey ? { x: left, y: bottom } : { x: event.clientX, y: event.clientY } });
        }}
      >
        <Avatar id={otherId ?? id} name={name} availability={availability} />
        <span className="row-main">
          <span className="row-head">
            <bdi className="row-name">{name}</bdi>
            {warning !== undefined && (
              <span className="row-refused" title={warning}>
                <Icon name="warning" size={14} />
                <span className="unseen">{warning}</span>
              </span>
            )}
            {isMuted && <Icon name="bellOff" size={14} />}
            <time className="row-time" dateTime={new Date(at).toISOString()}>
              {formats.short(at)}
            </time>
          </span>
          <span className="row-foot">
            <Preview conversation={conversation} />
            {unread > 0 && (
              <span className={isMuted ? 'badge badge-quiet' : 'badge'}>
                <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
                <span className="unseen">{words.unread(unread)}</span>
              </span>
            )}
          </span>
        </span>
        {isMuted && <span className="unseen">{words.muted}</span>}
        {availability && <span className="unseen">{words[availability]}</span>}
      </Link>
      <IconButton
        small
        icon="more"
        className="row-more"
        label={words.actions(name)}
        aria-haspopup="menu"
        onClick={(event) => onMenu({ id, place: placeBelow(event.currentTarget) })}
      />
    </li>
  );
});

function Preview({ conversation: { typing, preview, isEmpty, isGroup } }: Pick<RowProps, 'conversation'>) {
  const { list: words } = useWords();
  const formats = useFormats();
  if (typing.length > 0) {
    const names = formats.list(typing);
    return (
      <span className="row-preview row-typing">
        {typing.length > 1 ? words.typingMany(names) : words.typing(names)}
      </span>
    );
  }
  if (!preview) return <span className="row-preview">{isEmpty ? words.noMessages : '\u00a0'}</span>;
  const speaker = preview.own ? words.you : isGroup ? preview.senderName : undefined;
  return (
    <span className="row-preview">
      {speaker !== undefined && <bdi>{speaker}: </bdi>}
      <bdi>{glanceOf(preview.text)}</bdi>
    </span>
  );
}
