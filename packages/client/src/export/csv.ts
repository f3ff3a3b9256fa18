import type { MessageView } from '../view.ts';
import { messageRecord } from './record.ts';

export interface CsvOptions {
  /**
   * Whether a cell that begins with = + - @, a tab or a carriage return gets an apostrophe in front, so that a
   * spreadsheet does not run what somebody wrote as a formula. Default true; turn it off for exact texts.
   */
  readonly guardFormulas?: boolean;
}

const COLUMNS = [
  'id',
  'created',
  'sent',
  'sender_id',
  'sender_name',
  'sender_verified',
  'kind',
  'body',
  'replyto',
  'imported_name',
  'imported_source',
  'imported_line',
  'reports',
];

/** The first row of an export as CSV. */
export const csvHeader = csvRow(COLUMNS);
/** The first row where several conversations share one table. */
export const csvHeaderOfSeveral = csvRow([...COLUMNS, 'conversation']);

/**
 * One message as a row of CSV (RFC 4180), CRLF included: the values of {@link messageRecord}, with `replyto` as IDs
 * with blanks between and `reports` as JSON. What is null is empty. U+0000, which few readers of CSV survive, is U+FFFD.
 * @param conversation the id for the last column, where several conversations share one table
 */
export function csvLine(message: MessageView, options: CsvOptions = {}, conversation?: string): string {
  const { id, created, sent, sender, kind, body, replyto, imported, reports } = messageRecord(message);
  const cells = [
    id,
    created ?? '',
    sent ?? '',
    sender.id,
    sender.name,
    String(sender.verified),
    kind,
    body,
    replyto.join(' '),
    imported?.name ?? '',
    imported?.source ?? '',
    imported?.line ?? '',
    reports.length > 0 ? JSON.stringify(reports) : '',
    ...(conversation === undefined ? [] : [conversation]),
  ];
  return csvRow(options.guardFormulas === false ? cells : cells.map(guarded));
}

function guarded(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}

function csvRow(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`;
}

function quoted(cell: string): string {
  const text = cell.replaceAll('\0', '\u{fffd}');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
