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
  return reader.all<Workspace>(`SELECT ${COLUMNS} FROM workspaces ORDER BY registeredby <> '', created, id`);
}

/** User id, in the first workspace, of who registered the one of that name; undefined when there is none. */
export async function registrarOf(reader: Reader, name: string): Promise<string | undefined> {
  const row = await reader.get<{ registeredby: string }>(
    'SELECT registeredby FROM workspaces WHERE name = $1',
    name,
  );
  return row?.registeredby;
}

/** @param registeredby user id in the first workspace; empty for the first workspace itself */
export async function insertWorkspace(
  writer: Writer,
  workspace: Workspace,
  created: number,
  registeredby = '',
): Promise<void> {
  await writer.run(
    `INSERT INTO workspaces (${COLUMNS}, created, registeredby) VALUES ($1, $2, $3, $4, $5, $6)`,
    workspace.id,
    workspace.name,
    workspace.registration,
    workspace.friendship,
    created,
    registeredby,
  );
}
