import type { en } from './en/index.ts';

/** Every text of the client, in one language. English is the form that the others fill. */
export type Words = Loosened<typeof en>;

/** The same members, with any text in place of the English one. */
type Loosened<Value> = Value extends string
  ? string
  : Value extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [Name in keyof Value]: Loosened<Value[Name]> };
