import type { FoldedMessage } from '../fold/message.ts';
import { shownAt } from '../fold/moment.ts';
import { type Speaker, speakerOf } from '../fold/speaker.ts';
import { oneLine, readable } from '../fold/visible.ts';
import type { FindingView } from '../view.ts';
import { type FoldedEntry, isFolded } from './fold.ts';
import { withLinks } from './links.ts';
import type { ExportSummary } from './summary.ts';
import { longDay, type Zone } from './time.ts';
import { countsOf, peopleLine, periodOf, reactors, shownEmoji, unopenedReason } from './words.ts';

const PEOPLE_SHOWN = 100;
/** A line that ends so goes on in a new line of the same paragraph. */
const BREAK = '\\\n';

/** The heading that a day begins with. */
export function markdownDay(day: string): string {
  return `## ${longDay(day)}\n\n`;
}

/** An entry as a paragraph of Markdown (CommonMark, with GitHub's tables and strikethrough in mind). */
export function markdownEntry(entry: FoldedEntry, zone: Zone): string {
  const clock = zone.clock(shownAt(isFolded(entry) ? entry.view : entry));
  if (!isFolded(entry)) return `⚠ *${clock}* ${markdownText(unopenedReason(entry))}\n\n`;
  const lines = entry.view.findings.map(markdownFinding);
  const quotes = entry.quotes.map(({ said }) =>
    said ? `> **${markdownText(said.name)}** ${markdownText(said.text)}` : '> *an earlier message*',
  );
  if (quotes.length > 0) lines.push(`${quotes.join(BREAK)}\n\n`);
  const parts = [said(entry, speakerOf(entry.view), clock)];
  if (entry.reactions.length > 0) {
    const reactions = entry.reactions.map(
      ({ emoji, by }) => `${markdownText(shownEmoji(emoji))} ${markdownText(reactors(by))}`,
    );
    parts.push(`*${reactions.join(' · ')}*`);
  }
  lines.push(`${parts.join(BREAK)}\n\n`);
  return lines.join('');
}

function said(entry: FoldedMessage, person: Speaker, clock: string): string {
  const { imported, kind } = entry.view;
  const name = `**${markdownText(person.name)}**${person.note ? ` (${markdownText(person.note)})` : ''}`;
  const body = entry.deleted ? '*deleted*' : `${markdownText(entry.body)}${entry.edits ? ' *(edited)*' : ''}`;
  if (entry.event !== undefined)
    return `${name} *${clock}* ${markdownText(entry.event)}${body && ` ${body}`}`;
  if (imported?.line === 'system') return `*${clock}* ${body} (${markdownText(person.note)})`;
  if (imported?.line === 'action') return `*${clock}* • ${name} ${body}`;
  const label = kind === 'file' && !entry.deleted ? '*file* ' : '';
  return `${name} *${clock}*${BREAK}${label}${body || '&nbsp;'}`;
}

/** The document's beginning: what it holds. */
export function markdownHead(summary: ExportSummary, zone: Zone): string {
  const facts = [periodOf(summary, zone), countsOf(summary), peopleLine(summary, PEOPLE_SHOWN)];
  const list = facts.filter((fact) => fact !== '').map((fact) => `- ${markdownText(fact)}\n`);
  return `# ${markdownText(oneLine(summary.title, 200))}\n\n${list.join('')}\n`;
}

/** After the last message: findings that stand beside none, and what could not be opened; empty when all is well. */
export function markdownEnd({ findingsAtEnd, unopened }: ExportSummary): string {
  const items = unopened.map(
    ({ created, id, reason, code }) =>
      `- ${markdownText(`${created} UTC ${id}: ${oneLine(reason, 300)} (${code})`)}\n`,
  );
  return `${findingsAtEnd.map(markdownFinding).join('')}${items.length > 0 ? `## Not opened\n\n${items.join('')}` : ''}`;
}

function markdownFinding({ text, code }: FindingView): string {
  return `⚠ ${markdownText(`${oneLine(text, 300)} (${code})`)}\n\n`;
}

/**
 * A text that Markdown shows as it was typed: no markup, no HTML, no list or heading, line ends and blanks kept.
 * Web addresses stand in angle brackets, where they are links and nothing in them is markup.
 */
export function markdownText(text: string): string {
  return readable(text).split('\n').map(markdownLine).join(BREAK);
}

function markdownLine(line: string): string {
  const parts = withLinks(line).map(({ text, link }, index) => {
    if (link) return `<${text}>`;
    return index === 0 ? lineStart(inline(text)) : inline(text);
  });
  return parts.join('').replace(/[ \t]+/g, kept) || '&nbsp;';
}

/** Whatever may begin markup inside a line; an underscore only where no letter is on both sides, as in names. */
function inline(text: string): string {
  return text
    .replace(/[\\`*[\]<>~|$]/g, '\\$&')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_');
}

/** Headings, lists, rules, underlines and tables begin a line. */
function lineStart(text: string): string {
  return text.replace(/^(\s*)([#+\-=:])/, '$1\\$2').replace(/^(\s*\d{1,9})([.)])/, '$1\\$2');
}

/** Blanks that Markdown would take for structure, or drop. */
function kept(blanks: string, at: number, line: string): string {
  const between = at > 0 && at + blanks.length < line.length;
  return between && blanks === ' ' ? ' ' : '&nbsp;'.repeat(blanks.replaceAll('\t', '    ').length);
}
