import { withLinks } from '@parley/client/text';

/** A part of a line. Ranges are positions in the whole text. */
export type Inline =
  | { readonly kind: 'text' | 'code' | 'link'; readonly begin: number; readonly end: number }
  | { readonly kind: 'strong' | 'em' | 'strike'; readonly inner: readonly Inline[] };

interface Range {
  readonly kind: 'code' | 'link';
  /** With its signs. */
  readonly begin: number;
  readonly end: number;
  /** Without them. */
  readonly from: number;
  readonly to: number;
}

interface Mark {
  readonly sign: string;
  readonly begin: number;
}

const KINDS = { '**': 'strong', '*': 'em', _: 'em', '~~': 'strike' } as const;
type Sign = keyof typeof KINDS;
const SIGNS = /\*\*|\*|_|~~/g;
const CODE = /(`{1,3})([^`]+)\1/g;
const WORD = /[\p{L}\p{N}]/u;

/** What a line consists of. */
export function inlineOf(text: string, begin: number, end: number): readonly Inline[] {
  const ranges = rangesOf(text, begin, end);
  return new Builder(text, ranges, pairsOf(text, ranges, begin, end)).build(begin, end);
}

/** Code and addresses: inside them nothing else counts. */
function rangesOf(text: string, begin: number, end: number): Range[] {
  const ranges: Range[] = [];
  const addLinks = (from: number, to: number) => {
    let at = from;
    for (const { text: piece, link } of withLinks(text.slice(from, to))) {
      const next = at + piece.length;
      if (link) ranges.push({ kind: 'link', begin: at, end: next, from: at, to: next });
      at = next;
    }
  };
  let at = begin;
  for (const { 0: whole, 1: sign = '', index } of text.slice(begin, end).matchAll(CODE)) {
    const from = begin + index;
    const to = from + whole.length;
    addLinks(at, from);
    ranges.push({ kind: 'code', begin: from, end: to, from: from + sign.length, to: to - sign.length });
    at = to;
  }
  addLinks(at, end);
  return ranges;
}

/** Signs of emphasis that belong together: where each opening one is closed. */
function pairsOf(
  text: string,
  ranges: readonly Range[],
  begin: number,
  end: number,
): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  // A sign that is open is not opened again, so this holds no more than there are signs.
  const open: Mark[] = [];
  let range = 0;
  for (const { 0: sign, index } of text.slice(begin, end).matchAll(SIGNS)) {
    const at = begin + index;
    while (range < ranges.length && (ranges[range] as Range).end <= at) range++;
    if (range < ranges.length && (ranges[range] as Range).begin <= at) continue;
    const before = at > begin ? text.charAt(at - 1) : ' ';
    const after = at + sign.length < end ? text.charAt(at + sign.length) : ' ';
    const opened = open.findIndex((mark) => mark.sign === sign);
    const begun = open[opened];
    // Signs with nothing between them are no emphasis but signs.
    if (begun && at > begun.begin + sign.length && !/\s/.test(before) && !WORD.test(after)) {
      pairs.set(begun.begin, at);
      open.length = opened;
    } else if (opened === -1 && !/\s/.test(after) && !WORD.test(before)) {
      open.push({ sign, begin: at });
    }
  }
  return pairs;
}

/** Where something begins that is no plain text: a range, or the sign of an emphasis. */
type Stop = Range | number;

/** Takes a stretch apart, from the front: each stop is met once, by the innermost stretch that it is in. */
class Builder {
  readonly #text: string;
  readonly #pairs: ReadonlyMap<number, number>;
  readonly #stops: readonly Stop[];
  #next = 0;

  constructor(text: string, ranges: readonly Range[], pairs: ReadonlyMap<number, number>) {
    this.#text = text;
    this.#pairs = pairs;
    this.#stops = [...ranges, ...pairs.keys()].sort((one, other) => startOf(one) - startOf(other));
  }

  build(begin: number, end: number): readonly Inline[] {
    const parts: Inline[] = [];
    let plain = begin;
    const upTo = (at: number) => {
      if (at > plain) parts.push({ kind: 'text', begin: plain, end: at });
    };
    for (;;) {
      const stop = this.#stops[this.#next];
      if (stop === undefined || startOf(stop) >= end) break;
      this.#next++;
      upTo(startOf(stop));
      if (typeof stop === 'number') {
        const sign = this.#signAt(stop);
        const close = this.#pairs.get(stop) as number;
        parts.push({ kind: KINDS[sign], inner: this.build(stop + sign.length, close) });
        plain = close + sign.length;
      } else {
        parts.push({ kind: stop.kind, begin: stop.from, end: stop.to });
        plain = stop.end;
      }
    }
    upTo(end);
    return parts;
  }

  #signAt(at: number): Sign {
    const two = this.#text.slice(at, at + 2);
    return (two in KINDS ? two : two.charAt(0)) as Sign;
  }
}

function startOf(stop: Stop): number {
  return typeof stop === 'number' ? stop : stop.begin;
}
