/** The rows of one log, whose key and generation are the first two parameters. */
export const IN_LOG = 'conversation = $1 AND generation = $2';

/** As many parameters as asked for, from the one given on: `$3, $4, $5`. */
export function parameters(first: number, count: number): string {
  return once(`${first}+${count}`, () => row(first, count));
}

/** Rows of parameters for an INSERT: `($1, $2), ($3, $4)`. */
export function tuples(rows: number, width: number): string {
  return once(`${rows}x${width}`, () =>
    Array.from({ length: rows }, (_, index) => `(${row(index * width + 1, width)})`).join(', '),
  );
}

function row(first: number, count: number): string {
  return Array.from({ length: count }, (_, index) => `$${first + index}`).join(', ');
}

/** Few, as lists come in the parts of `partsOf`, and long ones. */
const known = new Map<string, string>();

function once(name: string, make: () => string): string {
  let text = known.get(name);
  if (text === undefined) {
    text = make();
    known.set(name, text);
  }
  return text;
}

/**
 * A list in parts, each for one query. Their lengths are powers of two up to 128, so that lists of any length
 * need eight prepared texts and not a thousand.
 */
export function* partsOf<Item>(list: readonly Item[]): Generator<readonly Item[]> {
  let at = 0;
  for (let size = 128; size >= 1; size /= 2) {
    for (; list.length - at >= size; at += size) yield list.slice(at, at + size);
  }
}
