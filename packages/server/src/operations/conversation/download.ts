import { calls, faultOf, type RequestOf } from '@parley/protocol/wire';
import { reachOf } from '../../store/changes.ts';
import type { Membership } from '../../store/conversations.ts';
import type { Reader } from '../../store/engine/engine.ts';
import { firstMessage, messageNumber, messagesBetween } from '../../store/messages.ts';
import { firstReport, reportNumber } from '../../store/reports.ts';
import type { Caller, JsonText, Operation, Services } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { conversationToRead } from './access.ts';
import { makeCursor, readCursor, scopeOf } from './cursor.ts';
import { deltaLists, reportList } from './delta.ts';
import { itemsPerPiece, streamedAnswer } from './streamed.ts';

type Body = RequestOf<'conversation/download'>;

/** How many messages and reports a delta holds when it names no limit. Source: docs/spec/wire.md part 3. */
const DELTA_LIMIT = 1000;

/** Source: docs/spec/wire.md part 1, Download; part 3, Delta download. */
export const downloadConversation: Operation<'conversation/download'> = (services, caller, body) =>
  services.store.read(async (reader) => {
    const { since } = body;
    if (since === undefined) checkCursorFields(body);
    const conversation = await conversationToRead(reader, caller, body);
    return since === undefined
      ? fromCursors(services, caller, reader, conversation, body)
      : delta(services, caller, reader, conversation, since, body.limit ?? DELTA_LIMIT);
  });

async function fromCursors(
  services: Services,
  caller: Caller,
  reader: Reader,
  conversation: Membership,
  body: Body,
): Promise<JsonText> {
  const { head } = conversation;
  const messageStart =
    (await startOf(
      body.firstmessageid,
      body.firstmessagedate,
      (id) => messageNumber(reader, conversation, id),
      (date) => firstMessage(reader, conversation, (created) => created >= date),
    )) ?? head + 1;
  const reportStart =
    (await startOf(
      body.firstreportid,
      body.firstreportdate,
      (id) => reportNumber(reader, conversation, id),
      (date) => firstReport(reader, conversation, (created) => created >= date),
    )) ?? head + 1;
  return streamedAnswer(services.store, reader, conversation, [
    '{"messages":[',
    {
      after: messageStart - 1,
      upTo: head,
      most: itemsPerPiece(conversation.largest),
      read: (from, ...range) => messagesBetween(from, conversation, ...range),
    },
    '],"reports":[',
    reportList(conversation, reportStart - 1, head),
    `],"status":"OK","errormessage":"","cursor":"${makeCursor(services.cursorKey, scopeOf(caller, conversation), head)}"}`,
  ]);
}

async function delta(
  services: Services,
  caller: Caller,
  reader: Reader,
  conversation: Membership,
  since: string,
  limit: number,
): Promise<JsonText> {
  const { head } = conversation;
  const scope = scopeOf(caller, conversation);
  const after = readCursor(services.cursorKey, scope, since);
  // Every number is one message, report or change at most: that few need no counting.
  const reach = head - after <= limit ? undefined : await reachOf(reader, conversation, after, limit);
  const upTo = reach ?? head;
  const cursor = makeCursor(services.cursorKey, scope, upTo);
  return streamedAnswer(services.store, reader, conversation, [
    '{',
    ...deltaLists(conversation, after, upTo),
    `,"status":"OK","errormessage":"","cursor":"${cursor}","more":${reach !== undefined}}`,
  ]);
}

/** Where a documented cursor points: a known id wins over its date; the beginning when both say nothing. */
async function startOf(
  id: string | undefined,
  date: string | undefined,
  numberOf: (id: string) => Promise<number | undefined>,
  firstFrom: (date: string) => Promise<number | undefined>,
): Promise<number | undefined> {
  const known = id ? await numberOf(id) : undefined;
  return known ?? (date ? await firstFrom(date) : 1);
}

/** A body without `since`: the four documented fields are required. */
const Documented = {
  ...calls['conversation/download'].request,
  required: ['firstmessagedate', 'firstmessageid', 'firstreportdate', 'firstreportid'],
};

function checkCursorFields(body: Body): void {
  const fault = faultOf(Documented, body, 'the body');
  if (fault) throw new Refusal('invalid_request', fault.message);
}
