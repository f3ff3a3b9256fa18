import { open } from 'node:fs/promises';
import type { ExportFormat } from '@parley/client/export';
import { CommandError, exitCodes } from '../exit.ts';
import { fileError } from '../output.ts';

/** What a file can hold: one of the forms, or the server's own objects. */
export type FileForm = ExportFormat | 'raw';

/** By how a file begins; one that begins otherwise may be text, whose first line is a name. */
const beginnings: readonly (readonly [FileForm, RegExp])[] = [
  ['html', /^<!doctype html>/i],
  ['csv', /^id,created,sent,/],
  ['jsonl', /^\{"id":/],
  ['raw', /^\{"[A-Z]/],
  ['md', /^# [^\n]*\n\n/],
];
const names: Readonly<Record<FileForm, string>> = {
  text: 'text',
  jsonl: 'opened messages as JSON Lines',
  raw: "the server's own objects",
  csv: 'CSV',
  md: 'Markdown',
  html: 'a page',
};
/** Bytes: more than the beginning of any form takes. */
const ENOUGH = 1024;

/** @throws CommandError for a file to be written on that holds something of another form */
export async function refuseOtherForm(path: string, wanted: FileForm): Promise<void> {
  const start = await startOf(path);
  const found = beginnings.find(([, beginning]) => beginning.test(start))?.[0] ?? 'text';
  if (found === wanted) return;
  throw new CommandError(
    `${path} holds ${names[found]}, not ${names[wanted]}: name another file for --out, or remove this one.`,
    exitCodes.usage,
  );
}

async function startOf(path: string): Promise<string> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(ENOUGH), 0, ENOUGH, 0);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileError(error, path);
  }
}
