/**
 * The value of JSON text of which every reader makes the same: no member name twice in one object, at any
 * depth, and no integer beyond 2^53. Spacing, escapes and the order of members are free.
 * @throws SyntaxError when it is anything else. Source: docs/spec/trust.md section 4.
 */
export function parseStrictJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!isPlain(text, value)) refuseAmbiguity(text);
  return value;
}

/*
 * A name that stands twice is one member of the value, so that the text has more quotes than the value's names and
 * strings need. Counting them costs a tenth of the scan. It may call for the scan where nothing is wrong.
 */
function isPlain(text: string, value: unknown): boolean {
  try {
    return quotesIn(text) === quotesOf(value);
  } catch {
    // Nested deeper than the engine's stack: the scan below needs none.
    return false;
  }
}

/** How many quotes stand around names and strings. */
function quotesIn(text: string): number {
  // Escaped quotes stand around nothing.
  const unescaped = text.includes('\\') ? text.replace(ESCAPE, '') : text;
  let count = 0;
  for (let at = unescaped.indexOf('"'); at !== -1; at = unescaped.indexOf('"', at + 1)) count++;
  return count;
}

/** How many quotes the names and strings of a value need; not a number where one of its numbers is 2^53 or more. */
function quotesOf(value: unknown): number {
  if (typeof value === 'string') return 2;
  // Below 2^53, each text of an integer is another number.
  if (typeof value === 'number') return Math.abs(value) < 2 ** 53 ? 0 : Number.NaN;
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) for (const item of value) count += quotesOf(item);
  else for (const name in value) count += 2 + quotesOf((value as Record<string, unknown>)[name]);
  return count;
}

const ESCAPE = /\\./g;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NUMBER = /-?\d[\d.eE+-]*/y;

/** Walks text that JSON.parse has accepted, so that only names and numbers need attention. */
function refuseAmbiguity(text: string): void {
  /** One entry per open object (its names) or array (undefined). */
  const open: (Set<string> | undefined)[] = [];
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(text, at);
      if (isName(text, end)) addName(open.at(-1), text.slice(at, end));
      at = end;
    } else if (code === 0x2d || (code >= 0x30 && code <= 0x39)) {
      NUMBER.lastIndex = at;
      const literal = NUMBER.exec(text)?.[0] as string;
      refuseBeyondExact(literal);
      at += literal.length;
    } else {
      if (code === 0x7b) open.push(new Set());
      else if (code === 0x5b) open.push(undefined);
      else if (code === 0x7d || code === 0x5d) open.pop();
      at++;
    }
  }
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    at += code === BACKSLASH ? 2 : 1;
  }
}

/** In valid JSON a colon follows a string only where the string is a name. */
function isName(text: string, end: number): boolean {
  let at = end;
  while (' \t\n\r'.includes(text.charAt(at)) && at < text.length) at++;
  return text.charAt(at) === ':';
}

function addName(names: Set<string> | undefined, literal: string): void {
  const name = JSON.parse(literal) as string;
  if (names?.has(name))
    throw new SyntaxError(`the member ${JSON.stringify(name)} stands twice in one object`);
  names?.add(name);
}

/*
 * A double of 2^53 or more is an integer, and may stand for several written ones. The one exception is
 * 2^53 written out: "beyond 2^53" does not name it, and its neighbours do not reach it under this rule.
 */
function refuseBeyondExact(literal: string): void {
  if (Math.abs(Number(literal)) < 2 ** 53 || /^-?9007199254740992$/.test(literal)) return;
  throw new SyntaxError(`the number ${literal} is beyond 2^53 and cannot be read exactly`);
}
