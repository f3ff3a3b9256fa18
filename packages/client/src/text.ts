/** What views need to show texts of messages without harm; knows nothing of the rest of the library. */
export { type Piece, withLinks } from './export/links.ts';
export { oneLine, readable } from './fold/visible.ts';
