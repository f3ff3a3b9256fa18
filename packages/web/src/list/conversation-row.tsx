import { memo } from 'react';
import { Avatar } from '../design/components/avatar.tsx';
import { IconButton } from '../design/components/button.tsx';
import { Icon } from '../design/components/icon.tsx';
import { placeBelow } from '../design/components/menu.tsx';
import { useFormats } from '../i18n/formats.ts';
import { useWords } from '../i18n/words.ts';
import { whyRefused } from '../people/keys-refused.tsx';
import { VerifiedMark } from '../people/verified-mark.tsx';
import { Link } from '../shell/link.tsx';
import type { ShellModel } from '../shell/shell-model.ts';
import type { ConversationView } from '../station/conversations.ts';
import { colorNameOf } from './colors.ts';
import type { OpenMenu } from './conversation-menu.tsx';
import { useLongPress } from './long-press.ts';
import { Preview } from './preview.tsx';

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
  const { id, name, otherId, isMuted, unread, color, at, availability, refused, isVerified } = conversation;
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
            {isVerified && <VerifiedMark className="row-verified" size={14} />}
            {isMuted && <Icon name="bellOff" size={14} />}
            <time className="row-time" dateTime={new Date(at).toISOString()}>
              {formats.short(at)}
            </time>
          </span>
          <span className="row-foot">
            <Preview conversation={conversation} isOpen={isOpen} />
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
