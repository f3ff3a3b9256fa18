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
  // `…/wiki/Ubuntu_(distribution)`: what was opened in the address is closed in it.
  const opened = address.lastIndexOf('(');
  const closed = opened === -1 ? -1 : address.indexOf(')', opened);
  let end = address.length;
  while (end - 1 !== closed && CLOSING.has(address.charAt(end - 1))) end--;
  return address.slice(0, end);
}

/** Where an address begins that says plainly where it leads: letters, digits, dots and hyphens, then its path. */
const PLAIN_HOST = /^https?:\/\/([a-z0-9.-]+(?::\d+)?)(?:[/?#]|$)/i;

/**
 * Where an address leads, if that is not what a reader sees: its host has letters that look like others, a name stands
 * before it (`https://bank.example@elsewhere.example`), or it is written in another form.
 * @returns the host as browsers call it; undefined where the address says it plainly
 */
export function hiddenHost(address: string): string | undefined {
  const host = URL.canParse(address) ? new URL(address).host : '';
  const seen = PLAIN_HOST.exec(address)?.[1]?.toLowerCase();
  return host === '' || seen?.replace(/:(?:80|443)$/, '') === host ? undefined : host;
}
