import type { ExportFormat } from '@parley/client/export';
import { CommandError, exitCodes } from '../exit.ts';
import { outFile } from '../sink.ts';

/** What a download is to give, and where. */
export interface Plan {
  /** The conversation, by id, e-mail address or name; undefined for all of them. */
  readonly wanted: string | undefined;
  readonly format: ExportFormat;
  /** A file, or with all conversations a folder; undefined for standard output. */
  readonly out: string | undefined;
  readonly onlyNew: boolean;
  readonly follow: boolean;
  readonly raw: boolean;
  readonly timeZone: string | undefined;
}

/** The command's options as they were given. */
export interface DownloadFlags {
  readonly all?: boolean;
  readonly format?: ExportFormat;
  readonly out?: string;
  readonly new?: boolean;
  readonly follow?: boolean;
  readonly raw?: boolean;
  readonly timeZone?: string;
}

/** Forms whose lines can follow one another for ever. */
const FOLLOWABLE: readonly ExportFormat[] = ['text', 'jsonl', 'csv'];

/** @throws CommandError for what does not go together */
export function planOf(wanted: string | undefined, flags: DownloadFlags): Plan {
  const { all = false, new: onlyNew = false, follow = false, raw = false, timeZone } = flags;
  const out = outFile(flags.out);
  const format = flags.format ?? (raw ? 'jsonl' : 'text');
  if (all === (wanted !== undefined)) refuse('Name a conversation, or all of them with --all.');
  if (out === '') refuse('--out names nothing: give a file, or with --all a folder.');
  if (raw && format !== 'jsonl') refuse('--raw gives JSON Lines: leave --format out.');
  if (raw && follow) refuse('--follow gives opened messages: leave --raw out.');
  if (follow && !FOLLOWABLE.includes(format))
    refuse(`--follow gives ${FOLLOWABLE.join(', ')}, not ${format}.`);
  if (all && format === 'html' && out === undefined) {
    refuse('One HTML page holds one conversation: name a folder for the pages with --out.');
  }
  return { wanted, format, out, onlyNew, follow, raw, timeZone };
}

function refuse(message: string): never {
  throw new CommandError(message, exitCodes.usage);
}
