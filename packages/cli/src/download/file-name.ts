import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Conversation } from '@parley/client';
import { type ExportFormat, exportEndings, safeName } from '@parley/client/export';

/**
 * The file of a conversation in a folder with one for each: `<name>-<id>.<ending>`. The id makes it its own. A file
 * that is there already is kept when the conversation is renamed.
 */
export async function fileIn(
  folder: string,
  { id, name }: Pick<Conversation, 'id' | 'name'>,
  format: ExportFormat,
): Promise<string> {
  const end = `-${id}.${exportEndings[format]}`;
  const known = (await readdir(folder)).find((file) => file.endsWith(end));
  return join(folder, known ?? `${safeName(name)}${end}`);
}
