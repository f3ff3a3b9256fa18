import { html, type Markup } from '../export/html/markup.ts';
import { pageFoot, pageHead } from '../export/html/page.ts';
import { amount, counted, sharedNote } from '../export/words.ts';
import { binsOf } from './bins.ts';
import { type Column, columnChart, inlineBar } from './chart.ts';
import { durationText } from './durations.ts';
import type { Stats } from './stats.ts';
import { statsStyle } from './style.ts';
import { factsOf, percent } from './text.ts';

const PEOPLE_SHOWN = 30;

/** Statistics as one HTML file that asks the network for nothing: charts as inline SVG, a table behind each. */
export function statsPage(stats: Stats): string {
  const sections = [
    header(stats),
    tiles(stats),
    days(stats),
    hours(stats),
    people(stats),
    responses(stats),
    threads(stats),
    reactions(stats),
  ];
  return `${pageHead(`${stats.title} – statistics`, statsStyle)}${
    html`${sections}<p class="end">Computed from the decrypted messages with Parley</p>
`.html
  }${pageFoot}`;
}

function header(stats: Stats): Markup {
  const facts = factsOf(stats)
    .split('\n')
    .map(
      (fact) => html`<p class="facts">${fact}</p>
`,
    );
  return html`<header>
<h1 dir="auto">${stats.title}</h1>
${facts}</header>
`;
}

function tiles({ messages, people, days, words, replies, precision }: Stats): Markup | undefined {
  if (messages === 0)
    return html`<p class="about">Nobody has said anything here yet.</p>
`;
  const tile = (label: string, value: string) => html`<div><dt>${label}</dt><dd>${value}</dd></div>
`;
  const last =
    replies.median === null
      ? tile('words a message', (words / messages).toFixed(1))
      : tile('median time to an answer', durationText(replies.median, precision));
  return html`<dl class="tiles">
${tile('messages', amount(messages))}${tile(people.length === 1 ? 'person' : 'people', amount(people.length))}${tile(days.length === 1 ? 'day with messages' : 'days with messages', amount(days.length))}${last}</dl>
`;
}

function days(stats: Stats): Markup | undefined {
  const { span, bins } = binsOf(stats.days);
  // One column alone compares nothing: the header names the day.
  if (bins.length < 2) return undefined;
  const columns = bins.map(({ label, name, messages }) => ({ label, name, value: messages }));
  return charted('days', `Messages per ${span}`, span, columns);
}

function hours({ hours, timeZone, messages }: Stats): Markup | undefined {
  if (messages === 0) return undefined;
  const two = (hour: number) => String(hour).padStart(2, '0');
  const columns = hours.map((value, hour) => ({
    label: two(hour),
    name: `${two(hour)}:00 to ${two(hour)}:59`,
    value,
  }));
  return charted('hours', 'Messages per hour of the day', 'hour', columns, `Time zone: ${timeZone}`);
}

function charted(
  id: string,
  title: string,
  what: string,
  columns: readonly Column[],
  about?: string,
): Markup {
  const most = columns.reduce((a, b) => (b.value > a.value ? b : a));
  const total = columns.reduce((sum, { value }) => sum + value, 0);
  const description = `${counted(columns.length, 'column')}, ${counted(total, 'message')} in all; the most, ${amount(most.value)}, in: ${most.name}.`;
  const rows = columns.map(
    ({ name, value }) => html`<tr><th scope="row">${name}</th><td class="number">${amount(value)}</td></tr>
`,
  );
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${about && html`<p class="about">${about}</p>`}${columnChart(`chart-${id}`, title, description, columns)}<details><summary>As a table</summary>
<table><thead><tr><th scope="col">${what}</th><th scope="col" class="number">messages</th></tr></thead><tbody>
${rows}</tbody></table></details>
</section>
`;
}

function people(stats: Stats): Markup | undefined {
  const [first] = stats.people;
  if (!first) return undefined;
  const shared = sharedNote(stats.people);
  const rows = stats.people.slice(0, PEOPLE_SHOWN).map(({ name, note, messages, words, share }) => {
    const known = note && !shared && html` <span class="note">${note}</span>`;
    return html`<tr><th scope="row" class="name"><bdi>${name}</bdi>${known || ''}</th><td class="wide">${inlineBar(messages / first.messages)}</td><td class="number">${amount(messages)}</td><td class="number">${percent(share)}</td><td class="number">${amount(words)}</td></tr>
`;
  });
  const more = stats.people.length - rows.length;
  return html`<section class="long" aria-labelledby="people">
<h2 id="people">People</h2>
${shared && html`<p class="about">All ${shared}.</p>`}<table><thead><tr><th scope="col">name</th><td class="wide"></td><th scope="col" class="number">messages</th><th scope="col" class="number">share</th><th scope="col" class="number">words</th></tr></thead><tbody>
${rows}</tbody></table>
${more > 0 ? html`<p class="about">and ${counted(more, 'person', 'people')} more</p>` : ''}</section>
`;
}

function responses({ replies, turns, messages, precision }: Stats): Markup | undefined {
  if (messages === 0) return undefined;
  const row = (what: string, { count, median, p90 }: Stats['replies']) =>
    html`<tr><th scope="row">${what}</th><td class="number">${durationText(median, precision)}</td><td class="number">${durationText(p90, precision)}</td><td class="number">${amount(count)}</td></tr>
`;
  return html`<section aria-labelledby="responses">
<h2 id="responses">Response times</h2>
<table><thead><tr><td></td><th scope="col" class="number">median</th><th scope="col" class="number">90 % within</th><th scope="col" class="number">measured</th></tr></thead><tbody>
${row('From a message to its answers by others', replies)}${row('Until the next person speaks', turns)}</tbody></table>
</section>
`;
}

function threads(stats: Stats): Markup | undefined {
  if (stats.threads.length === 0) return undefined;
  const rows = stats.threads.map(
    ({ messages, people, name, firstLine, from, to }) =>
      html`<tr><th scope="row" class="line"><b dir="auto">${name}</b><bdi>${firstLine}</bdi></th><td class="number">${amount(messages)}</td><td class="number">${amount(people)}</td><td class="number">${durationText((Date.parse(to) - Date.parse(from)) / 1000, stats.precision)}</td></tr>
`,
  );
  return html`<section class="long" aria-labelledby="threads">
<h2 id="threads">Busiest threads</h2>
<p class="about">Messages linked by answers, by how many they are.</p>
<table><thead><tr><th scope="col">begun with</th><th scope="col" class="number">messages</th><th scope="col" class="number">people</th><th scope="col" class="number">lasted</th></tr></thead><tbody>
${rows}</tbody></table>
</section>
`;
}

function reactions({ reactions: { total, emojis } }: Stats): Markup | undefined {
  const [first] = emojis;
  if (!first) return undefined;
  const rows = emojis.map(
    ({ emoji, count }) =>
      html`<tr><th scope="row"><bdi>${emoji}</bdi></th><td class="wide">${inlineBar(count / first.count)}</td><td class="number">${amount(count)}</td></tr>
`,
  );
  return html`<section class="long" aria-labelledby="reactions">
<h2 id="reactions">Reactions</h2>
<p class="about">${amount(total)} in all</p>
<table><thead><tr><th scope="col">emoji</th><td class="wide"></td><th scope="col" class="number">count</th></tr></thead><tbody>
${rows}</tbody></table>
</section>
`;
}
