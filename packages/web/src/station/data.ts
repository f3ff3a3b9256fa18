import type { DownloadSummary, ImportResult } from '@parley/client';
import type { ExportFormat } from '@parley/client/export';
import type { Bin, Span, Stats } from '@parley/client/stats';
import type { Context } from '../rpc/methods.ts';

/** How far long work has come: what is being done, and how many messages of it are. */
export interface DataProgress {
  readonly doing: 'fetching' | 'opening' | 'importing';
  readonly done: number;
  /** Undefined where it is not known beforehand. */
  readonly total?: number | undefined;
}

export interface ExportInput {
  readonly conversation: string;
  readonly format: ExportFormat;
  /** Of the times in it, such as `Europe/Vienna`. */
  readonly timeZone: string;
}

/** A conversation as a file, with what is in it and what could not be. */
export interface ExportedFile {
  readonly file: Blob;
  readonly name: string;
  readonly summary: DownloadSummary;
}

/** A log as its owner chose it: the file, and the annotation that belongs to it. */
export interface LogFile {
  readonly name: string;
  readonly content: Blob;
  readonly annotation?: Blob | undefined;
}

export interface ImportInput {
  readonly conversation: string;
  readonly logs: readonly LogFile[];
  /** The day of the first line, `yyyy-MM-dd`, for logs whose name has none. */
  readonly date?: string | undefined;
}

export interface StatsInput {
  readonly conversation: string;
  readonly timeZone: string;
}

/** A conversation in numbers, with its days as the bars of a chart. */
export interface StatsView {
  readonly stats: Stats;
  /** What a bar stands for. */
  readonly span: Span;
  readonly bins: readonly Bin[];
}

export interface DataApi {
  /** A conversation, opened and verified, as a file. */
  exportConversation(input: ExportInput, context: Context<DataProgress>): Promise<ExportedFile>;
  /** Brings IRC logs into a conversation; what is there already is skipped. */
  importLogs(input: ImportInput, context: Context<DataProgress>): Promise<ImportResult>;
  stats(input: StatsInput, context: Context<DataProgress>): Promise<StatsView>;
}
