import type { Membership } from '../../store/conversations.ts';
import { firstMessage, messageNumber, messagesBetween, pageStart } from '../../store/messages.ts';
import { firstReport, reportNumber, reportNumbersOfPage, reportsNumbered } from '../../store/reports.ts';
import type { Operation } from '../operation.ts';
import { conversationToRead } from './access.ts';
import { makeCursor, scopeOf } from './cursor.ts';
import { type ItemList, itemsPerPiece, streamedAnswer } from './streamed.ts';

/** Source: docs/spec/wire.md part 1, Partial download. */
const PAGE = 50;

/** Source: docs/spec/wire.md part 1, Partial download. */
export const downloadPartially: Operation<'conversation/downloadpartial'> = (services, caller, body) =>
  services.store.read(async (reader) => {
    const conversation = await conversationToRead(reader, caller, body);
    const { head } = conversation;
    const { limit = PAGE } = body;
    const beforeMessage = await endOf(
      body.lastmessageid,
      body.lastmessagedate,
      head,
      (id) => messageNumber(reader, conversation, id),
      (date) => firstMessage(reader, conversation, (created) => created > date),
    );
    const beforeReport = await endOf(
      body.lastreportid,
      body.lastreportdate,
      head,
      (id) => reportNumber(reader, conversation, id),
      (date) => firstReport(reader, conversation, (created) => created > date),
    );
    const from = await pageStart(reader, conversation, beforeMessage, limit);
    const messages = { from, to: beforeMessage - 1 };
    // Where nobody ever reported, there is nothing to look for.
    const numbers =
      conversation.lastreportid === ''
        ? []
        : await reportNumbersOfPage(reader, conversation, messages, beforeReport, limit);
    const cursor = makeCursor(services.cursorKey, scopeOf(caller, conversation), head);
    return streamedAnswer(services.store, reader, conversation, [
      '{"status":"OK","errormessage":"","messages":[',
      {
        after: messages.from - 1,
        upTo: messages.to,
        most: itemsPerPiece(conversation.largest),
        read: (other, ...range) => messagesBetween(other, conversation, ...range),
      },
      '],"reports":[',
      numberedReports(conversation, numbers),
      `],"cursor":"${cursor}"}`,
    ]);
  });

/** The number before which a page ends: a known id wins over its date; the newest page when both say nothing. */
async function endOf(
  id: string,
  date: string,
  head: number,
  numberOf: (id: string) => Promise<number | undefined>,
  firstAfter: (date: string) => Promise<number | undefined>,
): Promise<number> {
  const known = id ? await numberOf(id) : undefined;
  return known ?? (date ? await firstAfter(date) : undefined) ?? head + 1;
}

/** The reports of those numbers: places of the list are positions among them. */
function numberedReports(conversation: Membership, numbers: readonly number[]): ItemList {
  return {
    after: 0,
    upTo: numbers.length,
    most: itemsPerPiece(0),
    read: async (reader, after, _upTo, most) => {
      const items = await reportsNumbered(reader, conversation, numbers.slice(after, after + most));
      return items.map(({ json }, index) => ({ place: after + index + 1, json }));
    },
  };
}
