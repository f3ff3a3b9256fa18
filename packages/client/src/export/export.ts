import { shownAt } from '../fold/moment.ts';
import { isUnopened, type MessageView } from '../view.ts';
import { type CsvOptions, csvHeader, csvHeaderOfSeveral, csvLine } from './csv.ts';
import { type FoldedEntry, foldedEntries, isFolded, Survey } from './fold.ts';
import { chatPage } from './html/chat.ts';
import { jsonLine } from './jsonl.ts';
import { markdownDay, markdownEnd, markdownEntry, markdownHead } from './markdown.ts';
import type { ExportSource } from './source.ts';
import { type ExportSummary, SummaryCount } from './summary.ts';
import { textDay, textEnd, textEntry, textHead } from './text.ts';
import { type Zone, zoneOf } from './time.ts';

/** The forms in which a conversation can be exported. */
export const exportFormats = ['text', 'jsonl', 'csv', 'md', 'html'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/**
 * A conversation as text, JSON Lines, CSV, Markdown or one HTML page, piece by piece: what is held in memory
 * does not grow with the conversation's texts. Its last value is what was exported and what could not be.
 *
 * `jsonl` and `csv` read once and give the messages as they are, edits and reactions as messages of their own;
 * the others read twice and show edits, deletions and reactions where they belong, and list what was not opened.
 * @throws RangeError for an unknown time zone; Error when two readings differ; and what `source.read` throws
 */
export function exportConversation(
  format: ExportFormat,
  source: ExportSource,
  options: CsvOptions = {},
): AsyncGenerator<string, ExportSummary> {
  const { conversation } = source;
  switch (format) {
    case 'jsonl':
      return lines(source, '', (message) => jsonLine(message, conversation));
    case 'csv':
      return lines(source, conversation === undefined ? csvHeader : csvHeaderOfSeveral, (message) =>
        csvLine(message, options, conversation),
      );
    case 'text':
      return folded(source, textForm);
    case 'md':
      return folded(source, markdownForm);
    case 'html':
      return page(source);
  }
}

async function* lines(
  source: ExportSource,
  header: string,
  line: (message: MessageView) => string,
): AsyncGenerator<string, ExportSummary> {
  const count = new SummaryCount();
  if (header !== '') yield header;
  for await (const entry of source.read()) {
    count.add(entry);
    if (!isUnopened(entry)) yield line(entry);
  }
  return count.of(source);
}

/** A form in which entries follow one another under days. */
interface Form {
  head(summary: ExportSummary, zone: Zone): string;
  day(day: string): string;
  entry(entry: FoldedEntry, zone: Zone): string;
  end(summary: ExportSummary): string;
}

const textForm: Form = { head: textHead, day: textDay, entry: textEntry, end: textEnd };
const markdownForm: Form = {
  head: markdownHead,
  day: markdownDay,
  entry: markdownEntry,
  end: markdownEnd,
};

async function* folded(source: ExportSource, form: Form): AsyncGenerator<string, ExportSummary> {
  const zone = zoneOf(source.timeZone);
  const survey = await Survey.of(source);
  yield form.head(survey.summary, zone);
  let shown = '';
  for await (const entry of foldedEntries(source, survey)) {
    const day = zone.day(shownAt(isFolded(entry) ? entry.view : entry));
    if (day !== shown) yield form.day(day);
    shown = day;
    yield form.entry(entry, zone);
  }
  const end = form.end(survey.summary);
  if (end !== '') yield end;
  return survey.summary;
}

async function* page(source: ExportSource): AsyncGenerator<string, ExportSummary> {
  const survey = await Survey.of(source);
  yield* chatPage(source, survey);
  return survey.summary;
}
