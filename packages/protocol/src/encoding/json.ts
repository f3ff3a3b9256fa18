/**
 * The value of JSON text of which every reader makes the same: no member name twice in one object, at any
 * depth, and no integer beyond 2^53. Spacing, escapes and the order of members are free.
 * @throws SyntaxError when it is anything else. Source: docs/spec/trust.md section 4.
 */
export function parseStrictJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!isOwnOutput(text, value)) refuseAmbiguity(text);
  return value;
}

/*
 * What JSON.stringify gives back unchanged has no name twice, since its output never has, and every number in it is
 * the shortest text of its value. That is what clients of this library write, and it costs a tenth of the scan.
 */
function isOwnOutput(text: string, value: unknown): boolean {
  try {
    return JSON.stringify(value) === text && isExact(value);
  } catch {
    // Nested deeper than the engine's stack: the scan below needs none.
    return false;
  }
}

/** Whether all numbers lie below 2^53, where each text stands for one integer at most. */
function isExact(value: unknown): boolean {
  if (typeof value === 'number') return Math.abs(value) < 2 ** 53;
  if (typeof value !== 'object' || value === null) return true;
  for (const name in value) if (!isExact((value as Record<string, unknown>)[name])) return false;
  return true;
}

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
