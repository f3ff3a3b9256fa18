const MARKS = /\p{M}+/gu;

/** A text as it is searched: without case and without marks on letters, so that `uber` finds `Über`. */
export function searchable(text: string): string {
  return text.toLowerCase().normalize('NFKD').replace(MARKS, '');
}
