/** How many words a text has: what stands between blanks and holds a letter or a digit. */
export function wordsIn(text: string): number {
  return text.split(/\s+/).reduce((count, part) => count + (/[\p{L}\p{N}]/u.test(part) ? 1 : 0), 0);
}
