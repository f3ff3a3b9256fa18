import type { Conversation, Log } from './conversations.ts';
import { firstByDate } from './dates.ts';
import type { Reader, Writer } from './engine/engine.ts';
import { IN_LOG, parameters, partsOf, tuples } from './sql.ts';

/** A message without its `Data`: enough to compare and to answer. */
export interface StoredMessage {
  /** Its number in the conversation. */
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  readonly created: string;
  readonly validuntil: string;
  /** User id. */
  readonly sender: string;
  /** Of its content as it was added; kept when the content is erased. */
  readonly digest: string;
}

export interface NewMessage extends StoredMessage {
  readonly data: string;
}

/** A message or report as the JSON text that answers give of it, and its place in the order in which it is given. */
export interface Item {
  readonly place: number;
  readonly json: string;
}

const STORED = 'seq, id, type, created, validuntil, sender, digest';

/** Messages after one number up to another, in the order in which they were accepted. */
export function messagesBetween(
  reader: Reader,
  log: Log,
  after: number,
  upTo: number,
  most: number,
): Promise<Item[]> {
  return reader.all<Item>(
    `SELECT seq AS place, json FROM messages
     WHERE ${IN_LOG} AND seq > $3 AND seq <= $4 ORDER BY seq LIMIT $5`,
    log.key,
    log.generation,
    after,
    upTo,
    most,
  );
}

/** Messages that were added or changed after one number up to another, in the order of their latest change. */
export function messagesChangedBetween(
  reader: Reader,
  log: Log,
  after: number,
  upTo: number,
  most: number,
): Promise<Item[]> {
  return reader.all<Item>(
    `SELECT seq AS place, json FROM messages
     WHERE ${IN_LOG} AND seq > $3 AND seq <= $4 AND change = seq
     UNION ALL
     SELECT change AS place, json FROM messages
     WHERE ${IN_LOG} AND change > $3 AND change <= $4 AND change <> seq
     ORDER BY place LIMIT $5`,
    log.key,
    log.generation,
    after,
    upTo,
    most,
  );
}

/** The number of the message of that id. */
export async function messageNumber(reader: Reader, log: Log, id: string): Promise<number | undefined> {
  const row = await reader.get<{ seq: number }>(
    `SELECT seq FROM messages WHERE ${IN_LOG} AND id = $3`,
    log.key,
    log.generation,
    id,
  );
  return row?.seq;
}

/** The number of the first message whose date satisfies a condition that holds from some date on. */
export function firstMessage(
  reader: Reader,
  conversation: Conversation,
  isReached: (created: string) => boolean,
): Promise<number | undefined> {
  return firstByDate(reader, 'messages', conversation, conversation.lastmessagedate, isReached);
}

/** A number from which on there are the newest `most` messages before a number, or all where there are fewer. */
export async function pageStart(reader: Reader, log: Log, before: number, most: number): Promise<number> {
  const oldest = await reader.get<{ seq: number }>(
    `SELECT seq FROM messages WHERE ${IN_LOG} AND seq < $3 ORDER BY seq DESC LIMIT 1 OFFSET $4`,
    log.key,
    log.generation,
    before,
    most - 1,
  );
  return oldest?.seq ?? 1;
}

/** The messages of those ids that there are, by id. */
export async function messagesNamed(
  reader: Reader,
  log: Log,
  ids: readonly string[],
): Promise<Map<string, StoredMessage>> {
  const found = new Map<string, StoredMessage>();
  for (const part of partsOf(ids)) {
    const rows = await reader.all<StoredMessage>(
      `SELECT ${STORED} FROM messages WHERE ${IN_LOG} AND id IN (${parameters(3, part.length)})`,
      log.key,
      log.generation,
      ...part,
    );
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}

export async function insertMessages(
  writer: Writer,
  log: Log,
  messages: readonly NewMessage[],
): Promise<void> {
  for (const part of partsOf(messages)) {
    await writer.run(
      `INSERT INTO messages (conversation, generation, change, ${STORED}, json) VALUES ${tuples(part.length, 11)}`,
      ...part.flatMap((message) => [
        log.key,
        log.generation,
        message.seq,
        message.seq,
        message.id,
        message.type,
        message.created,
        message.validuntil,
        message.sender,
        message.digest,
        jsonOf(message),
      ]),
    );
  }
}

/** A message as answers give it. */
function jsonOf({ id, type, created, validuntil, data }: NewMessage): string {
  return JSON.stringify({ ID: id, Type: type, Created: created, ValidUntil: validuntil, Data: data });
}

/** Erases a message's content; its place, id and dates stay. @param change the number that this change takes */
export async function removeMessage(writer: Writer, log: Log, seq: number, change: number): Promise<void> {
  await writer.run(
    `UPDATE messages SET type = 'Removed', change = $4, json = '{"ID":"' || id || '","Type":"Removed","Created":"' ||
      created || '","ValidUntil":"' || validuntil || '","Data":""}' WHERE ${IN_LOG} AND seq = $3`,
    log.key,
    log.generation,
    seq,
    change,
  );
}
