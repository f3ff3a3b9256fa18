import type { FoldedMessage, Quote } from '../../fold/message.ts';
import { type Speaker, shownName } from '../../fold/speaker.ts';
import { readable } from '../../fold/visible.ts';
import type { MessageView } from '../../view.ts';
import { hiddenHost, withLinks } from '../links.ts';
import { listed, reactors, shownEmoji } from '../words.ts';
import { html, type Markup } from './markup.ts';
import { hueOf } from './style.ts';

/** The place of a message on the page. */
export function anchorOf(id: string): string {
  return `m-${id}`;
}

/** The head of somebody's turn: face, name, what must be known beside it, and the time. */
export function turnHead(person: Speaker, proven: boolean, clock: string): Markup {
  const note = person.note && html`<span class="note">${person.note}</span>`;
  return html`<div class="turn ${hueOf(person.key)}"><span class="face" aria-hidden="true">${initial(person.name)}</span>
<p class="who${proven ? '' : ' unproven'}"><b dir="auto">${person.name}</b> ${note} <time class="at">${clock}</time></p>
`;
}

/** A message inside a turn. @param clock shown beside it where it differs from the line before */
export function message(
  entry: FoldedMessage,
  clock: string | undefined,
  names: ReadonlyMap<string, string>,
): Markup {
  const { view } = entry;
  const at = clock && html`<time class="at">${clock}</time>`;
  return html`<div class="message" id="${anchorOf(view.id)}">${at}<div class="words">${entry.quotes.map(quote)}${body(entry)}${below(entry, names)}</div></div>
`;
}

/** A line that is nobody's turn: the system's, or something that happened. */
export function lone(
  entry: FoldedMessage,
  person: Speaker,
  clock: string | undefined,
  noted: boolean,
): Markup {
  const { view, event } = entry;
  const at = clock && html`<time class="at">${clock}</time>`;
  const note = person.note && noted ? html` <span class="note">(${person.note})</span>` : '';
  const who = event === undefined ? '' : html`<b dir="auto">${person.name}</b>${note} ${event} `;
  const sign = event === undefined ? html`<span class="sign">===</span> ` : '';
  const body = entry.deleted ? 'deleted' : [linked(entry.body), editedMark(entry)];
  return html`<div class="lone" id="${anchorOf(view.id)}">${entry.quotes.map(quote)}${at}${who}${sign}<span class="body${entry.deleted ? ' deleted' : ''}" dir="auto">${body}</span>${event === undefined ? note : ''}${reactions(entry)}</div>
`;
}

export function finding({ text, code }: MessageView['findings'][number]): Markup {
  return html`<p class="finding" role="note">${text} <code>${code}</code></p>
`;
}

function body(entry: FoldedMessage): Markup {
  if (entry.deleted) return html`<div class="body deleted">deleted</div>`;
  const { kind, imported } = entry.view;
  const action = imported?.line === 'action' ? ' action' : '';
  const file = kind === 'file' ? html`<span class="file">file</span>` : '';
  const edited = editedMark(entry);
  if (readable(entry.body).trim() === '' && !file) {
    return html`<div class="body empty${action}">${action ? '(no text: an action)' : '(no text)'}${edited}</div>`;
  }
  return html`<div class="body${action}" dir="auto">${file}${linked(entry.body)}${edited}</div>`;
}

function editedMark({ edits }: FoldedMessage): Markup | undefined {
  return edits ? html` <span class="edited">(edited)</span>` : undefined;
}

function linked(text: string): Markup[] {
  return withLinks(readable(text)).map((piece) =>
    piece.link
      ? html`<a href="${piece.text}" rel="noopener noreferrer nofollow">${piece.text}</a>${leadsTo(piece.text)}`
      : html`${piece.text}`,
  );
}

function leadsTo(address: string): Markup | undefined {
  const host = hiddenHost(address);
  return host === undefined ? undefined : html` <small>(${host})</small>`;
}

function quote({ id, said }: Quote): Markup {
  if (!said) return html`<p class="quote">an earlier message</p>`;
  return html`<a class="quote ${hueOf(said.key)}" href="#${anchorOf(id)}"><b>${said.name}</b><bdi>${said.text}</bdi></a>`;
}

function below(entry: FoldedMessage, names: ReadonlyMap<string, string>): Markup | undefined {
  const [shown, ticked] = [reactions(entry), ticks(entry.view, names)];
  return shown.length > 0 || ticked ? html`<div class="below">${shown}${ticked}</div>` : undefined;
}

function reactions({ reactions }: FoldedMessage): Markup[] {
  return reactions.map(
    ({ emoji, by }) =>
      html` <span class="reaction"><bdi>${shownEmoji(emoji)}</bdi> <i>${reactors(by)}</i></span>`,
  );
}

/** One tick: delivered to somebody; two: viewed. Reports are the server's word. */
function ticks({ reports, sender }: MessageView, names: ReadonlyMap<string, string>): Markup | undefined {
  const people = (type: string) =>
    new Set(reports.filter(({ Type, User }) => Type === type && User !== sender.id).map(({ User }) => User));
  const [viewed, delivered] = [people('viewed'), people('delivered')];
  const nameOf = (id: string) => shownName(names.get(id) ?? id);
  if (viewed.size > 0) {
    return html`<span class="ticks viewed"><span aria-hidden="true">✓✓</span> viewed by ${listed([...viewed].map(nameOf))}</span>`;
  }
  if (delivered.size === 0) return undefined;
  return html`<span class="ticks"><span aria-hidden="true">✓</span> delivered to ${listed([...delivered].map(nameOf))}</span>`;
}

/** The first letter or digit of a name. */
function initial(name: string): string {
  return /[\p{L}\p{N}]/u.exec(name)?.[0]?.toLocaleUpperCase('en') ?? '·';
}
