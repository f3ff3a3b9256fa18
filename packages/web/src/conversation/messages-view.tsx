import { type KeyboardEvent, useMemo, useState } from 'react';
import { Button } from '../design/components/button.tsx';
import { Dialog } from '../design/components/dialog.tsx';
import { Menu, MenuItem, type MenuPlace, placeBelow } from '../design/components/menu.tsx';
import { EmojiPicker } from '../emoji/emoji-picker.tsx';
import { useWords } from '../i18n/words.ts';
import type { ShellModel } from '../shell/shell-model.ts';
import { MessageDetails } from '../timeline/message-details.tsx';
import type { Tools } from '../timeline/message-tools.tsx';
import { TimelineView } from '../timeline/timeline-view.tsx';
import type { ConversationModel } from './conversation-model.ts';

interface MessagesProps {
  readonly shell: ShellModel;
  readonly model: ConversationModel;
  readonly name: string;
}

/** What is open above the messages, for one of them. */
type Opened =
  | { readonly what: 'menu' | 'emoji'; readonly id: string; readonly place: MenuPlace }
  | { readonly what: 'details' | 'delete'; readonly id: string };

/** The messages, and what opens from one of them. */
export function MessagesView({ shell, model, name }: MessagesProps) {
  const { timeline: words, common } = useWords();
  const [opened, setOpened] = useState<Opened>();
  const { timeline } = model;
  const tools: Tools = useMemo(
    () => ({
      onReply: (id) => model.reply(id),
      onReact: (id, emoji, remove) => timeline.react(id, emoji, remove),
      onPick: (id, beside) => setOpened({ what: 'emoji', id, place: placeBelow(beside) }),
      onMenu: (id, beside) => setOpened({ what: 'menu', id, place: placeBelow(beside) }),
      onDetails: (id) => setOpened({ what: 'details', id }),
      onJump: (id) => void timeline.jump(id),
      onRetry: (id) => timeline.retry(id),
      onDiscard: (id) => timeline.discard(id),
    }),
    [model, timeline],
  );
  /** The same by keyboard, on the message that has the focus. */
  const onKey = (event: KeyboardEvent<HTMLElement>, id: string) => {
    const item = timeline.message(id);
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
    const element = event.target as Element;
    if (event.key === 'Enter') tools.onMenu(id, element);
    else if (event.key === 'r') model.reply(id);
    else if (event.key === '+') tools.onPick(id, element);
    else if (event.key === 'e' && canEdit(item)) model.edit(id);
    else if (event.key === 'Delete' && item.own) setOpened({ what: 'delete', id });
    else return;
    event.preventDefault();
  };
  const close = () => setOpened(undefined);
  const closing = (work: () => void) => () => {
    close();
    work();
  };
  const item = opened && timeline.message(opened.id);
  return (
    <>
      <TimelineView
        model={timeline}
        name={name}
        userId={shell.account.value.userid}
        tools={tools}
        onKey={onKey}
      />
      {opened?.what === 'emoji' && (
        <EmojiPicker
          place={opened.place}
          onClose={close}
          onPick={(emoji) => {
            close();
            timeline.react(opened.id, emoji, false);
          }}
        />
      )}
      {opened?.what === 'menu' && item && (
        <Menu label={words.more} place={opened.place} onClose={close}>
          <MenuItem icon="reply" onSelect={closing(() => model.reply(item.id))}>
            {words.reply}
          </MenuItem>
          {canEdit(item) && (
            <MenuItem icon="edit" onSelect={closing(() => model.edit(item.id))}>
              {words.edit}
            </MenuItem>
          )}
          <MenuItem icon="copy" onSelect={closing(() => void navigator.clipboard.writeText(item.body))}>
            {words.copyText}
          </MenuItem>
          <MenuItem icon="info" onSelect={() => tools.onDetails(item.id)}>
            {words.details}
          </MenuItem>
          {item.own && (
            <MenuItem icon="trash" danger onSelect={() => setOpened({ what: 'delete', id: item.id })}>
              {words.delete}
            </MenuItem>
          )}
        </Menu>
      )}
      {opened?.what === 'details' && item && (
        <Dialog title={words.detailsTitle} onClose={close}>
          <MessageDetails item={item} />
        </Dialog>
      )}
      {opened?.what === 'delete' && item && (
        <Dialog title={words.deleteTitle} onClose={close}>
          <p>{words.deleteWarning}</p>
          <div className="dialog-actions">
            <Button onClick={close}>{common.cancel}</Button>
            <Button
              look="danger"
              onClick={() => {
                close();
                timeline.delete(item.id);
              }}
            >
              {words.delete}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}

function canEdit({ own, imported, file }: { own: boolean; imported?: unknown; file?: unknown }): boolean {
  return own && !imported && !file;
}
