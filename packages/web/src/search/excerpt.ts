import { searchable } from '@parley/client/text';

/** A part of a text that is shown, and whether it is what was looked for. */
export interface ExcerptPart {
  readonly text: string;
  readonly isFound: boolean;
}

/** How much of a text stands before the first find, and how much is shown at most; in UTF-16 units. */
const BEFORE = 24;
const SHOWN = 140;

/** The part of a message around what was looked for, in one line, with the finds pointed out. */
export function excerptOf(body: string, query: string): readonly ExcerptPart[] {
  const { folded, places } = foldedOf(body);
  const finds = findsOf(folded, query).map(
    ([begin, end]) => [places[begin], places[end]] as [number, number],
  );
  const first = finds[0]?.[0] ?? 0;
  const from = first > BEFORE ? beginOfWord(body, first - BEFORE, first) : 0;
  const to = wholeCharacter(body, Math.min(body.length, from + SHOWN));
  const parts: ExcerptPart[] = [];
  const add = (text: string, isFound: boolean) => {
    if (text !== '') parts.push({ text: text.replace(/\s+/g, ' '), isFound });
  };
  let at = from;
  for (const [begin, end] of finds) {
    if (begin >= to) break;
    add(body.slice(at, begin), false);
    add(body.slice(begin, Math.min(end, to)), true);
    at = Math.min(end, to);
  }
  add(body.slice(at, to), false);
  if (from > 0) parts.unshift({ text: '…', isFound: false });
  if (to < body.length) parts.push({ text: '…', isFound: false });
  return parts;
}

/** Where the query's words are, in order, joined where they overlap. */
function findsOf(folded: string, query: string): [number, number][] {
  const found: [number, number][] = [];
  for (const word of foldedOf(query).folded.split(/\s+/).filter(Boolean)) {
    for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + word.length)) {
      found.push([at, at + word.length]);
    }
  }
  found.sort(([one], [other]) => one - other);
  const joined: [number, number][] = [];
  for (const [begin, end] of found) {
    const last = joined.at(-1);
    if (last && begin <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([begin, end]);
  }
  return joined;
}

/** A text as the library searches it, without case and marks, and where in the text each of its units came from. */
function foldedOf(text: string): { readonly folded: string; readonly places: readonly number[] } {
  const places: number[] = [];
  let folded = '';
  let at = 0;
  for (const character of text) {
    const units = searchable(character);
    for (let unit = 0; unit < units.length; unit++) places.push(at);
    folded += units;
    at += character.length;
  }
  places.push(at);
  return { folded, places };
}

function beginOfWord(text: string, from: number, until: number): number {
  const space = text.slice(from, until).search(/\s/);
  return space === -1 ? wholeCharacter(text, from) : from + space + 1;
}

/** The place, or the one before it where it stands within a character. */
function wholeCharacter(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at - 1 : at;
}
