import { isBase64 } from '@parley/protocol/encoding';
import { dataHashOf, type Prev } from '@parley/protocol/trust';
import type { Message, Report } from '@parley/protocol/wire';

/** A delta as it was fetched: one record of a conversation's log. `Data` stays encrypted. */
export interface Page {
  readonly instance: string;
  /** What the next delta begins after. */
  readonly cursor: string;
  readonly messages: readonly Message[];
  readonly reports: readonly Report[];
  /** The newest message that this station holds, as a message that it writes names it (`prev`). */
  readonly newest?: Prev | undefined;
  /** Whether the server had more: then what explains this page may stand on the next one. */
  readonly more?: true | undefined;
  /** How many messages the log has up to here, this page's included; absent in what older versions kept. */
  readonly total?: number | undefined;
  /** Whether no page up to here has a report or a removed message. */
  readonly plain?: true | undefined;
}

/** The page of a record that `JSON.stringify` made. */
export function pageOf(record: string): Page {
  return JSON.parse(record) as Page;
}

/** The page that a delta makes behind another. @param more whether the server has more */
export async function pageBehind(
  before: Page | undefined,
  instance: string,
  { cursor, messages, reports }: Pick<Page, 'cursor' | 'messages' | 'reports'>,
  more: boolean,
): Promise<Page> {
  const { total, plain } = before ?? { total: 0, plain: true };
  const isPlain = plain && reports.length === 0 && !messages.some(({ Type }) => Type === 'Removed');
  return {
    instance,
    cursor,
    messages,
    reports,
    newest: (await newestOf(messages)) ?? before?.newest,
    ...(more && { more }),
    ...(total !== undefined && { total: total + messages.length }),
    ...(isPlain && { plain }),
  };
}

/** The last of some messages as `prev` names it: one whose `Data` is there and decodes. */
async function newestOf(messages: readonly Message[]): Promise<Prev | undefined> {
  for (const { ID: id, Type, Data } of messages.toReversed()) {
    if (Type === 'Message' && isBase64(Data)) return { id, hash: await dataHashOf(Data) };
  }
  return undefined;
}

/** A record without the content of removed messages; undefined when it holds none of them. */
export function withoutData(record: string, removed: ReadonlySet<string>): string | undefined {
  const page = pageOf(record);
  if (!page.messages.some((message) => removed.has(message.ID) && message.Type !== 'Removed'))
    return undefined;
  const messages = page.messages.map((message): Message => {
    return removed.has(message.ID) ? { ...message, Type: 'Removed', Data: '' } : message;
  });
  return JSON.stringify({ ...page, messages });
}

/** How many messages a record has. */
export function messagesIn(record: string): number {
  const part = '"Data":';
  let count = 0;
  for (let at = record.indexOf(part); at !== -1; at = record.indexOf(part, at + part.length)) count++;
  return count;
}

/** Whether a record may have reports or removed messages, by a look that does not parse it. */
export function mayHaveAsides(record: string): boolean {
  // No value holds a quote, so these stand in a record only where a list is empty or a message is removed.
  return !record.includes('"reports":[]') || record.includes('"Type":"Removed"');
}
