import { type KeyboardEvent, useState } from 'react';
import { Avatar } from '../design/components/avatar.tsx';
import { IconButton } from '../design/components/button.tsx';
import { Icon } from '../design/components/icon.tsx';
import { Menu, MenuItem, type MenuPlace, placeBelow } from '../design/components/menu.tsx';
import { useWords } from '../i18n/words.ts';
import { ListView } from '../list/list-view.tsx';
import { moveFocus } from '../list/move-focus.ts';
import { isTouched } from '../model/is-touched.ts';
import { useObservable } from '../model/use-observable.ts';
import { SearchResults } from '../search/search-results.tsx';
import { AvailabilityChoice } from './availability-choice.tsx';
import { CodeReminder } from './code-reminder.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import { toWriting } from './listen-for-shortcuts.ts';
import { LogoutDialog } from './logout-dialog.tsx';
import type { ShellModel } from './shell-model.ts';
import { isMac } from './shortcuts.ts';

interface SidebarProps {
  readonly shell: ShellModel;
  /** Whether it says so when there is no connection: where it is in sight. */
  readonly hasNotice: boolean;
}

/** The user, the search, and the conversations. */
export function Sidebar({ shell, hasNotice }: SidebarProps) {
  const { list: words, shell: shellWords, people, shortcuts } = useWords();
  const { query } = useObservable(shell.list.state);
  const { nick, userid } = useObservable(shell.account);
  const availability = useObservable(shell.availability);
  const [menu, setMenu] = useState<MenuPlace>();
  const [leaving, setLeaving] = useState(false);
  const search = (value: string) => {
    shell.list.search(value);
    shell.search.search(value);
  };
  const onSearchKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return moveFocus(event);
    // Not every browser does so itself.
    event.preventDefault();
    if (query !== '') search('');
    else if (shell.router.route.value.page === 'conversation') toWriting();
  };
  return (
    <div className="sidebar">
      <header className="sidebar-head">
        <button
          type="button"
          className="sidebar-account"
          aria-haspopup="menu"
          aria-expanded={menu !== undefined}
          onClick={(event) => setMenu(placeBelow(event.currentTarget))}
        >
          <span className="unseen">{words.account}: </span>
          <Avatar id={userid} name={nick} size="small" availability={availability} />
          <bdi className="sidebar-nick">{nick}</bdi>
          <span className="unseen">
            {availability === 'offline' ? shellWords.appearOffline : people.availability[availability]}
          </span>
          <Icon name="down" size={16} />
        </button>
        <IconButton
          icon="plus"
          label={words.newConversation}
          onClick={() => shell.router.go({ page: 'new' })}
        />
        {menu && (
          <Menu label={words.account} place={menu} onClose={() => setMenu(undefined)}>
            <AvailabilityChoice shell={shell} onClose={() => setMenu(undefined)} />
            <hr className="menu-line" />
            <MenuItem
              icon="settings"
              onSelect={() => {
                setMenu(undefined);
                shell.router.go({ page: 'settings', section: 'account' });
              }}
            >
              {words.settings}
            </MenuItem>
            {!isTouched() && (
              <MenuItem
                icon="keyboard"
                onSelect={() => {
                  setMenu(undefined);
                  shell.showsShortcuts.set(true);
                }}
              >
                {shortcuts.title}
              </MenuItem>
            )}
            <MenuItem
              icon="logout"
              onSelect={() => {
                setMenu(undefined);
                setLeaving(true);
              }}
            >
              {words.logout}
            </MenuItem>
          </Menu>
        )}
      </header>
      <search className="sidebar-search field-box">
        <Icon name="search" size={18} />
        <input
          className="field-input"
          type="search"
          aria-label={words.search}
          placeholder={words.searchHint}
          value={query}
          aria-keyshortcuts={isMac() ? 'Meta+K' : 'Control+K'}
          onKeyDown={onSearchKey}
          onChange={({ target }) => search(target.value)}
        />
      </search>
      {hasNotice && <ConnectionNotice shell={shell} />}
      <CodeReminder shell={shell} />
      {query.trim() === '' ? (
        <ListView shell={shell} />
      ) : (
        <div className="sidebar-found">
          <ListView shell={shell} />
          <SearchResults shell={shell} />
        </div>
      )}
      {leaving && <LogoutDialog shell={shell} onClose={() => setLeaving(false)} />}
    </div>
  );
}
