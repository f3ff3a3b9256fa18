import { searchable, wordsOf } from '@parley/client/text';
import { plainTextOf } from '../text/plain-text.ts';

/** A part of a text that is shown, and whether it is what was looked for. */
export interface ExcerptPart {
  readonly text: string;
  readonly isFound: boolean;
}

/** Where something was found. */
type Find = readonly [begin: number, end: number];

/** How much of a text stands before the first find, and how much is shown at most; in UTF-16 units. */
const BEFORE = 24;
const SHOWN = 140;
/** A longer text is looked through as it stands: to take apart a hundred of them would hold up who types. */
const PLAIN_UP_TO = 6_000;

/**
 * The part of a message around what was looked for, in one line, with the finds pointed out: as it reads, without the
 * signs of its form, unless it is those that were looked for.
 */
export function excerptOf(body: string, query: string): readonly ExcerptPart[] {
  const words = wordsOf(query);
  const plain = body.length > PLAIN_UP_TO ? body : plainTextOf(body);
  const folded = searchable(plain);
  const shown = words.every((word) => folded.includes(word)) ? plain : body;
  return cut(shown, findsOf(shown, words));
}

function cut(body: string, finds: readonly Find[]): readonly ExcerptPart[] {
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

/** Where the words are, in order, joined where they overlap. */
function findsOf(text: string, words: readonly string[]): Find[] {
  const { folded, places } = foldedOf(text);
  const found: [number, number][] = [];
  for (const word of words) {
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
  return joined.map(([begin, end]) => [places[begin] as number, places[end] as number]);
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
