import type { FoldedMessage } from '../fold/message.ts';
import { shownAt } from '../fold/moment.ts';
import { type Speaker, speakerOf } from '../fold/speaker.ts';
import { oneLine, plain } from '../fold/visible.ts';
import { type FoldedEntry, isFolded } from './fold.ts';
import type { ExportSummary } from './summary.ts';
import { longDay, type Zone } from './time.ts';
import { countsOf, peopleLine, periodOf, reactors, shownEmoji, unopenedReason } from './words.ts';

/** What follows the first line of a message stands below its text, so that no body can pose as another line. */
const INDENT = ' '.repeat(8);
const PEOPLE_SHOWN = 20;

/** The line that a day begins with. */
export function textDay(day: string): string {
  return `\n--- ${longDay(day)} ---\n`;
}

/** An entry as lines of a chat log, harmless on a terminal: `[HH:MM] Name: text`. */
export function textEntry(entry: FoldedEntry, zone: Zone): string {
  const clock = `[${zone.clock(shownAt(isFolded(entry) ? entry.view : entry))}]`;
  if (!isFolded(entry)) return block(`${clock} !! ${unopenedReason(entry)}`);
  const lines: string[] = [];
  for (const finding of entry.view.findings) lines.push(`${clock} !! ${finding.text} (${finding.code})`);
  for (const quote of entry.quotes) {
    const said = quote.said ? `${quote.said.name}: ${quote.said.text}` : 'an earlier message';
    lines.push(`${clock}    > ${said}`);
  }
  lines.push(`${clock} ${said(entry, speakerOf(entry.view))}`);
  const reactions = entry.reactions.map(({ emoji, by }) => `${shownEmoji(emoji)} ${reactors(by)}`);
  if (reactions.length > 0) lines.push(`${INDENT.slice(2)}${reactions.join(' · ')}`);
  return lines.map(block).join('');
}

function said(entry: FoldedMessage, person: Speaker): string {
  const { imported } = entry.view;
  const name = person.note ? `${person.name} (${person.note})` : person.name;
  const body = entry.deleted ? '(deleted)' : `${entry.body}${entry.edits ? ' (edited)' : ''}`;
  if (entry.event !== undefined) return `* ${name} ${entry.event}${body === '' ? '' : ` ${body}`}`;
  if (imported?.line === 'system') return `=== ${body} (${person.note})`;
  if (imported?.line === 'action') return `* ${name} ${body}`;
  return `${name}: ${entry.view.kind === 'file' && !entry.deleted ? '[file] ' : ''}${body}`;
}

/** The lines before the first message: what the export holds. */
export function textHead(summary: ExportSummary, zone: Zone): string {
  const facts = [periodOf(summary, zone), countsOf(summary), peopleLine(summary, PEOPLE_SHOWN)];
  return [oneLine(summary.title, 200), ...facts]
    .filter((line) => line !== '')
    .map(block)
    .join('');
}

/** After the last message: findings that stand beside none, and what could not be opened; empty when all is well. */
export function textEnd({ findingsAtEnd, unopened }: ExportSummary): string {
  const findings = findingsAtEnd.map(({ text, code }) => block(`!! ${text} (${code})`)).join('');
  const lines = unopened.map((entry) =>
    block(`  ${entry.created} UTC  ${entry.id}  ${entry.reason} (${entry.code})`),
  );
  return `${findings && `\n${findings}`}${lines.length > 0 ? `\nNot opened:\n${lines.join('')}` : ''}`;
}

function block(text: string): string {
  return `${plain(text).replaceAll('\n', `\n${INDENT}`)}\n`;
}
