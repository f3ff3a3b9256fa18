import type { TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/schema';

/** What is wrong with a value: which field, and a sentence that says what it must be. */
export interface Fault {
  /** Dotted path, such as `secrets[0].userid`; empty for the whole value. */
  readonly field: string;
  /** One English sentence. */
  readonly message: string;
}

const compiled = new WeakMap<TSchema, Validator>();

/**
 * The first fault of a value under a schema; undefined when there is none.
 * @param whole what the whole value is called in the sentence, such as "the body"
 */
export function faultOf(schema: TSchema, value: unknown, whole: string): Fault | undefined {
  const validator = validatorOf(schema);
  if (validator.Check(value)) return undefined;
  const [, [error]] = validator.Errors(value);
  if (!error) throw new Error('a value that fails its check has no error');
  const params = error.params as { requiredProperties?: string[] };
  // A member that a closed object does not have is held against the schema `false`.
  if (error.keyword === 'boolean') {
    const field = pathOf(error.instancePath);
    return { field, message: `\`${field}\` is not expected there: leave it out.` };
  }
  const missing = error.keyword === 'required' ? params.requiredProperties?.[0] : undefined;
  const pointer = missing === undefined ? error.instancePath : `${error.instancePath}/${missing}`;
  const field = pathOf(pointer);
  const expected = describe(schema, pointer) ?? error.message.replace(/^must (?:be|match) /, '');
  const name = field === '' ? whole : `\`${field}\``;
  return {
    field,
    message:
      missing === undefined ? `${name} must be ${expected}.` : `${name} is missing: it must be ${expected}.`,
  };
}

function validatorOf(schema: TSchema): Validator {
  let validator = compiled.get(schema);
  if (!validator) {
    validator = Compile(schema) as unknown as Validator;
    compiled.set(schema, validator);
  }
  return validator;
}

interface Described {
  description?: string;
  type?: string;
  properties?: Record<string, Described>;
  items?: Described;
}

/** The description of the field at a JSON pointer, or else of its kind. */
function describe(schema: TSchema, pointer: string): string | undefined {
  let at: Described | undefined = schema as Described;
  for (const step of pointer.split('/').slice(1)) at = at?.properties?.[step] ?? at?.items;
  return at?.description ?? (at?.type === 'object' ? 'a JSON object' : undefined);
}

/** `/secrets/0/userid` as `secrets[0].userid`. */
function pathOf(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}
