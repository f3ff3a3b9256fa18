import { createHash } from 'node:crypto';
import type { RequestOf } from '@parley/protocol/wire';
import { setNewestReport } from '../../store/conversations.ts';
import { messagesNamed } from '../../store/messages.ts';
import { insertReports, reportedMessages } from '../../store/reports.ts';
import { changing } from '../changing.ts';
import { conversationToChange } from '../conversation/access.ts';
import { laterOf } from '../conversation/newest.ts';
import type { Caller, Operation, Services } from '../operation.ts';

/** Source: docs/spec/wire.md part 2, Reports. */
export const reportDelivered: Operation<'reports/delivered'> = (services, caller, body) =>
  report(services, caller, body, 'delivered');
export const reportViewed: Operation<'reports/viewed'> = (services, caller, body) =>
  report(services, caller, body, 'viewed');

type Body = Pick<RequestOf<'reports/viewed'>, 'conversationid' | 'instance' | 'messageids'>;

function report(
  services: Services,
  caller: Caller,
  body: Body,
  type: 'delivered' | 'viewed',
): Promise<Record<never, never>> {
  return changing(services, async (writer, tell) => {
    const conversation = await conversationToChange(writer, caller, body);
    const by = { userid: caller.user, station: caller.station, type };
    const ids = [...new Set(body.messageids)];
    const known = await messagesNamed(writer, conversation, ids);
    const done = await reportedMessages(writer, conversation, by, [...known.keys()]);
    const due = ids.flatMap((id) => (done.has(id) ? [] : (known.get(id) ?? [])));
    if (due.length === 0) return {};
    const created = laterOf(services.now(), conversation.lastreportdate);
    const reports = due.map((message, index) => ({
      ...by,
      seq: conversation.head + index + 1,
      id: services.uuid(),
      created,
      validuntil: message.validuntil,
      messageid: message.id,
    }));
    await insertReports(writer, conversation, reports);
    await setNewestReport(writer, conversation.key, {
      head: conversation.head + reports.length,
      lastreportid: reports.reduce((digest, { id }) => chained(digest, id), conversation.lastreportid),
      lastreportdate: created,
    });
    tell((changes) => changes.conversation(caller, conversation));
    return {};
  });
}

/** 32 hex digits that are others with every report. Source: docs/spec/wire.md part 1, facts. */
function chained(digest: string, id: string): string {
  return createHash('sha256').update(`${digest}\n${id}`).digest('hex').slice(0, 32);
}
