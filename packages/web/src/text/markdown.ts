import { type Inline, inlineOf } from './inline.ts';

/** A part of a text that stands by itself. Ranges are positions in the text, in UTF-16 units. */
export type Block =
  | { readonly kind: 'paragraph' | 'quote'; readonly lines: readonly (readonly Inline[])[] }
  | { readonly kind: 'list'; readonly isNumbered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'code'; readonly begin: number; readonly end: number };

interface Line {
  readonly begin: number;
  readonly end: number;
}

const LINE_END = /\r\n|[\n\u2028\u2029]/g;
const FENCE = /^\s{0,3}```/;
const QUOTE = /^\s{0,3}>\s?/;
const BULLET = /^\s{0,3}[-*+•]\s+(?=\S)/;
const NUMBER = /^\s{0,3}\d{1,9}[.)]\s+(?=\S)/;

/**
 * The few forms of Markdown that people type in chats: emphasis, code, quotes, lists, addresses. Everything else is
 * text as it stands; nothing is dropped but the signs of these forms. Takes time in proportion to the text's length.
 */
export function blocksOf(text: string): readonly Block[] {
  const lines = linesOf(text);
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const [block, next] = blockAt(text, lines, at);
    if (block) blocks.push(block);
    at = next;
  }
  return blocks;
}

function blockAt(text: string, lines: readonly Line[], at: number): [block: Block | undefined, next: number] {
  const first = lines[at] as Line;
  if (FENCE.test(contentOf(text, first))) {
    const closing = lines.findIndex((line, index) => index > at && contentOf(text, line).trim() === '```');
    const last = closing === -1 ? lines.length : closing;
    const begin = lines[at + 1]?.begin ?? first.end;
    const end = last > at + 1 ? (lines[last - 1] as Line).end : begin;
    return [{ kind: 'code', begin, end }, last + 1];
  }
  for (const [kind, sign] of SIGNED) {
    const end = runFrom(text, lines, at, (content) => sign.test(content));
    if (end === at) continue;
    const inner = lines.slice(at, end).map((line) => {
      const length = sign.exec(contentOf(text, line))?.[0].length ?? 0;
      return inlineOf(text, line.begin + length, line.end);
    });
    if (kind === 'quote') return [{ kind, lines: inner }, end];
    return [{ kind: 'list', isNumbered: kind === 'number', items: inner }, end];
  }
  const isPlain = (content: string) => !FENCE.test(content) && !SIGNED.some(([, sign]) => sign.test(content));
  const end = runFrom(text, lines, at, isPlain);
  const own = lines.slice(...partOf(text, lines, at, end));
  if (own.length === 0) return [undefined, end];
  return [{ kind: 'paragraph', lines: own.map((line) => inlineOf(text, line.begin, line.end)) }, end];
}

/** What plain lines show of themselves: blank ones beside another block only part the two. */
function partOf(
  text: string,
  lines: readonly Line[],
  begin: number,
  end: number,
): [begin: number, end: number] {
  const isBlank = (at: number) => {
    const { begin, end } = lines[at] as Line;
    return text.slice(begin, end).trim() === '';
  };
  let [from, to] = [begin, end];
  if (begin > 0) while (from < to && isBlank(from)) from++;
  if (end < lines.length) while (to > from && isBlank(to - 1)) to--;
  return [from, to];
}

const SIGNED = [
  ['quote', QUOTE],
  ['bullet', BULLET],
  ['number', NUMBER],
] as const;

/** The first line from `at` on that is not of a kind. */
function runFrom(text: string, lines: readonly Line[], at: number, isKind: (content: string) => boolean) {
  let end = at;
  while (end < lines.length && isKind(contentOf(text, lines[end] as Line))) end++;
  return end;
}

/** What tells a line's kind stands at its beginning. */
function contentOf(text: string, { begin, end }: Line): string {
  return text.slice(begin, Math.min(end, begin + 80));
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let begin = 0;
  for (const { 0: lineEnd, index } of text.matchAll(LINE_END)) {
    lines.push({ begin, end: index });
    begin = index + lineEnd.length;
  }
  lines.push({ begin, end: text.length });
  return lines;
}
