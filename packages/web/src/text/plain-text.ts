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

function lineOf(text: string, parts: readonly Inline[]): string {
  return parts
    .map((part) => ('inner' in part ? lineOf(text, part.inner) : text.slice(part.begin, part.end)))
    .join('');
}
