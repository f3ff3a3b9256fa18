/*
 * Characters that act instead of being read: controls (escape sequences begin with them), those that turn the
 * direction of text, and halves of surrogate pairs, which no UTF-8 holds.
 */

/** Ends of lines in their several forms, all shown as a new line. */
const LINE_END = /\r\n|[\u2028\u2029]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\0-\x08\x0b-\x1f\x7f-\x9f]/g;
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;
/** Marks that turn only blanks and punctuation beside them. */
const MARKS = /[\u061c\u200e\u200f]/g;

/** Text to be read on a page that isolates it: line ends as \n, tabs kept, what acts shown as a sign. */
export function readable(text: string): string {
  return text.toWellFormed().replace(LINE_END, '\n').replace(CONTROL, sign).replace(TURNING, codePoint);
}

/** Text that is harmless on a terminal too, where nothing isolates it from what follows. */
export function plain(text: string): string {
  return readable(text).replace(MARKS, codePoint);
}

/** More marks on one letter than any language has: they would stand over the lines around. */
const PILE = /(\p{M}{5})\p{M}+/gu;

/** Text of one line and limited length: names, quotes. @param limit in characters */
export function oneLine(text: string, limit: number): string {
  return shortened(text, limit, (short) => short.replace(/\s+/g, ' '));
}

/** How a text begins, in its own lines. @param limit in characters */
export function beginning(text: string, limit: number): string {
  return shortened(text.trimStart(), limit, (short) => short);
}

function shortened(text: string, limit: number, change: (short: string) => string): string {
  // A long text is cut before it is looked through: what is so far behind is not shown anyway.
  const short = change(readable(text.slice(0, limit * 4)))
    .replace(PILE, '$1')
    .trim();
  const characters = [...short];
  if (characters.length <= limit && text.length <= limit * 4) return short;
  return `${characters
    .slice(0, limit - 1)
    .join('')
    .trimEnd()}…`;
}

/** The first line of a text that has anything to read, cut to `limit` characters. */
export function firstLine(text: string, limit: number): string {
  const begun = text.slice(0, limit * 8).trimStart();
  const end = begun.search(/[\r\n\u2028\u2029]/);
  const line = oneLine(end < 0 ? text.trimStart() : begun.slice(0, end), limit);
  return end < 0 || line.endsWith('…') ? line : `${line} …`;
}

/** C0 and delete have pictures of their own (U+2400 on); the rest is shown by number. */
function sign(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : codePoint(character);
}

function codePoint(character: string): string {
  return `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
