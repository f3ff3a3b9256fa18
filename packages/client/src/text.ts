/** What views need to show texts of messages without harm; knows nothing of the rest of the library. */
export { hiddenHost, type Piece, withLinks } from './export/links.ts';
export { shownEmoji } from './export/words.ts';
export { searchable, wordsOf } from './fold/searchable.ts';
export { oneLine, readable } from './fold/visible.ts';
