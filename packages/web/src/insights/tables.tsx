import type { Stats } from '@parley/client/stats';
import type { ReactNode } from 'react';
import { useLocale } from '../i18n/formats.ts';
import { useWords } from '../i18n/words.ts';
import { durationWords } from './duration.ts';

/** More people than this are counted, not listed. */
const PEOPLE_SHOWN = 30;

interface PartProps {
  readonly stats: Stats;
}

interface TableProps {
  readonly id: string;
  readonly title: string;
  /** The first names the rows. */
  readonly heads: readonly string[];
  readonly rows: readonly {
    readonly key: string;
    readonly name: ReactNode;
    readonly values: readonly ReactNode[];
  }[];
}

function Table({ id, title, heads: [first, ...heads], rows }: TableProps) {
  return (
    <section className="insights-part" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: where it is wider than the screen, arrows scroll it */}
      <div className="insights-wide" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{first}</th>
              {heads.map((head) => (
                <th key={head} scope="col" className="insights-number">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, name, values }) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                {values.map((value, index) => (
                  <td key={heads[index]} className="insights-number">
                    {value}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** A name with a bar below it that says how much of the largest it is. */
function Barred({ children, share }: { readonly children: ReactNode; readonly share: number }) {
  return (
    <>
      <bdi>{children}</bdi>
      <span className="insights-bar" style={{ width: `${Math.max(0.5, share * 100)}%` }} />
    </>
  );
}

export function PeopleView({ stats }: PartProps) {
  const { insights } = useWords();
  const locale = useLocale();
  const { people } = stats;
  const most = people[0]?.messages ?? 1;
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <>
      <Table
        id="insights-people"
        title={insights.people}
        heads={[insights.name, insights.messages, insights.share, insights.words]}
        rows={people.slice(0, PEOPLE_SHOWN).map(({ name, note, messages, words, share }) => ({
          key: `${name} ${note}`,
          name: <Barred share={messages / most}>{name}</Barred>,
          values: [messages.toLocaleString(locale), percent.format(share), words.toLocaleString(locale)],
        }))}
      />
      {people.length > PEOPLE_SHOWN && (
        <p className="insights-about">{insights.morePeople(people.length - PEOPLE_SHOWN)}</p>
      )}
    </>
  );
}

export function ResponsesView({ stats: { replies, turns, precision } }: PartProps) {
  const { insights } = useWords();
  const locale = useLocale();
  const duration = (seconds: number | null) => durationWords(seconds, precision, locale, insights.under);
  const row = (name: string, { count, median, p90 }: Stats['replies']) => ({
    key: name,
    name,
    values: [duration(median), duration(p90), count.toLocaleString(locale)],
  });
  return (
    <Table
      id="insights-responses"
      title={insights.responses}
      heads={[insights.what, insights.median, insights.p90, insights.measured]}
      rows={[row(insights.toAnswer, replies), row(insights.toNext, turns)]}
    />
  );
}

export function ThreadsView({ stats: { threads, precision } }: PartProps) {
  const { insights } = useWords();
  const locale = useLocale();
  if (threads.length === 0) return null;
  return (
    <Table
      id="insights-threads"
      title={insights.threads}
      heads={[insights.begunWith, insights.messages, insights.people, insights.lasted]}
      rows={threads.map(({ id, name, firstLine, messages, people, from, to }) => ({
        key: id,
        name: (
          <span className="insights-line">
            <bdi>{name}</bdi>
            <bdi className="insights-quote">{firstLine}</bdi>
          </span>
        ),
        values: [
          messages.toLocaleString(locale),
          people.toLocaleString(locale),
          durationWords((Date.parse(to) - Date.parse(from)) / 1000, precision, locale, insights.under),
        ],
      }))}
    />
  );
}

export function ReactionsView({ stats: { reactions } }: PartProps) {
  const { insights } = useWords();
  const locale = useLocale();
  const most = reactions.emojis[0]?.count;
  if (most === undefined) return null;
  return (
    <Table
      id="insights-reactions"
      title={insights.reactions}
      heads={[insights.emoji, insights.count]}
      rows={reactions.emojis.map(({ emoji, count }) => ({
        key: emoji,
        name: <Barred share={count / most}>{emoji}</Barred>,
        values: [count.toLocaleString(locale)],
      }))}
    />
  );
}
