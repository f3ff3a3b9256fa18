import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Conversation } from '@parley/client';
import type { ExportFormat } from '@parley/client/export';

/** In characters; of up to four bytes each, so that with the id it stays below what file systems allow. */
const LONGEST_NAME = 40;

const endings: Record<ExportFormat, string> = {
  text: 'txt',
  jsonl: 'jsonl',
  csv: 'csv',
  md: 'md',
  html: 'html',
};

/**
 * The file of a conversation in a folder with one for each: `<name>-<id>.<ending>`. The id makes it its own, and what
 * the name has beside letters and digits is a hyphen, so that nobody's choice of a name reaches another file. A file
 * that is there already is kept when the conversation is renamed.
 */
export async function fileIn(
  folder: string,
  { id, name }: Pick<Conversation, 'id' | 'name'>,
  format: ExportFormat,
): Promise<string> {
  const end = `-${id}.${endings[format]}`;
  const known = (await readdir(folder)).find((file) => file.endsWith(end));
  return join(folder, known ?? `${safeName(name)}${end}`);
}

/** @returns letters, digits and single hyphens */
export function safeName(name: string): string {
  const words = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-/, '');
  return [...words].slice(0, LONGEST_NAME).join('').replace(/-$/, '') || 'conversation';
}
