import { readable } from '@parley/client/text';
import { Notice } from '../design/components/notice.tsx';
import { sentenceOf } from '../i18n/error-words.ts';
import { useFormats } from '../i18n/formats.ts';
import { useWords } from '../i18n/words.ts';
import { moveFocus } from '../list/move-focus.ts';
import { useObservable } from '../model/use-observable.ts';
import { Link } from '../shell/link.tsx';
import type { ShellModel } from '../shell/shell-model.ts';
import type { SearchHit } from '../station/search.ts';
import { excerptOf } from './excerpt.ts';
import { groupsOf } from './search-model.ts';

/** The messages that were found, under the conversation that each is in. */
export function SearchResults({ shell }: { readonly shell: ShellModel }) {
  const { search: words, errors } = useWords();
  const { query, hits, isSearching, error } = useObservable(shell.search.state);
  return (
    <section className="search" aria-label={words.title} onKeyDown={moveFocus}>
      {error && <Notice look="danger">{sentenceOf(error, errors)}</Notice>}
      <p className="search-count" role="status">
        {isSearching ? words.searching : hits && (hits.length === 0 ? words.none : words.found(hits.length))}
      </p>
      {hits &&
        groupsOf(hits).map((group) => (
          <Group key={group[0]?.conversationId} shell={shell} group={group} query={query} />
        ))}
    </section>
  );
}

interface GroupProps {
  readonly shell: ShellModel;
  readonly group: readonly SearchHit[];
  readonly query: string;
}

function Group({ shell, group, query }: GroupProps) {
  const formats = useFormats();
  const [first] = group;
  if (!first) return null;
  return (
    <section>
      <h2 className="list-title">
        <bdi>{shell.list.get(first.conversationId)?.name}</bdi>
      </h2>
      <ul>
        {group.map(({ conversationId, id, at, senderName, body }) => (
          <li key={id}>
            <Link
              router={shell.router}
              to={{ page: 'conversation', id: conversationId, message: id }}
              className="search-hit"
            >
              <span className="search-hit-head">
                <bdi>{senderName}</bdi>
                <time dateTime={new Date(at).toISOString()}>{formats.short(at)}</time>
              </span>
              <bdi className="search-hit-text">
                {excerptOf(body, query).map(({ text, isFound }, index) => {
                  const shown = readable(text);
                  // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name, and keep their order
                  return isFound ? <mark key={index}>{shown}</mark> : <span key={index}>{shown}</span>;
                })}
              </bdi>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
