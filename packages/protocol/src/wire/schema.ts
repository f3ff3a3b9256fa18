import type * as Typebox from 'typebox';
import type { TSchema } from 'typebox';

/*
 * The builders of typebox that the wire needs, with typebox's own types and the same values. Those of the package come
 * with all that it can compute with types: 400 modules, which took most of the start of every command.
 */

type Builders = Pick<
  typeof Typebox.Type,
  | 'Array'
  | 'Boolean'
  | 'Integer'
  | 'Literal'
  | 'Object'
  | 'Optional'
  | 'Record'
  | 'Refine'
  | 'String'
  | 'Union'
>;
type Schema = Record<string, unknown>;

/** What a key of a record is where its schema has no pattern. */
const ANY_KEY = '^.*$';

/** A schema with a mark that is not part of its JSON, for the check or for the object that it is a field of. */
function marked(schema: Schema, mark: '~optional' | '~refine', value: unknown): Schema {
  return Object.defineProperties({} as Schema, {
    ...Object.getOwnPropertyDescriptors(schema),
    [mark]: { value, configurable: true, writable: true },
  });
}

function objectOf(properties: Record<string, Schema>, options?: Schema): Schema {
  const required = Object.keys(properties).filter((name) => !('~optional' in (properties[name] as Schema)));
  return { type: 'object', ...(required.length > 0 && { required }), properties, ...options };
}

/** Makes schemas: JSON Schema that `matches` and `faultOf` check, and whose `Static` is the type of what passes. */
export const Type = {
  Array: (items: Schema, options?: Schema) => ({ type: 'array', items, ...options }),
  Boolean: (options?: Schema) => ({ type: 'boolean', ...options }),
  Integer: (options?: Schema) => ({ type: 'integer', ...options }),
  Literal: (value: unknown, options?: Schema) => ({ type: typeof value, const: value, ...options }),
  Object: objectOf,
  Optional: (schema: Schema) => marked(schema, '~optional', true),
  Record: (key: Schema, value: Schema, options?: Schema) => ({
    type: 'object',
    patternProperties: { [(key.pattern as string | undefined) ?? ANY_KEY]: value },
    ...options,
  }),
  Refine: (schema: Schema, check: (value: unknown) => boolean, error = () => 'Refine Error') =>
    marked(schema, '~refine', [...((schema['~refine'] as unknown[] | undefined) ?? []), { check, error }]),
  String: (options?: Schema) => ({ type: 'string', ...options }),
  Union: (anyOf: readonly TSchema[], options?: Schema) => ({ anyOf, ...options }),
} as unknown as Builders;
