import { isBase64 } from '@parley/protocol/encoding';
import { dataHashOf, type Prev } from '@parley/protocol/trust';
import type { Message, Report } from '@parley/protocol/wire';
import type { Pieces } from '../store/local-store.ts';

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

/** What stands before an answer in a record. No text of JSON holds it: its quotes are escaped. */
const ANSWER = ',"answer":';

/**
 * A page as a record: its JSON, in one line. @param answer the JSON text of the answer that the page came with, which
 * is then kept as it is: writing a long history anew is a fifth of fetching it
 */
export function recordOf(page: Page, answer?: string): Pieces {
  if (answer === undefined || answer.includes('\n')) return JSON.stringify(page);
  const { messages: _messages, reports: _reports, ...rest } = page;
  return [`${JSON.stringify({ ...rest, ...contentsOf(page) }).slice(0, -1)}${ANSWER}`, answer, '}'];
}

/** What a page says besides its messages and reports. */
export type Head = Omit<Page, 'messages' | 'reports'>;

/** Where the answer of a record begins; -1 in one that has its lists themselves, whose members may have any name. */
function answerIn(record: string): number {
  const begin = record.indexOf(ANSWER);
  return begin !== -1 && record.lastIndexOf(',"messages":', begin) === -1 ? begin : -1;
}

/** The head of a record, of nearly all without parsing its messages. */
export function headOf(record: string): Head {
  const end = answerIn(record);
  return end === -1 ? pageOf(record) : (JSON.parse(`${record.slice(0, end)}}`) as Head);
}

/** What is read of a record; undefined where it is damaged. */
export function readable<Value>(record: string, read: (record: string) => Value): Value | undefined {
  try {
    return read(record);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The page of a record. */
export function pageOf(record: string): Page {
  const { answer, ...page } = JSON.parse(record) as Page & { answer?: Pick<Page, 'messages' | 'reports'> };
  return answer ? { ...page, messages: answer.messages, reports: answer.reports } : page;
}

/** What can be said of a page without its lists. */
interface Contents {
  /** How many messages it has. */
  readonly count: number;
  /** Whether it has reports or removed messages. */
  readonly asides: boolean;
}

function contentsOf({ messages, reports }: Page): Contents {
  const asides = reports.length > 0 || messages.some(({ Type }) => Type === 'Removed');
  return { count: messages.length, asides };
}

/** What a record has, of nearly all without parsing its messages. */
export function contentsIn(record: string): Contents {
  const end = answerIn(record);
  return end === -1 ? contentsOf(pageOf(record)) : (JSON.parse(`${record.slice(0, end)}}`) as Contents);
}

/** The page that a delta makes behind another. @param more whether the server has more */
export async function pageBehind(
  before: Head | undefined,
  instance: string,
  { cursor, messages, reports }: Pick<Page, 'cursor' | 'messages' | 'reports'>,
  more: boolean,
): Promise<Page> {
  const { total, plain } = before ?? { total: 0, plain: true };
  const page = { instance, cursor, messages, reports };
  const isPlain = plain && !contentsOf(page).asides;
  return {
    ...page,
    newest: (await newestOf(messages)) ?? before?.newest,
    ...(more && { more }),
    ...(total !== undefined && { total: total + messages.length }),
    ...(isPlain && { plain }),
  };
}

/** The last of some messages as `prev` names it. */
async function newestOf(messages: readonly Message[]): Promise<Prev | undefined> {
  for (const message of messages.toReversed()) {
    const hash = await hashOf(message);
    if (hash !== undefined) return { id: message.ID, hash };
  }
  return undefined;
}

/** What `prev` names of a message; undefined where its `Data` is gone, or is no base64. */
export async function hashOf({ Type, Data }: Message): Promise<string | undefined> {
  return Type === 'Message' && isBase64(Data) ? dataHashOf(Data) : undefined;
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
