import type { Reader, Writer } from './engine/engine.ts';

/** What a user's stations share, as they sealed it. */
export interface Keyring {
  readonly counter: number;
  readonly box: string;
}

export function keyringOf(reader: Reader, workspace: string, user: string): Promise<Keyring | undefined> {
  return reader.get<Keyring>(
    'SELECT counter, box FROM keyrings WHERE workspace = $1 AND userid = $2',
    workspace,
    user,
  );
}

/** @returns false when the stored one has this counter or a higher one: then it stays */
export async function setKeyring(
  writer: Writer,
  workspace: string,
  user: string,
  { counter, box }: Keyring,
): Promise<boolean> {
  const stored = await writer.run(
    `INSERT INTO keyrings (workspace, userid, counter, box) VALUES ($1, $2, $3, $4)
     ON CONFLICT (workspace, userid) DO UPDATE SET counter = excluded.counter, box = excluded.box
     WHERE keyrings.counter < excluded.counter`,
    workspace,
    user,
    counter,
    box,
  );
  return stored === 1;
}
