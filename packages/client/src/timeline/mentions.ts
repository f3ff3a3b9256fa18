import type { Mention } from './item.ts';

/** Somebody who can be named. */
interface Namable {
  /** User id. */
  readonly id: string;
  readonly name: string;
}

/** In one text; nobody reads more. */
const MOST = 1000;
const WORD = /[\p{L}\p{N}_]/u;

/**
 * Where a text names people as `@nick`, in whatever case: the longest nick that fits, and a whole word. A message says
 * nothing of it beside its text, so that it is the same for every reader who knows the same people by name.
 */
export function mentionsIn(body: string, people: readonly Namable[]): Mention[] {
  if (!body.includes('@')) return [];
  const named = people
    .filter(({ name }) => name !== '')
    .map(({ id, name }) => ({ id, name: name.toLowerCase() }))
    .sort((a, b) => b.name.length - a.name.length);
  const lower = body.toLowerCase();
  // Case changes the length of few texts; then positions would not be those of the body.
  const text = lower.length === body.length ? lower : body;
  const found: Mention[] = [];
  for (let at = text.indexOf('@'); at !== -1 && found.length < MOST; at = text.indexOf('@', at + 1)) {
    if (at > 0 && WORD.test(text[at - 1] as string)) continue;
    const person = named.find(
      ({ name }) => text.startsWith(name, at + 1) && !WORD.test(text[at + 1 + name.length] ?? ''),
    );
    if (!person) continue;
    const end = at + 1 + person.name.length;
    found.push({ userId: person.id, begin: at, end });
    at = end - 1;
  }
  return found;
}
