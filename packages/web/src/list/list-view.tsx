import { startTransition, useEffect, useState } from 'react';
import { Button } from '../design/components/button.tsx';
import { Icon } from '../design/components/icon.tsx';
import { Notice } from '../design/components/notice.tsx';
import { sentenceOf } from '../i18n/error-words.ts';
import { useWords } from '../i18n/words.ts';
import { afterPaint } from '../model/after-paint.ts';
import { useObservable } from '../model/use-observable.ts';
import { Link } from '../shell/link.tsx';
import type { ShellModel } from '../shell/shell-model.ts';
import type { ConversationView } from '../station/conversations.ts';
import { ConversationMenu, type OpenMenu } from './conversation-menu.tsx';
import { ConversationRow } from './conversation-row.tsx';
import { useKeptFocus } from './kept-focus.ts';
import { moveFocus } from './move-focus.ts';
import { sectionsOf } from './order.ts';

/** In CSS pixels: less than a row has. */
const ROW_HEIGHT = 48;

/** The conversations: favourites on top, the newest first, hidden ones behind a button. */
export function ListView({ shell }: { readonly shell: ShellModel }) {
  const { list: words, errors } = useWords();
  const { conversations, query, showsHidden, error } = useObservable(shell.list.state);
  const route = useObservable(shell.router.route);
  const openId = route.page === 'conversation' ? route.id : undefined;
  const [menu, setMenu] = useState<OpenMenu>();
  const focus = useKeptFocus();
  // As many as the window has room for are shown before all the others.
  const [most, setMost] = useState(() => Math.ceil(innerHeight / ROW_HEIGHT));
  const isKnown = conversations !== undefined;
  useEffect(() => {
    if (isKnown) afterPaint(() => startTransition(() => setMost(Number.POSITIVE_INFINITY)));
  }, [isKnown]);
  const { favorites, others, hidden } = sectionsOf(conversations ?? [], query);
  const sections = showsHidden
    ? [{ title: words.hidden, conversations: hidden }]
    : [
        { title: words.favorites, conversations: favorites },
        { title: words.others, conversations: others },
      ];
  const isEmpty = sections.every((section) => section.conversations.length === 0);
  return (
    <nav className="list" aria-label={words.title} onKeyDown={moveFocus} {...focus}>
      {error && <Notice look="danger">{sentenceOf(error, errors)}</Notice>}
      {showsHidden && (
        <Button look="plain" onClick={() => shell.list.showHidden(false)}>
          <Icon name="back" size={16} />
          {words.backToList}
        </Button>
      )}
      {sections.map((section) => (
        <Section
          key={section.title}
          {...section}
          most={most}
          openId={openId}
          shell={shell}
          onMenu={setMenu}
        />
      ))}
      {isEmpty && conversations && (
        <p className="list-empty">
          {showsHidden ? words.nothingHidden : query === '' ? words.empty : words.nothingFound}
        </p>
      )}
      {isEmpty && conversations && !showsHidden && query === '' && (
        <Link router={shell.router} to={{ page: 'new' }} className="button list-begin">
          <Icon name="plus" size={18} />
          {words.newConversation}
        </Link>
      )}
      {!showsHidden && hidden.length > 0 && (
        <Button look="plain" onClick={() => shell.list.showHidden(true)}>
          {words.showHidden(hidden.length)}
        </Button>
      )}
      {menu && <ConversationMenu shell={shell} menu={menu} onClose={() => setMenu(undefined)} />}
    </nav>
  );
}

interface SectionProps {
  readonly title: string;
  readonly conversations: readonly ConversationView[];
  /** How many are shown at most. */
  readonly most: number;
  readonly openId: string | undefined;
  readonly shell: ShellModel;
  readonly onMenu: (menu: OpenMenu) => void;
}

function Section({ title, conversations, most, openId, shell, onMenu }: SectionProps) {
  if (conversations.length === 0) return null;
  return (
    <section className="list-section">
      <h2 className="list-title">{title}</h2>
      <ul>
        {conversations.slice(0, most).map((conversation) => (
          <ConversationRow
            key={conversation.id}
            conversation={conversation}
            isOpen={conversation.id === openId}
            shell={shell}
            onMenu={onMenu}
          />
        ))}
      </ul>
    </section>
  );
}
