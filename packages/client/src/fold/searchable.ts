const MARKS = /\p{M}+/gu;

/** A text as it is searched: without case and without marks on letters, so that `uber` finds `Über`. */
export function searchable(text: string): string {
  return text.toLowerCase().normalize('NFKD').replace(MARKS, '');
}

/** The parts of a query that a text must all hold, wherever in it; empty when there is nothing to look for. */
export function wordsOf(query: string): string[] {
  return searchable(query).split(/\s+/).filter(Boolean);
}
