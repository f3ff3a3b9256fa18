import type { Conversation, Log } from './conversations.ts';
import { firstByDate } from './dates.ts';
import type { Reader, Writer } from './engine/engine.ts';
import type { Item } from './messages.ts';
import { IN_LOG, parameters, partsOf, tuples } from './sql.ts';

export interface NewReport {
  /** Its number in the conversation. */
  readonly seq: number;
  readonly id: string;
  readonly type: 'delivered' | 'viewed';
  readonly created: string;
  readonly validuntil: string;
  /** User id of who makes it. */
  readonly userid: string;
  readonly station: string;
  readonly messageid: string;
}

const JSON_TEXT = `'{"ID":"' || id || '","Type":"' || type || '","Created":"' || created ||
  '","ValidUntil":"' || validuntil || '","User":"' || userid || '","Station":"' || station ||
  '","MessageID":"' || messageid || '"}'`;

/** Reports after one number up to another, in the order in which they were accepted. */
export function reportsBetween(
  reader: Reader,
  log: Log,
  after: number,
  upTo: number,
  most: number,
): Promise<Item[]> {
  return reader.all<Item>(
    `SELECT seq AS place, ${JSON_TEXT} AS json FROM reports
     WHERE ${IN_LOG} AND seq > $3 AND seq <= $4 ORDER BY seq LIMIT $5`,
    log.key,
    log.generation,
    after,
    upTo,
    most,
  );
}

/** The reports of those numbers, in the order in which they were accepted. */
export async function reportsNumbered(reader: Reader, log: Log, numbers: readonly number[]): Promise<Item[]> {
  const items: Item[] = [];
  for (const part of partsOf(numbers)) {
    const rows = await reader.all<Item>(
      `SELECT seq AS place, ${JSON_TEXT} AS json FROM reports
       WHERE ${IN_LOG} AND seq IN (${parameters(3, part.length)}) ORDER BY seq`,
      log.key,
      log.generation,
      ...part,
    );
    items.push(...rows);
  }
  return items;
}

/**
 * The numbers, ascending and each once, of the reports about the messages from one number to another, and of the
 * newest `most` reports before a number.
 */
export async function reportNumbersOfPage(
  reader: Reader,
  log: Log,
  messages: { readonly from: number; readonly to: number },
  before: number,
  most: number,
): Promise<number[]> {
  const rows = await reader.all<{ seq: number }>(
    `SELECT r.seq FROM messages m JOIN reports r
       ON r.conversation = m.conversation AND r.generation = m.generation AND r.messageid = m.id
     WHERE m.conversation = $1 AND m.generation = $2 AND m.seq >= $3 AND m.seq <= $4
     UNION
     SELECT seq FROM (SELECT seq FROM reports WHERE ${IN_LOG} AND seq < $5 ORDER BY seq DESC LIMIT $6) AS older
     ORDER BY seq`,
    log.key,
    log.generation,
    messages.from,
    messages.to,
    before,
    most,
  );
  return rows.map(({ seq }) => seq);
}

/** The number of the report of that id. */
export async function reportNumber(reader: Reader, log: Log, id: string): Promise<number | undefined> {
  const row = await reader.get<{ seq: number }>(
    `SELECT seq FROM reports WHERE ${IN_LOG} AND id = $3`,
    log.key,
    log.generation,
    id,
  );
  return row?.seq;
}

/** The number of the first report whose date satisfies a condition that holds from some date on. */
export function firstReport(
  reader: Reader,
  conversation: Conversation,
  isReached: (created: string) => boolean,
): Promise<number | undefined> {
  return firstByDate(reader, 'reports', conversation, conversation.lastreportdate, isReached);
}

/** Of those messages, the ids of the ones that the station has reported on already, in that type. */
export async function reportedMessages(
  reader: Reader,
  log: Log,
  by: Pick<NewReport, 'userid' | 'station' | 'type'>,
  messageids: readonly string[],
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const part of partsOf(messageids)) {
    const rows = await reader.all<{ messageid: string }>(
      `SELECT messageid FROM reports
       WHERE ${IN_LOG} AND userid = $3 AND station = $4 AND type = $5
       AND messageid IN (${parameters(6, part.length)})`,
      log.key,
      log.generation,
      by.userid,
      by.station,
      by.type,
      ...part,
    );
    for (const row of rows) found.add(row.messageid);
  }
  return found;
}

export async function insertReports(writer: Writer, log: Log, reports: readonly NewReport[]): Promise<void> {
  for (const part of partsOf(reports)) {
    await writer.run(
      `INSERT INTO reports (conversation, generation, seq, id, type, created, validuntil, userid, station, messageid)
       VALUES ${tuples(part.length, 10)}`,
      ...part.flatMap((report) => [
        log.key,
        log.generation,
        report.seq,
        report.id,
        report.type,
        report.created,
        report.validuntil,
        report.userid,
        report.station,
        report.messageid,
      ]),
    );
  }
}
