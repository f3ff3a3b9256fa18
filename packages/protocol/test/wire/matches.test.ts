import { describe, expect, test } from 'bun:test';
import { type Call, calls, faultOf, matches, Type } from '@parley/protocol/wire';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/schema';
import documented from '../../../testkit/data/documented-calls.json';

/** One of everything that the wire uses. */
const SCHEMAS: Readonly<Record<string, TSchema>> = {
  list: Type.Array(Type.Integer({ minimum: 0, maximum: 9 }), { minItems: 1, maxItems: 2 }),
  flag: Type.Boolean({ description: 'true or false' }),
  choice: Type.Union([Type.Literal('one', { description: '"one"' }), Type.Literal(1), Type.Literal(true)]),
  text: Type.String({ minLength: 2, maxLength: 3 }),
  pattern: Type.String({ pattern: '^a.$' }),
  refined: Type.Refine(
    Type.Refine(Type.String(), (value) => value !== 'ab'),
    (value) => value !== 'abc',
  ),
  open: Type.Object({ a: Type.String(), b: Type.Optional(Type.Object({ c: Type.Integer() })) }),
  closed: Type.Object(
    { a: Type.String(), b: Type.Optional(Type.Boolean()) },
    { additionalProperties: false },
  ),
  byPattern: Type.Record(Type.String({ pattern: '^a$' }), Type.String()),
  record: Type.Record(Type.String(), Type.Integer()),
};

/** Of each kind, and at every edge of the schemas above. */
const VALUES: readonly unknown[] = [
  ...[null, true, false, -1, 0, 1, 9, 10, 1.5, 2 ** 60],
  ...[
    '',
    'a',
    'ab',
    'abc',
    'abcd',
    'one',
    '1',
    '😀',
    'a😀',
    '😀😀',
    '😀😀😀',
    '😀😀😀😀',
    'a\u{1f600}\u{1f600}\u{1f600}',
    '\ud800\ud800',
  ],
  ...[[], [0], [1, 9], [1, 2, 3], [-1], [10], ['1'], [[1]], [null]],
  ...[{}, { a: '' }, { a: 1 }, { a: null }, { a: 'x', b: true }, { a: 'x', b: {} }, { a: 'x', b: { c: 1 } }],
  ...[
    { a: 'x', b: { c: '1' } },
    { a: 'x', z: 1 },
    { z: 1 },
    { z: '1' },
    { aa: 1 },
    { 1: 1, 2: 2.5 },
    { b: true },
  ],
];

describe('a value has a schema’s shape just where typebox says so', () => {
  for (const [name, schema] of Object.entries(SCHEMAS)) {
    test(name, () => {
      const reference = Compile(schema);
      for (const value of VALUES)
        expect([value, matches(schema, value)]).toEqual([value, reference.Check(value)]);
      expect(new Set(VALUES.map((value) => matches(schema, value)))).toEqual(new Set([true, false]));
    });
  }
});

test('requests and answers of every call are judged as their faults are', () => {
  for (const call of Object.values<Call>(calls)) {
    for (const schema of [call.request, call.response]) {
      const examples = documented.calls.flatMap(({ request, response }) => [request, response]);
      for (const value of examples)
        expect(matches(schema, value)).toBe(faultOf(schema, value, 'it') === undefined);
    }
  }
});

test('what no builder makes has no check, rather than one that lets everything pass', () => {
  expect(() => matches({ type: 'string', format: 'date' } as TSchema, 'x')).toThrow('format');
  expect(() => matches({ type: 'null' } as TSchema, null)).toThrow('null');
  expect(() => matches({} as TSchema, null)).toThrow('undefined');
});
