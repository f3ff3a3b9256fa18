import type { Reader, Writer } from './engine/engine.ts';

export type WorkspaceRole = 'owner' | 'admin' | 'member';

/** A user, with the keys that travel: public ones, and private ones as the client wrapped them. */
export interface User {
  readonly id: string;
  readonly fullname: string;
  readonly nick: string;
  readonly role: WorkspaceRole;
  /** 0 when deactivated. */
  readonly active: number;
  readonly publickey: string;
  readonly signpublickey: string;
  readonly identitysignature: string;
  readonly rsakey: string;
  readonly rsakeymac: string;
  readonly signkey: string;
  readonly recoverybox: string;
}

/** A user as it is stored first. */
export interface NewUser extends User {
  /** What `search` looks in: `searchNameOf` of operations/friends. */
  readonly searchname: string;
  /** Keyed hashes, under the server key. */
  readonly apikeyhash: string;
  readonly recoveryauthhash: string;
  readonly created: number;
}

const COLUMNS =
  'id, fullname, nick, role, active, publickey, signpublickey, identitysignature, rsakey, rsakeymac, signkey, recoverybox';

/** The user whose apikey has this keyed hash; undefined when there is none. */
export function userByApikey(
  reader: Reader,
  workspace: string,
  apikeyhash: string,
): Promise<User | undefined> {
  return reader.get<User>(
    `SELECT ${COLUMNS} FROM users WHERE workspace = $1 AND apikeyhash = $2`,
    workspace,
    apikeyhash,
  );
}

/** The user whose recovery `auth` has this keyed hash; undefined when there is none. */
export function userByRecovery(
  reader: Reader,
  workspace: string,
  recoveryauthhash: string,
): Promise<User | undefined> {
  return reader.get<User>(
    `SELECT ${COLUMNS} FROM users WHERE workspace = $1 AND recoveryauthhash = $2`,
    workspace,
    recoveryauthhash,
  );
}

/** Whether a user exists, deactivated or not. */
export async function userExists(reader: Reader, workspace: string, id: string): Promise<boolean> {
  return (
    (await reader.get('SELECT id FROM users WHERE workspace = $1 AND id = $2', workspace, id)) !== undefined
  );
}

/** The user's role in the workspace; undefined when there is no such user. */
export async function workspaceRoleOf(
  reader: Reader,
  workspace: string,
  id: string,
): Promise<WorkspaceRole | undefined> {
  const row = await reader.get<{ role: WorkspaceRole }>(
    'SELECT role FROM users WHERE workspace = $1 AND id = $2',
    workspace,
    id,
  );
  return row?.role;
}

/** Whether a user exists and is not deactivated. */
export async function isActiveUser(reader: Reader, workspace: string, id: string): Promise<boolean> {
  const row = await reader.get(
    'SELECT id FROM users WHERE workspace = $1 AND id = $2 AND active = 1',
    workspace,
    id,
  );
  return row !== undefined;
}

/** Whether anybody has ever registered in a workspace. */
export async function hasUsers(reader: Reader, workspace: string): Promise<boolean> {
  return (await reader.get('SELECT id FROM users WHERE workspace = $1 LIMIT 1', workspace)) !== undefined;
}

/** @returns false when the id, or the apikey, is taken: then nothing is stored */
export async function insertUser(writer: Writer, workspace: string, user: NewUser): Promise<boolean> {
  const stored = await writer.run(
    `INSERT INTO users (workspace, ${COLUMNS}, searchname, apikeyhash, recoveryauthhash, created)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
     ON CONFLICT DO NOTHING`,
    workspace,
    user.id,
    user.fullname,
    user.nick,
    user.role,
    user.active,
    user.publickey,
    user.signpublickey,
    user.identitysignature,
    user.rsakey,
    user.rsakeymac,
    user.signkey,
    user.recoverybox,
    user.searchname,
    user.apikeyhash,
    user.recoveryauthhash,
    user.created,
  );
  return stored === 1;
}

/** What a user is called. */
export type Names = Pick<NewUser, 'fullname' | 'nick'>;

/** What a user is called; undefined when there is no such user. */
export function namesOf(reader: Reader, workspace: string, id: string): Promise<Names | undefined> {
  return reader.get<Names>(
    'SELECT fullname, nick FROM users WHERE workspace = $1 AND id = $2',
    workspace,
    id,
  );
}

export async function setNames(
  writer: Writer,
  workspace: string,
  id: string,
  { fullname, nick, searchname }: Names & Pick<NewUser, 'searchname'>,
): Promise<void> {
  await writer.run(
    'UPDATE users SET fullname = $3, nick = $4, searchname = $5 WHERE workspace = $1 AND id = $2',
    workspace,
    id,
    fullname,
    nick,
    searchname,
  );
}

/** What a password opens and proves. */
export type Credentials = Pick<NewUser, 'apikeyhash' | 'rsakey' | 'rsakeymac' | 'signkey'>;

export async function setCredentials(
  writer: Writer,
  workspace: string,
  id: string,
  { apikeyhash, rsakey, rsakeymac, signkey }: Credentials,
): Promise<void> {
  await writer.run(
    `UPDATE users SET apikeyhash = $3, rsakey = $4, rsakeymac = $5, signkey = $6 WHERE workspace = $1 AND id = $2`,
    workspace,
    id,
    apikeyhash,
    rsakey,
    rsakeymac,
    signkey,
  );
}

/** What a recovery code opens and proves. */
export async function setRecovery(
  writer: Writer,
  workspace: string,
  id: string,
  { recoveryauthhash, recoverybox }: Pick<NewUser, 'recoveryauthhash' | 'recoverybox'>,
): Promise<void> {
  await writer.run(
    'UPDATE users SET recoveryauthhash = $3, recoverybox = $4 WHERE workspace = $1 AND id = $2',
    workspace,
    id,
    recoveryauthhash,
    recoverybox,
  );
}
