import type { ExportFormat } from './export.ts';

/** In characters; of up to four bytes each, so that with an id beside it stays below what file systems allow. */
const LONGEST_NAME = 40;

/** The ending of an export's file, without its dot. */
export const exportEndings: Readonly<Record<ExportFormat, string>> = {
  text: 'txt',
  jsonl: 'jsonl',
  csv: 'csv',
  md: 'md',
  html: 'html',
};

/**
 * A conversation's name as that of a file. What it has beside letters and digits is a hyphen, so that nobody's choice
 * of a name reaches another file.
 * @returns letters, digits and single hyphens
 */
export function safeName(name: string): string {
  const words = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-/, '');
  return [...words].slice(0, LONGEST_NAME).join('').replace(/-$/, '') || 'conversation';
}
