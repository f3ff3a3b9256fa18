/** A piece of a text: a web address, or what is between them. */
export interface Piece {
  readonly text: string;
  readonly link: boolean;
}

/*
 * Only http and https: nothing that runs. What acts is no part of an address, and neither is the sign that it is
 * shown as. What ends a sentence, or closes what was opened before the address, mostly is not part of it either.
 */
const ADDRESS = /https?:\/\/[^\s<>"\p{C}\u2400-\u2421⟨⟩]+/giu;
const CLOSING = new Set(".,;:!?)]}'*_~`…");

/** A text in pieces, which joined are the text again. */
export function withLinks(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutClosing(found);
    if (address.endsWith('://')) continue;
    if (index > end) pieces.push({ text: text.slice(end, index), link: false });
    pieces.push({ text: address, link: true });
    end = index + address.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), link: false });
  return pieces;
}

function withoutClosing(address: string): string {
  let end = address.length;
  while (CLOSING.has(address.charAt(end - 1)) && !closesItsOwn(address, end)) end--;
  return address.slice(0, end);
}

/** `…/wiki/Ubuntu_(distribution)`: a parenthesis that was opened in the address. */
function closesItsOwn(address: string, end: number): boolean {
  return address.charAt(end - 1) === ')' && address.lastIndexOf('(', end) > address.lastIndexOf(')', end - 2);
}
