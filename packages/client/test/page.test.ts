import { describe, expect, test } from 'bun:test';
import type { Message, Report } from '@parley/protocol/wire';
import fc from 'fast-check';
import {
  contentsIn,
  headOf,
  type Page,
  pageBehind,
  pageOf,
  recordOf,
  withoutData,
} from '../src/conversation/page.ts';
import { joined } from '../src/store/local-store.ts';

const date = '2026-11-29 10:00:00';
const ids = fc.uuid();

const messages: fc.Arbitrary<Message> = fc.record({
  ID: ids,
  Type: fc.constantFrom('Message' as const, 'Removed' as const),
  Created: fc.constant(date),
  ValidUntil: fc.constant(date),
  Data: fc.base64String(),
  // A message may have members that nobody has heard of.
  ...({ answer: fc.constantFrom(undefined, 1) } as object),
});

const reports: fc.Arbitrary<Report> = fc.record({
  ID: ids,
  Type: fc.constantFrom('delivered' as const, 'viewed' as const),
  Created: fc.constant(date),
  ValidUntil: fc.constant(date),
  User: ids,
  Station: ids,
  MessageID: ids,
});

/** An answer with what a page is made of; a cursor may be any text. */
const answers = fc.record({
  status: fc.constant('OK'),
  errormessage: fc.constant(''),
  messages: fc.array(messages, { maxLength: 4 }),
  reports: fc.array(reports, { maxLength: 2 }),
  cursor: fc.oneof(fc.string(), fc.constant('","answer":{"messages":[]}'), fc.constant(',"answer":')),
  more: fc.boolean(),
});

type Answer = typeof answers extends fc.Arbitrary<infer Value> ? Value : never;

const inLine = (answer: Answer) => JSON.stringify(answer);
const inLines = (answer: Answer) => JSON.stringify(answer, undefined, 1);

function pageFor(answer: Answer): Promise<Page> {
  return pageBehind(undefined, 'an instance', answer, answer.more);
}

describe('a record of the log', () => {
  test('is one line and gives its page again, whether its answer is kept as it came or not', async () => {
    const kept = fc.constantFrom(undefined, inLine, inLines);
    await fc.assert(
      fc.asyncProperty(answers, kept, async (answer, textOf) => {
        const page = await pageFor(answer);
        const record = joined(recordOf(page, textOf?.(answer)));
        expect(record).not.toContain('\n');
        expect(pageOf(record)).toMatchObject(JSON.parse(JSON.stringify(page)));
        const { messages: _messages, reports: _reports, ...head } = page;
        expect(headOf(record)).toMatchObject(JSON.parse(JSON.stringify(head)));
        expect(contentsIn(record)).toMatchObject({
          count: answer.messages.length,
          asides: answer.reports.length > 0 || answer.messages.some(({ Type }) => Type === 'Removed'),
        });
      }),
    );
  });

  test('loses what was removed, whatever its form, and never becomes longer', async () => {
    await fc.assert(
      fc.asyncProperty(answers, fc.constantFrom(undefined, inLine), async (answer, textOf) => {
        const first = answer.messages.find(({ Type }) => Type === 'Message');
        fc.pre(first !== undefined && first.Data.length > 8);
        const record = joined(recordOf(await pageFor(answer), textOf?.(answer)));
        const without = withoutData(record, new Set([first.ID])) ?? '';
        expect(without).not.toContain(first.Data);
        expect(without.length).toBeLessThan(record.length);
        expect(pageOf(without).messages.find(({ ID }) => ID === first.ID)).toMatchObject({
          Type: 'Removed',
          Data: '',
        });
        expect(contentsIn(without)).toMatchObject({ count: answer.messages.length, asides: true });
      }),
    );
  });
});
