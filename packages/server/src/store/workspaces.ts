import type { Reader, Writer } from './engine/engine.ts';

/** A workspace: its users, friends and conversations are its own, and nothing crosses. */
export interface Workspace {
  /** 32 hex digits: `W` of docs/spec/trust.md. */
  readonly id: string;
  /** A DNS name. */
  readonly name: string;
  /** Whether people may register: the value of `registration` on the wire. */
  readonly registration: 'true' | 'false' | 'invite';
  /** Whether friendship needs consent. */
  readonly friendship: 'open' | 'closed';
}

const COLUMNS = 'id, name, registration, friendship';

/** All workspaces, the first one first. */
export function allWorkspaces(reader: Reader): Promise<Workspace[]> {
  return reader.all<Workspace>(`SELECT ${COLUMNS} FROM workspaces ORDER BY created, id`);
}

export async function insertWorkspace(writer: Writer, workspace: Workspace, created: number): Promise<void> {
  await writer.run(
    `INSERT INTO workspaces (${COLUMNS}, created) VALUES ($1, $2, $3, $4, $5)`,
    workspace.id,
    workspace.name,
    workspace.registration,
    workspace.friendship,
    created,
  );
}
