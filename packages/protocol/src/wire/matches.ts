import type { Static, TSchema } from 'typebox';

type Check = (value: unknown) => boolean;

/** What `Type` makes. */
interface Shape {
  readonly type?: 'array' | 'boolean' | 'integer' | 'number' | 'object' | 'string';
  readonly description?: string;
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly items?: Shape;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  /** In Unicode code points. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly patternProperties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: boolean;
  readonly '~refine'?: readonly { readonly check: Check }[];
}

const KNOWN: Readonly<Record<keyof Shape, true>> = {
  type: true,
  description: true,
  const: true,
  anyOf: true,
  items: true,
  minItems: true,
  maxItems: true,
  minimum: true,
  maximum: true,
  minLength: true,
  maxLength: true,
  pattern: true,
  properties: true,
  required: true,
  patternProperties: true,
  additionalProperties: true,
  '~refine': true,
};

const made = new WeakMap<object, Check>();

/**
 * Whether a value has a schema's shape. The check is made of functions, at its first use: typebox makes code, which a
 * browser's policy forbids, and looks through the schema anew with every value where it may not.
 * @throws Error for a schema that `Type` does not make
 */
export function matches<Schema extends TSchema>(schema: Schema, value: unknown): value is Static<Schema> {
  return checkOf(schema as Shape)(value);
}

function checkOf(shape: Shape): Check {
  let check = made.get(shape);
  if (!check) {
    check = makeCheck(shape);
    made.set(shape, check);
  }
  return check;
}

function makeCheck(shape: Shape): Check {
  const unknown = Object.keys(shape).find((name) => !Object.hasOwn(KNOWN, name));
  if (unknown !== undefined) throw new Error(`There is no check for ${unknown} in a schema.`);
  const check = checkOfKind(shape);
  return (shape['~refine'] ?? []).reduce<Check>(
    (before, refinement) => (value) => before(value) && refinement.check(value),
    check,
  );
}

function checkOfKind(shape: Shape): Check {
  if ('const' in shape) return (value) => value === shape.const;
  if (shape.anyOf) {
    const checks = shape.anyOf.map(checkOf);
    return (value) => checks.some((check) => check(value));
  }
  if (shape.type === 'array') return checkOfArray(shape);
  if (shape.type === 'boolean') return (value) => typeof value === 'boolean';
  if (shape.type === 'integer') {
    const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = shape;
    return (value) => Number.isInteger(value) && (value as number) >= minimum && (value as number) <= maximum;
  }
  if (shape.type === 'object') return checkOfObject(shape);
  if (shape.type === 'string') return checkOfString(shape);
  throw new Error(`There is no check for a schema of type ${shape.type}.`);
}

function checkOfArray({ items, minItems = 0, maxItems = Number.POSITIVE_INFINITY }: Shape): Check {
  const check = checkOf(items ?? {});
  return (value) =>
    Array.isArray(value) &&
    value.length >= minItems &&
    value.length <= maxItems &&
    value.every((item) => check(item));
}

function checkOfString({ minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern }: Shape): Check {
  const isLong = (value: unknown): value is string =>
    typeof value === 'string' && isAtLeast(value, minLength) && !isAtLeast(value, maxLength + 1);
  if (pattern === undefined) return isLong;
  const expression = new RegExp(pattern, 'u');
  return (value) => isLong(value) && expression.test(value);
}

/** Whether a text has so many code points, of which each is one unit or two: counted only where it may be either. */
function isAtLeast(text: string, count: number): boolean {
  if (text.length < count) return false;
  return text.length >= 2 * count || [...text].length >= count;
}

function checkOfObject({
  properties = {},
  required = [],
  patternProperties = {},
  additionalProperties = true,
}: Shape): Check {
  const members = Object.entries(properties).map(([name, shape]) => ({
    name,
    check: checkOf(shape),
    isRequired: required.includes(name),
  }));
  const patterns = Object.entries(patternProperties).map(([pattern, shape]) => ({
    pattern: new RegExp(pattern, 'u'),
    check: checkOf(shape),
  }));
  const isKnown = (name: string) =>
    Object.hasOwn(properties, name) || patterns.some(({ pattern }) => pattern.test(name));
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const object = value as Readonly<Record<string, unknown>>;
    for (const { name, check, isRequired } of members) {
      const member = object[name];
      if (member === undefined ? isRequired : !check(member)) return false;
    }
    for (const { pattern, check } of patterns) {
      for (const name of Object.keys(object)) if (pattern.test(name) && !check(object[name])) return false;
    }
    return additionalProperties || Object.keys(object).every(isKnown);
  };
}
