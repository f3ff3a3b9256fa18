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
const SIGNS = /\*\*|\*|_|~~/g;
const CODE = /(`{1,3})([^`]+)\1/g;
const WORD = /[\p{L}\p{N}]/u;

/** What a line consists of. */
export function inlineOf(text: string, begin: number, end: number): readonly Inline[] {
  const ranges = rangesOf(text, begin, end);
  return build(text, ranges, pairsOf(text, ranges, begin, end), begin, end);
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
    if (opened !== -1 && !/\s/.test(before) && !WORD.test(after)) {
      pairs.set((open[opened] as Mark).begin, at);
      open.length = opened;
    } else if (opened === -1 && !/\s/.test(after) && !WORD.test(before)) {
      open.push({ sign, begin: at });
    }
  }
  return pairs;
}

function build(
  text: string,
  ranges: readonly Range[],
  pairs: ReadonlyMap<number, number>,
  begin: number,
  end: number,
): readonly Inline[] {
  const parts: Inline[] = [];
  let plain = begin;
  const upTo = (at: number) => {
    if (at > plain) parts.push({ kind: 'text', begin: plain, end: at });
  };
  const stops = [
    ...ranges.filter((range) => range.begin >= begin && range.end <= end),
    ...[...pairs].filter(([open, close]) => open >= begin && close < end).map(([open]) => open),
  ].sort((one, other) => startOf(one) - startOf(other));
  for (const stop of stops) {
    const at = startOf(stop);
    if (at < plain) continue;
    upTo(at);
    if (typeof stop !== 'number') {
      parts.push({ kind: stop.kind, begin: stop.from, end: stop.to });
      plain = stop.end;
      continue;
    }
    const close = pairs.get(stop) as number;
    const sign =
      text.startsWith('**', stop) || text.startsWith('~~', stop)
        ? text.slice(stop, stop + 2)
        : text.charAt(stop);
    const inner = build(text, ranges, pairs, stop + sign.length, close);
    parts.push({ kind: KINDS[sign as keyof typeof KINDS], inner });
    plain = close + sign.length;
  }
  upTo(end);
  return parts;
}

function startOf(stop: Range | number): number {
  return typeof stop === 'number' ? stop : stop.begin;
}
