/**
 * A name as it is searched: whoever types it in other case, or with other code points of the same look (full width,
 * combining marks, ligatures), finds it.
 */
export function searchText(text: string): string {
  // Lowercasing may take a text out of its normal form.
  return text.normalize('NFKC').toLowerCase().normalize('NFKC');
}

/** What `search` looks in of somebody: each name on a line of its own. */
export function searchNameOf({
  fullname,
  nick,
}: {
  readonly fullname: string;
  readonly nick: string;
}): string {
  return `${searchText(fullname)}\n${searchText(nick)}`;
}
