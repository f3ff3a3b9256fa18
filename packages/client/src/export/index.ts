export { Changes, type Edit, type Edits, type Reaction, type Reactor } from '../fold/changes.ts';
export type { FoldedMessage, Quote, Said } from '../fold/message.ts';
export { shownAt } from '../fold/moment.ts';
export { isSaid, type Speaker, speakerOf } from '../fold/speaker.ts';
export { oneLine, plain } from '../fold/visible.ts';
export { type CsvOptions, csvHeader, csvLine } from './csv.ts';
export { type ExportFormat, exportConversation, exportFormats } from './export.ts';
export { exportEndings, safeName } from './file-name.ts';
export {
  type FoldedEntry,
  foldedEntries,
  isFolded,
  Survey,
  unfolded,
} from './fold.ts';
export { jsonLine } from './jsonl.ts';
export { type MessageRecord, messageRecord } from './record.ts';
export type { Entries, ExportSource } from './source.ts';
export type { ExportSummary, PersonCount } from './summary.ts';
export { textDay, textEnd, textEntry } from './text.ts';
export { type Zone, zoneOf } from './time.ts';
export { shownEmoji } from './words.ts';
