import { useState } from 'react';
import { Avatar } from '../design/components/avatar.tsx';
import { Button, IconButton } from '../design/components/button.tsx';
import { Dialog } from '../design/components/dialog.tsx';
import { Menu, MenuItem, type MenuPlace, placeBelow } from '../design/components/menu.tsx';
import { type Formats, useFormats } from '../i18n/formats.ts';
import { useWords, type Words } from '../i18n/words.ts';
import { late } from '../model/late.tsx';
import { VerifiedMark } from '../people/verified-mark.tsx';
import type { ShellModel } from '../shell/shell-model.ts';
import type { ConversationView } from '../station/conversations.ts';
import type { ReaderView } from '../station/people.ts';
import type { ConversationModel } from './conversation-model.ts';

const Export = late(() => import('../data/export-view.tsx'));
const Readers = late(() => import('../people/readers-view.tsx'));
const Import = late(() => import('../data/import-view.tsx'));

interface HeadProps {
  readonly shell: ShellModel;
  readonly model: ConversationModel;
  readonly conversation: ConversationView;
  readonly readers: readonly ReaderView[] | undefined;
}

type Opened = 'readers' | 'export' | 'import' | 'clear';

/** Who is in the conversation, and what can be done with it as a whole. */
export function ConversationHead({ shell, model, conversation, readers }: HeadProps) {
  const { conversation: words, common, timeline, list } = useWords();
  const formats = useFormats();
  const [menu, setMenu] = useState<MenuPlace>();
  const [opened, setOpened] = useState<Opened>();
  const { id, name, otherId, isOwn, availability, isFavorite, isMuted, isVerified } = conversation;
  const choose = (work: () => void) => () => {
    setMenu(undefined);
    work();
  };
  return (
    <header className="conversation-head">
      <IconButton
        icon="back"
        className="conversation-back"
        label={common.back}
        onClick={() => shell.router.go({ page: 'list' })}
      />
      <Avatar id={otherId ?? id} name={name} availability={availability} />
      <div className="conversation-title">
        <h1>
          <bdi>{name}</bdi>
          {isVerified && <VerifiedMark className="conversation-verified" size={16} />}
        </h1>
        <p>{readersSentence(readers, timeline, formats)}</p>
      </div>
      <IconButton
        icon="more"
        label={timeline.menu}
        aria-haspopup="menu"
        aria-expanded={menu !== undefined}
        onClick={(event) => setMenu(placeBelow(event.currentTarget))}
      />
      {menu && (
        <Menu label={timeline.menu} place={menu} onClose={() => setMenu(undefined)}>
          {otherId !== undefined && (
            <MenuItem icon="shield" onSelect={choose(() => shell.router.go({ page: 'person', id: otherId }))}>
              {words.person}
            </MenuItem>
          )}
          <MenuItem icon="pin" onSelect={choose(() => void shell.list.set(id, { favorite: !isFavorite }))}>
            {isFavorite ? list.removeFavorite : list.addFavorite}
          </MenuItem>
          <MenuItem
            icon={isMuted ? 'bell' : 'bellOff'}
            onSelect={choose(() => void shell.list.set(id, { muted: !isMuted }))}
          >
            {isMuted ? list.unmute : list.mute}
          </MenuItem>
          <MenuItem icon="group" onSelect={choose(() => setOpened('readers'))}>
            {words.readers}
          </MenuItem>
          <hr className="menu-line" />
          <MenuItem icon="chart" onSelect={choose(() => shell.router.go({ page: 'insights', id }))}>
            {words.insights}
          </MenuItem>
          <MenuItem icon="download" onSelect={choose(() => setOpened('export'))}>
            {words.export}
          </MenuItem>
          {isOwn && (
            <MenuItem icon="upload" onSelect={choose(() => setOpened('import'))}>
              {words.import}
            </MenuItem>
          )}
          <hr className="menu-line" />
          <MenuItem icon="trash" danger onSelect={choose(() => setOpened('clear'))}>
            {words.clear}
          </MenuItem>
        </Menu>
      )}
      {opened === 'clear' && (
        <Dialog title={words.clearTitle} onClose={() => setOpened(undefined)}>
          <p>{words.clearWarning}</p>
          <div className="dialog-actions">
            <Button onClick={() => setOpened(undefined)}>{common.cancel}</Button>
            <Button
              look="danger"
              onClick={() => {
                setOpened(undefined);
                void model.clear();
              }}
            >
              {words.clear}
            </Button>
          </div>
        </Dialog>
      )}
      {opened !== undefined && opened !== 'clear' && (
        <Dialog title={words[opened]} onClose={() => setOpened(undefined)}>
          {opened === 'readers' && <Readers app={shell} conversation={id} />}
          {opened === 'export' && <Export app={shell} conversation={id} />}
          {opened === 'import' && <Import app={shell} conversation={id} />}
        </Dialog>
      )}
    </header>
  );
}

/** Who can read, in words: those of the secret, not whom the server names. */
function readersSentence(
  readers: readonly ReaderView[] | undefined,
  words: Words['timeline'],
  formats: Formats,
): string {
  if (!readers) return '';
  if (readers.length === 0) return words.onlyYou;
  return words.canRead(formats.list([words.you, ...readers.map(({ name }) => name)]));
}
