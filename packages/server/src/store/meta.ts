import type { Reader, Writer } from './engine/engine.ts';

/** A fact about the database as a whole; undefined when it is not there. */
export async function metaValue(reader: Reader, name: string): Promise<string | undefined> {
  const row = await reader.get<{ value: string }>('SELECT value FROM meta WHERE name = $1', name);
  return row?.value;
}

export async function insertMeta(writer: Writer, name: string, value: string): Promise<void> {
  await writer.run('INSERT INTO meta (name, value) VALUES ($1, $2)', name, value);
}
