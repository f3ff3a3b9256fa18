import type { FoldedMessage } from '../../fold/message.ts';
import { shownAt } from '../../fold/moment.ts';
import { type Speaker, speakerOf } from '../../fold/speaker.ts';
import type { UnopenedView } from '../../view.ts';
import { foldedEntries, isFolded, type Survey } from '../fold.ts';
import type { ExportSource } from '../source.ts';
import type { ExportSummary } from '../summary.ts';
import { longDay, type Zone, zoneOf } from '../time.ts';
import { amount, counted, countsOf, periodOf, sharedNote, unopenedReason } from '../words.ts';
import { chatStyle } from './chat-style.ts';
import { html, type Markup } from './markup.ts';
import { anchorOf, finding, lone, message, turnHead } from './message.ts';
import { pageFoot, pageHead } from './page.ts';

/** How long somebody may be silent and still go on in the same turn. */
const TURN = 5 * 60_000;
const PEOPLE_SHOWN = 200;

/** A conversation as one HTML file that reads like a chat, prints well and asks the network for nothing. */
export async function* chatPage(source: ExportSource, survey: Survey): AsyncGenerator<string, void> {
  const zone = zoneOf(source.timeZone);
  yield pageHead(survey.summary.title, chatStyle);
  yield head(survey.summary, zone).html;
  const writer = new ChatWriter(zone, source.names ?? new Map());
  for await (const entry of foldedEntries(source, survey)) {
    yield isFolded(entry) ? writer.message(entry) : writer.unopened(entry);
  }
  yield writer.end();
  yield foot(survey.summary).html;
  yield pageFoot;
}

/** Groups messages into days and turns as they pass by. */
class ChatWriter {
  readonly #zone: Zone;
  readonly #names: ReadonlyMap<string, string>;
  #day = '';
  /** Who is speaking; undefined between turns. */
  #speaker: string | undefined;
  /** Whose imported system lines were shown last this day: the importer is named at the first of them. */
  #system: string | undefined;
  #clock = '';
  #at = 0;

  constructor(zone: Zone, names: ReadonlyMap<string, string>) {
    this.#zone = zone;
    this.#names = names;
  }

  message(entry: FoldedMessage): string {
    const { view } = entry;
    const person = speakerOf(view);
    const at = shownAt(view);
    const findings = view.findings.map(finding);
    const before = `${this.#newDay(at)}${findings.length > 0 ? this.#endTurn() : ''}${html`${findings}`.html}`;
    const isLone = entry.event !== undefined || view.imported?.line === 'system';
    return before + (isLone ? this.#lone(entry, person, at) : this.#said(entry, person, at));
  }

  unopened(entry: UnopenedView): string {
    const at = shownAt(entry);
    const before = this.#newDay(at) + this.#endTurn();
    this.#clock = '';
    return `${before}${
      html`<p class="unopened" role="note" id="${anchorOf(entry.id)}"><time class="at">${this.#zone.clock(at)}</time> ${unopenedReason(entry)}</p>
`.html
    }`;
  }

  end(): string {
    return this.#endTurn();
  }

  #said(entry: FoldedMessage, person: Speaker, at: number): string {
    const clock = this.#zone.clock(at);
    const goesOn = this.#speaker === person.key && at - this.#at <= TURN && at >= this.#at;
    const head = goesOn ? '' : this.#endTurn() + turnHead(person, entry.view.sender.verified, clock).html;
    const shown = goesOn && clock !== this.#clock ? clock : undefined;
    this.#speaker = person.key;
    this.#clock = clock;
    this.#at = at;
    return head + message(entry, shown, this.#names).html;
  }

  #lone(entry: FoldedMessage, person: Speaker, at: number): string {
    const ended = this.#endTurn();
    const clock = this.#zone.clock(at);
    const noted = entry.event !== undefined || this.#system !== person.key;
    const line = lone(entry, person, clock === this.#clock ? undefined : clock, noted);
    if (entry.event === undefined) this.#system = person.key;
    this.#clock = clock;
    return ended + line.html;
  }

  #newDay(at: number): string {
    const day = this.#zone.day(at);
    if (day === this.#day) return '';
    const ended = this.#endTurn();
    this.#day = day;
    this.#clock = '';
    this.#system = undefined;
    return `${ended}${
      html`<h2><time datetime="${day}">${longDay(day)}</time></h2>
`.html
    }`;
  }

  #endTurn(): string {
    if (this.#speaker === undefined) return '';
    this.#speaker = undefined;
    return '</div>\n';
  }
}

function head(summary: ExportSummary, zone: Zone): Markup {
  const { unopened } = summary;
  const notice =
    unopened.length > 0 &&
    html`<p class="notice"><a href="#not-opened">${counted(unopened.length, 'message')} could not be opened</a></p>`;
  return html`<header>
<h1 dir="auto">${summary.title}</h1>
<p class="facts">${periodOf(summary, zone)}</p>
<p class="facts">${countsOf(summary)}</p>
${notice || ''}${peopleList(summary)}
</header>
`;
}

function peopleList({ people }: ExportSummary): Markup | undefined {
  if (people.length === 0) return undefined;
  const shared = sharedNote(people);
  const items = people.slice(0, PEOPLE_SHOWN).map(({ name, note, messages }) => {
    const known = note && !shared ? html` <span class="note">${note}</span>` : '';
    return html`<li><span><b dir="auto">${name}</b>${known}</span><span class="count">${amount(messages)}</span></li>`;
  });
  const more = people.length - items.length;
  const rest = more > 0 ? html`<li>and ${counted(more, 'person', 'people')} more</li>` : '';
  return html`<details class="people"><summary>People</summary>${shared && html`<p>All ${shared}.</p>`}<ul>${items}${rest}</ul></details>`;
}

function foot({ findingsAtEnd, unopened }: ExportSummary): Markup {
  return html`${findingsAtEnd.map(finding)}${missing(unopened)}<p class="end">Downloaded and decrypted with Parley</p>
`;
}

function missing(unopened: readonly UnopenedView[]): Markup | undefined {
  if (unopened.length === 0) return undefined;
  const items = unopened.map(
    (entry) =>
      html`<li><a href="#${anchorOf(entry.id)}">${entry.created} UTC</a> <code>${entry.id}</code> ${entry.reason} <code>${entry.code}</code></li>
`,
  );
  return html`<section class="missing" id="not-opened"><h3>Not opened</h3><ul>
${items}</ul></section>
`;
}
