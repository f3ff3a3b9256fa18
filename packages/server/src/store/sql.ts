/** As many parameters as asked for, from the one given on: `$3, $4, $5`. */
export function parameters(first: number, count: number): string {
  return Array.from({ length: count }, (_, index) => `$${first + index}`).join(', ');
}

/** Rows of parameters for an INSERT: `($1, $2), ($3, $4)`. */
export function tuples(rows: number, width: number): string {
  const name = `${rows} ${width}`;
  let text = known.get(name);
  if (text === undefined) {
    text = Array.from({ length: rows }, (_, row) => `(${parameters(row * width + 1, width)})`).join(', ');
    known.set(name, text);
  }
  return text;
}
/** Few, as lists come in the parts of `partsOf`, and long ones. */
const known = new Map<string, string>();

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
