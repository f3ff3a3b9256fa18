import { longDay } from '../export/time.ts';
import { amount, counted, sharedNote } from '../export/words.ts';
import { oneLine, plain } from '../fold/visible.ts';
import { type Bin, binsOf, type Span } from './bins.ts';
import { durationText } from './durations.ts';
import type { Stats } from './stats.ts';

const PEOPLE_SHOWN = 30;
const BAR = 40;
/** So many empty spans and more are one row. */
const SHORTENED = 4;

/** Statistics as tables of text, harmless on a terminal. */
export function statsText(stats: Stats): string {
  const { span, bins } = binsOf(stats.days);
  const sections = [
    [oneLine(stats.title, 200), factsOf(stats)],
    bins.length > 0 && [`Messages per ${span}`, bars(withoutGaps(bins, span))],
    stats.messages > 0 && [
      `Messages per hour of the day (${stats.timeZone})`,
      bars(stats.hours.map((messages, hour) => [`${String(hour).padStart(2, '0')}:00`, messages])),
    ],
    stats.people.length > 0 && [peopleTitle(stats), people(stats)],
    stats.messages > 0 && ['Response times', responses(stats)],
    stats.threads.length > 0 && ['Busiest threads', threads(stats)],
    stats.reactions.total > 0 && [
      'Reactions',
      table(
        ['count', 'emoji'],
        stats.reactions.emojis.map(({ emoji, count }) => [amount(count), emoji]),
      ),
    ],
  ].filter((section) => section !== false);
  return `${sections.map(([title, body]) => `${plain(`${title}\n${body}`)}`).join('\n\n')}\n`;
}

/** What there is in all, one fact a line. */
export function factsOf(stats: Stats): string {
  const [first, last] = [stats.days[0]?.day, stats.days.at(-1)?.day];
  const period = first === last ? [first] : [first, last];
  const counts = [
    counted(stats.messages, 'message'),
    counted(stats.words, 'word'),
    counted(stats.people.length, 'person', 'people'),
  ];
  if (stats.edited > 0) counts.push(`${amount(stats.edited)} edited`);
  if (stats.deleted > 0) counts.push(`${amount(stats.deleted)} deleted`);
  if (stats.systemLines > 0) counts.push(counted(stats.systemLines, 'system line'));
  if (stats.unopened > 0) counts.push(`${amount(stats.unopened)} not opened and not counted here`);
  const days = period.flatMap((day) => (day === undefined ? [] : longDay(day))).join(' – ');
  return [days, counts.join(' · ')].filter((line) => line !== '').join('\n');
}

export function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`;
}

type Row = readonly [label: string, value: number];

/** The spans, each long run of empty ones as one row that says how many they are. */
function withoutGaps(bins: readonly Bin[], span: Span): Row[] {
  const rows: Row[] = [];
  let empty: Row[] = [];
  for (const { label, messages } of bins) {
    if (messages === 0) {
      empty.push([label, 0]);
      continue;
    }
    rows.push(...(empty.length < SHORTENED ? empty : [[`${amount(empty.length)} ${span}s`, 0] as const]));
    rows.push([label, messages]);
    empty = [];
  }
  return rows;
}

function bars(rows: readonly Row[]): string {
  const most = Math.max(1, ...rows.map(([, value]) => value));
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows
    .map(([label, value]) => {
      const bar = '█'.repeat(Math.round((value / most) * BAR)) || (value > 0 ? '▏' : '');
      return `  ${label.padStart(width)}  ${bar}${bar && ' '}${value > 0 ? amount(value) : '·'}`;
    })
    .join('\n');
}

function peopleTitle({ people }: Stats): string {
  const shared = sharedNote(people);
  return `People${shared && ` (all ${shared})`}`;
}

function people(stats: Stats): string {
  const shared = sharedNote(stats.people);
  const rows = stats.people
    .slice(0, PEOPLE_SHOWN)
    .map(({ messages, words, share, name, note }) => [
      amount(messages),
      amount(words),
      percent(share),
      `${name}${note && !shared ? ` (${note})` : ''}`,
    ]);
  const more = stats.people.length - rows.length;
  return `${table(['messages', 'words', 'share', 'name'], rows)}${more > 0 ? `\n  and ${amount(more)} more` : ''}`;
}

function responses({ replies, turns, precision }: Stats): string {
  return table(
    ['count', 'median', '90 % within', ''],
    [
      [
        amount(replies.count),
        durationText(replies.median, precision),
        durationText(replies.p90, precision),
        'from a message to its answers',
      ],
      [
        amount(turns.count),
        durationText(turns.median, precision),
        durationText(turns.p90, precision),
        'until the next person speaks',
      ],
    ],
  );
}

function threads(stats: Stats): string {
  return table(
    ['messages', 'people', 'begun by'],
    stats.threads.map(({ messages, people, name, firstLine }) => [
      amount(messages),
      amount(people),
      `${name}: ${firstLine}`,
    ]),
  );
}

/** Right-aligned columns, but for the last, whose width no terminal agrees on. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => (column < row.length - 1 ? cell.padStart(widths[column] as number) : cell))
        .join('  '),
    )
    .map((line) => `  ${line}`.trimEnd())
    .join('\n');
}
