import { expect, test } from 'bun:test';
import { fromWireDate } from '@parley/protocol/encoding';
import type { Report } from '@parley/protocol/wire';
import documented from '../../../../testkit/data/documented-calls.json';
import { type Fields, type MessageParts, opaque, openWorld, piecesOf } from '../../harness.ts';

const ALICE = 'aa68d2204cb2bb85f2de3b9aad0d86d7';
const ADMINISTRATOR = 'd574638619cbff603bf857164c47e850';

/** What our answer has besides the documented members. */
const CURSOR = /,"cursor":"[^"]+"\}$/;

interface Example {
  readonly request: {
    action: string;
    clientversioncode: number;
    timestamp: string;
  } & Fields<'conversation/download'>;
  readonly response: { readonly messages: readonly MessageParts[]; readonly reports: readonly Report[] };
}

test('the documented download gives exactly the documented answer', async () => {
  const example = documented.calls.find(({ name }) => name === 'conversation download');
  const { request, response } = example as unknown as Example;
  const { messages, reports } = response;
  expect([messages.length, reports.length]).toEqual([4, 3]);
  // The documentation leaves out what the messages hold.
  const Data = opaque('message');
  const expected = JSON.stringify(response).replaceAll('"<base64>"', `"${Data}"`);

  const world = await openWorld();
  const administrator = await world.user('Administrator', ADMINISTRATOR);
  const alice = await world.user('Alice', ALICE);
  world.now = fromWireDate('2024-03-08 15:27:02') as number;
  world.instances.push('PqjfKSn7V8', 'ZTZqIV8LS5');
  const first = await world.pair(alice, administrator);
  const { conversation } = await world.ask('conversation/clear', alice, first);
  const place = { conversationid: conversation.id, instance: conversation.instance };
  expect(place).toEqual({ conversationid: request.conversationid, instance: request.instance });

  // What was there before the cursors does not show.
  const earlier = await world.add(alice, place);
  await world.report(administrator, place, 'viewed', [earlier]);
  const events = [
    ...messages.map((message) => ({ at: message.Created, message, report: undefined })),
    ...reports.map((report) => ({ at: report.Created, message: undefined, report })),
  ].sort((one, other) => one.at.localeCompare(other.at));
  for (const { at, message, report } of events) {
    world.now = fromWireDate(at) as number;
    if (message) await world.add(administrator, place, { ...message, Data });
    if (report) {
      const caller = { ...(report.User === ALICE ? alice : administrator), station: report.Station };
      world.uuids.push(report.ID);
      await world.report(caller, place, report.Type, [report.MessageID]);
    }
  }

  const { action: _action, clientversioncode: _code, timestamp: _timestamp, ...fields } = request;
  const text = (await piecesOf(await world.answerOf('conversation/download', alice, fields))).join('');
  expect(text).toMatch(CURSOR);
  expect(text.replace(CURSOR, '}')).toBe(expected);
  await world.close();
});
