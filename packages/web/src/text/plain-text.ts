import type { Inline } from './inline.ts';
import { blocksOf } from './markdown.ts';

/** What is to be read of a text: without the signs of the forms that it is shown in. */
export function plainTextOf(text: string): string {
  const lines = blocksOf(text).flatMap((block) => {
    if (block.kind === 'code') return [text.slice(block.begin, block.end)];
    return (block.kind === 'list' ? block.items : block.lines).map((parts) => lineOf(text, parts));
  });
  return lines.join('\n');
}

/** A text without any of these reads as it stands, but for its spaces. Most do, and a list shows hundreds at once. */
const FORMED = /[*_~`>\n]|^\s*(?:[-+•]|\d{1,9}[.)])\s/;

/** A short text as one line of what is to be read of it: for lists, notifications and quotes. */
export function glanceOf(text: string): string {
  const read = FORMED.test(text) ? plainTextOf(text).trim() || text : text;
  return read.replace(/\s+/g, ' ');
}

function lineOf(text: string, parts: readonly Inline[]): string {
  return parts
    .map((part) => ('inner' in part ? lineOf(text, part.inner) : text.slice(part.begin, part.end)))
    .join('');
}
