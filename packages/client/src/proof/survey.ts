import { sha256 } from '@noble/hashes/sha2.js';
import { utf8 } from '@parley/protocol/encoding';
import type { Epoch } from '@parley/protocol/trust';
import type { Message } from '@parley/protocol/wire';
import type { FindingView } from '../view.ts';
import { ProofError } from './error.ts';
import { type Header, parseHeader, parseLine } from './format.ts';

/** The export's lines, without their line ends, from the first one; each call begins anew. */
export type ReadLines = () => AsyncIterable<string>;

/** How many messages are opened at once. */
const BATCH = 1000;

export type PersonEntry = {
  userid: string;
  name: string;
  publickey: string;
  signpublickey: string;
  identitysignature: string;
};
export type EpochEntry = Omit<Epoch, 'secret' | 'workspaceId' | 'conversationId'> & { secret: string };

/** What one reading of the file gives: all but the messages. */
export interface Contents {
  readonly header: Header;
  readonly people: readonly PersonEntry[];
  readonly epochs: readonly EpochEntry[];
  readonly removed: ReadonlySet<string>;
  /** How many messages there are. */
  readonly messages: number;
  /** SHA-256 of all before the end. */
  readonly digest: Uint8Array;
  readonly signature: string | undefined;
  readonly findings: readonly FindingView[];
}

/** Reads the file once. @throws ProofError `not_a_proof` */
export async function survey(read: ReadLines): Promise<Contents> {
  const hash = sha256.create();
  const people: PersonEntry[] = [];
  const epochs: EpochEntry[] = [];
  const removed = new Set<string>();
  const ids = new Set<string>();
  const findings: FindingView[] = [];
  let header: Header | undefined;
  let end: { messages: number; signature: string } | undefined;
  let number = 0;
  let messages = 0;
  for await (const text of read()) {
    number++;
    if (number === 1) {
      header = parseHeader(text);
      if (!header) break;
      hash.update(utf8(`${text}\n`));
      continue;
    }
    const line = parseLine(text);
    if (end) findings.push(found('altered', `line ${number} stands behind the end`));
    else if (line && 'end' in line) end = line.end;
    else hash.update(utf8(`${text}\n`));
    if (!line) findings.push(found('bad_line', `line ${number} is not of the form of an export`));
    else if ('person' in line) people.push(line.person);
    else if ('epoch' in line) epochs.push(line.epoch);
    else if ('message' in line) {
      const { ID, Type } = line.message;
      messages++;
      if (ids.has(ID)) findings.push(found('duplicate_message', 'stands in the export twice', ID));
      ids.add(ID);
      if (Type === 'Removed') removed.add(ID);
    }
  }
  if (!header) {
    throw new ProofError(
      'not_a_proof',
      'This is no export that proves itself: it must begin as "parley export --proof" writes it (version 1).',
    );
  }
  if (!end)
    findings.push(found('truncated', 'the export ends before its end: the newest messages may be missing'));
  else if (end.messages !== messages) {
    findings.push(found('count_differs', `${end.messages} messages were exported, ${messages} are here`));
  }
  return {
    header,
    people,
    epochs,
    removed,
    messages,
    digest: hash.digest(),
    signature: end?.signature,
    findings,
  };
}

/** The messages of the file, in pieces. */
export async function* batches(read: ReadLines): AsyncGenerator<Message[]> {
  let batch: Message[] = [];
  let isHeader = true;
  for await (const text of read()) {
    const line = isHeader ? undefined : parseLine(text);
    isHeader = false;
    if (!line || !('message' in line)) continue;
    batch.push(line.message);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Something that is wrong with the file itself. */
export function found(code: string, text: string, messageId = ''): FindingView {
  return { code, text, messageId };
}
