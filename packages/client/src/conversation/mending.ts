import type { Message, Report } from '@parley/protocol/wire';
import { ClientError, ServerError } from '../errors.ts';
import { DAMAGED, type LocalLog } from '../store/local-store.ts';
import { type Head, headOf, type Page, pageBehind, pageOf, readable } from './page.ts';

/** Asks for what comes after a cursor, as much as a delta holds. */
type Fetch = (
  instance: string,
  since: string,
) => Promise<Pick<Page, 'cursor' | 'messages' | 'reports'> & { more?: boolean }>;

/** Records of a history's log that are damaged, one behind another. */
interface Hole {
  /** Position of the first. */
  readonly at: number;
  /** What is left of each, and the position behind it. */
  readonly records: readonly { readonly text: string; readonly next: number }[];
  /** What the record before them says; undefined where they are the first. */
  readonly before: Head | undefined;
}

/** What is left of a record's cursors: one stands at its beginning, mostly another at its end. */
const CURSOR = /"cursor":"([^"\\]+)"/g;
/** How a record begins, of which the end may be damaged. */
const BEGINNING = new RegExp(`^${DAMAGED}?\\{"instance":"`);

/**
 * Fetches anew what is damaged before a position of a history's log, or the first of it, and puts it in its place, so
 * that all positions stay valid. What others erased meanwhile is not in it any more.
 * @param listed the instance that the server listed last
 * @returns false where nothing is damaged: another program was faster
 * @throws ClientError `store_broken` where it cannot be fetched, or has no room there
 */
export async function mend(log: LocalLog, behind: number, fetch: Fetch, listed: string): Promise<boolean> {
  const hole = await holeBefore(log, behind);
  if (!hole) return false;
  const { at, records } = hole;
  // Somebody may have read up to between two of them: as few become one as can be told apart.
  for (const [index, { next }] of records.entries()) {
    const follower = records[index + 1];
    if (follower && !BEGINNING.test(follower.text)) continue;
    const part = { ...hole, records: records.slice(0, index + 1) };
    let page: Page | undefined;
    try {
      page = await pageAnew(log, part, fetch, listed, follower === undefined);
    } catch (cause) {
      throw broken(`could not be fetched anew. ${(cause as Error).message}`, cause);
    }
    if (!page) continue;
    // An older version said less of each.
    const { total: _total, plain: _plain, ...least } = page;
    for (const one of [page, least]) if (await log.mend?.(at, next, JSON.stringify(one))) return true;
  }
  throw broken(
    'what the server gives has no room in its place. Log in under another profile: there it is fetched anew.',
  );
}

function broken(what: string, cause?: unknown): ClientError {
  const text = 'A part of the conversation is damaged on this machine, not on the server, and';
  return new ClientError('store_broken', `${text} ${what}`, { cause });
}

async function holeBefore(log: LocalLog, behind: number): Promise<Hole | undefined> {
  let at: number | undefined;
  let before: Head | undefined;
  for await (const back of log.recordsBack(behind)) {
    if (readable(back.record, pageOf)) {
      before = headOf(back.record);
      break;
    }
    ({ at } = back);
  }
  if (at === undefined) return undefined;
  const records: Hole['records'][number][] = [];
  for await (const { record: text, next } of log.records(at)) {
    if (readable(text, pageOf)) break;
    records.push({ text, next });
  }
  return { at, records, before };
}

/**
 * The page to put in the place of damaged records.
 * @param isAll whether they are all of the hole
 * @returns undefined where they are not, and nothing says how far they went
 */
async function pageAnew(
  log: LocalLog,
  { records, before }: Hole,
  fetch: Fetch,
  listed: string,
  isAll: boolean,
): Promise<Page | undefined> {
  const { text, next } = records.at(-1) as Hole['records'][number];
  const left = isAll ? records.map((record) => record.text).join('') : text;
  const cursors = [...new Set([...left.matchAll(CURSOR)].map(([, cursor]) => cursor as string).reverse())];
  const behind = await pageFrom(log, next);
  const instance = before?.instance ?? behind?.instance ?? listed;
  const since = before?.cursor ?? '';
  const nothing = { cursor: since, messages: [], reports: [] };
  try {
    if (behind && isAll) {
      const items = await itemsBefore(new Set(idsOf(behind)), behind.cursor, fetch, instance, since);
      return await pageBehind(before, instance, { cursor: cursors[0] ?? since, ...items }, false);
    }
    for (const cursor of cursors) {
      const rest = await fetch(instance, cursor).catch(ofNoCursor);
      if (!rest) continue;
      const items = await itemsBefore(new Set(idsOf(rest)), cursor, fetch, instance, since);
      return await pageBehind(before, instance, { cursor, ...items }, false);
    }
  } catch (error) {
    // Cleared: nobody has it any more, and the next fetch takes note of that.
    if (!(error instanceof ServerError && error.code === 'instance_changed')) throw error;
  }
  // Where nothing says how far it went, the next fetch goes on before it.
  return isAll ? pageBehind(before, instance, nothing, false) : undefined;
}

/** The first page behind a position that is whole; undefined where there is none. */
async function pageFrom(log: LocalLog, position: number): Promise<Page | undefined> {
  for await (const { record } of log.records(position)) {
    const page = readable(record, pageOf);
    if (page) return page;
  }
  return undefined;
}

/**
 * All that comes after a cursor and before what is known.
 * @param known some of what comes next
 * @param end cursor behind that
 */
async function itemsBefore(
  known: ReadonlySet<string>,
  end: string,
  fetch: Fetch,
  instance: string,
  after: string,
) {
  const messages: Message[] = [];
  const reports: Report[] = [];
  for await (const answer of answersAfter(after, fetch, instance)) {
    messages.push(...answer.messages);
    reports.push(...answer.reports);
    if (idsOf(answer).some((id) => known.has(id))) break;
  }
  // What came behind that in the same answers stands elsewhere, or comes with the next fetch.
  const given = new Set(idsOf({ messages, reports }));
  const others = new Set(known);
  for await (const answer of answersAfter(end, fetch, instance)) {
    const ids = idsOf(answer);
    for (const id of ids) others.add(id);
    if (!ids.some((id) => given.has(id))) break;
  }
  const isHere = ({ ID }: Message | Report) => !others.has(ID);
  return { messages: messages.filter(isHere), reports: reports.filter(isHere) };
}

async function* answersAfter(after: string, fetch: Fetch, instance: string) {
  for (let since = after, more = true; more; ) {
    const answer = await fetch(instance, since);
    yield answer;
    since = answer.cursor;
    more = answer.more === true;
  }
}

function idsOf({ messages, reports }: Pick<Page, 'messages' | 'reports'>): string[] {
  return [...messages, ...reports].map(({ ID }) => ID);
}

/** A cursor that a flipped bit made another one is none. */
function ofNoCursor(error: unknown): undefined {
  if (!(error instanceof ServerError && error.code === 'invalid_request')) throw error;
}
