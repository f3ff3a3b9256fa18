export { Changes, type Reaction } from './changes.ts';
export { type CsvOptions, csvHeader, csvLine } from './csv.ts';
export { type ExportFormat, exportConversation, exportFormats } from './export.ts';
export {
  type FoldedEntry,
  type FoldedMessage,
  foldedEntries,
  isFolded,
  type Quote,
  Survey,
  unfolded,
} from './fold.ts';
export { jsonLine } from './jsonl.ts';
export { type MessageRecord, messageRecord } from './record.ts';
export type { Entries, ExportSource } from './source.ts';
export { isSaid, type Speaker, speakerOf } from './speaker.ts';
export type { ExportSummary, PersonCount } from './summary.ts';
export { textDay, textEnd, textEntry } from './text.ts';
export { shownAt, type Zone, zoneOf } from './time.ts';
export { oneLine, plain } from './visible.ts';
