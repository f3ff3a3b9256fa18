import type { Message, Report } from '@parley/protocol/wire';
import { ClientError, ServerError } from '../errors.ts';
import type { LocalLog } from '../store/local-store.ts';
import { type Head, headOf, type Page, pageBehind, pageOf, readable } from './page.ts';

/** Asks for what comes after a cursor, as much as a delta holds. */
type Fetch = (
  instance: string,
  since: string,
) => Promise<Pick<Page, 'cursor' | 'messages' | 'reports'> & { more?: boolean }>;

/** Records of a history's log that are damaged, one behind another. */
interface Hole {
  /** Position of the first, and position behind the last. */
  readonly at: number;
  readonly next: number;
  /** What is left of them. */
  readonly text: string;
  /** What the record before them says; undefined where they are the first. */
  readonly before: Head | undefined;
}

/** What is left of a record's cursors: one stands at its beginning, mostly another at its end. */
const CURSOR = /"cursor":"([^"\\]+)"/g;

/**
 * Fetches anew what is damaged before a position of a history's log, and puts it in its place, so that all positions
 * stay valid. What others erased meanwhile is not in it any more.
 * @param listed the instance that the server listed last
 * @returns false where nothing is damaged: another program was faster
 * @throws ClientError `store_broken` where it cannot be fetched, or has no room there
 */
export async function mend(log: LocalLog, behind: number, fetch: Fetch, listed: string): Promise<boolean> {
  const hole = await holeBefore(log, behind);
  if (!hole) return false;
  let page: Page;
  try {
    page = await pageAnew(log, hole, fetch, listed);
  } catch (cause) {
    throw broken(`could not be fetched anew. ${(cause as Error).message}`, cause);
  }
  if (await log.mend?.(hole.at, hole.next, JSON.stringify(page))) return true;
  throw broken(
    'what the server gives has no room in its place. Log in under another profile: there it is fetched anew.',
  );
}

function broken(what: string, cause?: unknown): ClientError {
  const text = 'A part of the conversation is damaged on this machine, not on the server, and';
  return new ClientError('store_broken', `${text} ${what}`, { cause });
}

async function holeBefore(log: LocalLog, behind: number): Promise<Hole | undefined> {
  let at = behind;
  let text = '';
  let before: Head | undefined;
  for await (const back of log.recordsBack(behind)) {
    if (readable(back.record, pageOf)) {
      before = headOf(back.record);
      break;
    }
    ({ at } = back);
    text = back.record + text;
  }
  if (at === behind) return undefined;
  let next = behind;
  for await (const forth of log.records(behind)) {
    if (readable(forth.record, pageOf)) break;
    ({ next } = forth);
    text += forth.record;
  }
  return { at, next, text, before };
}

async function pageAnew(log: LocalLog, hole: Hole, fetch: Fetch, listed: string): Promise<Page> {
  const { text, before } = hole;
  const cursors = [...new Set([...text.matchAll(CURSOR)].map(([, cursor]) => cursor as string).reverse())];
  const behind = await heldBehind(log, hole.next);
  const instance = before?.instance ?? behind?.instance ?? listed;
  const since = before?.cursor ?? '';
  const nothing = { cursor: since, messages: [], reports: [] };
  try {
    if (behind) {
      const items = await itemsUpTo(behind.ids, fetch, instance, since);
      return await pageBehind(before, instance, { cursor: cursors[0] ?? since, ...items }, false);
    }
    for (const cursor of cursors) {
      const rest = await fetch(instance, cursor).catch(ofNoCursor);
      if (!rest) continue;
      const items = await itemsUpTo(new Set(idsOf(rest)), fetch, instance, since);
      return await pageBehind(before, instance, { cursor, ...items }, false);
    }
  } catch (error) {
    // Cleared: nobody has it any more, and the next fetch takes note of that.
    if (!(error instanceof ServerError && error.code === 'instance_changed')) throw error;
  }
  // Where nothing says how far it went, the next fetch goes on before it.
  return pageBehind(before, instance, nothing, false);
}

/** What stands behind a hole; undefined where it is the last. */
async function heldBehind(log: LocalLog, next: number) {
  let instance: string | undefined;
  const ids = new Set<string>();
  for await (const { record } of log.records(next)) {
    const page = readable(record, pageOf);
    if (!page) continue;
    instance ??= page.instance;
    for (const id of idsOf(page)) ids.add(id);
  }
  return instance === undefined ? undefined : { instance, ids };
}

/** All that comes after a cursor and before what is known. */
async function itemsUpTo(known: ReadonlySet<string>, fetch: Fetch, instance: string, after: string) {
  const messages: Message[] = [];
  const reports: Report[] = [];
  for (let since = after, isReached = false; !isReached; ) {
    const answer = await fetch(instance, since);
    for (const message of answer.messages) if (!known.has(message.ID)) messages.push(message);
    for (const report of answer.reports) if (!known.has(report.ID)) reports.push(report);
    isReached = !answer.more || idsOf(answer).some((id) => known.has(id));
    since = answer.cursor;
  }
  return { messages, reports };
}

function idsOf({ messages, reports }: Pick<Page, 'messages' | 'reports'>): string[] {
  return [...messages, ...reports].map(({ ID }) => ID);
}

/** A cursor that a flipped bit made another one is none. */
function ofNoCursor(error: unknown): undefined {
  if (!(error instanceof ServerError && error.code === 'invalid_request')) throw error;
}
