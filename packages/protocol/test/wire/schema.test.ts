import { expect, test } from 'bun:test';
import { Type } from '@parley/protocol/wire';
import { Type as Typebox } from 'typebox';

/** One of everything that the wire uses. */
function schemas(make: typeof Type): readonly object[] {
  const short = make.Refine(make.String({ maxLength: 3, description: 'short' }), (value) => value !== 'no');
  const one = [make.Literal('one', { description: '"one"' }), make.Literal(1), make.Literal(true)];
  return [
    make.Array(make.Integer({ minimum: 0 }), { maxItems: 2 }),
    make.Boolean({ description: 'true or false' }),
    make.Union(one, { description: 'one' }),
    make.Object(
      { a: make.Optional(short), b: make.Refine(short, () => true) },
      { additionalProperties: false },
    ),
    make.Object({ a: make.Optional(make.Object({})) }),
    make.Record(make.String({ pattern: '^a$', description: 'an a' }), make.String()),
    make.Record(make.String(), make.Integer(), { description: 'numbers' }),
  ];
}

/** A schema with its marks, which are no part of its JSON; without what only typebox's own functions look for. */
function whole(value: unknown): unknown {
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return value;
  const { '~kind': _, ...own } = Object.getOwnPropertyDescriptors(value) as PropertyDescriptorMap;
  return Object.entries(own).map(([name, { enumerable, value }]) => [name, enumerable, whole(value)]);
}

test('schemas are those that typebox makes', () => {
  expect(schemas(Type).map(whole)).toEqual(schemas(Typebox).map(whole));
});
