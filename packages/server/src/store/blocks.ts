import type { Reader, Writer } from './engine/engine.ts';

/** Whether `user` has blocked `other`. */
export async function hasBlocked(
  reader: Reader,
  workspace: string,
  user: string,
  other: string,
): Promise<boolean> {
  const row = await reader.get(
    'SELECT userid FROM blocks WHERE workspace = $1 AND userid = $2 AND blockedid = $3',
    workspace,
    user,
    other,
  );
  return row !== undefined;
}

/** The ids of those whom a user has blocked, ascending. */
export async function blockedBy(reader: Reader, workspace: string, user: string): Promise<string[]> {
  const rows = await reader.all<{ blockedid: string }>(
    'SELECT blockedid FROM blocks WHERE workspace = $1 AND userid = $2 ORDER BY blockedid',
    workspace,
    user,
  );
  return rows.map(({ blockedid }) => blockedid);
}

/** Once more changes nothing. */
export async function insertBlock(
  writer: Writer,
  workspace: string,
  user: string,
  other: string,
): Promise<void> {
  await writer.run(
    'INSERT INTO blocks (workspace, userid, blockedid) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    workspace,
    user,
    other,
  );
}

/** @returns false when there was none */
export async function deleteBlock(
  writer: Writer,
  workspace: string,
  user: string,
  other: string,
): Promise<boolean> {
  const deleted = await writer.run(
    'DELETE FROM blocks WHERE workspace = $1 AND userid = $2 AND blockedid = $3',
    workspace,
    user,
    other,
  );
  return deleted === 1;
}
