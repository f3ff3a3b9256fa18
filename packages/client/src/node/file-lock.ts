import { link, readdir, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { ClientError } from '../errors.ts';
import { pause } from '../http/retry.ts';
import { isCode } from './files.ts';

/** Who holds a lock: a process, told apart from a later one of the same number by when it started. */
interface Holder {
  pid: number;
  started: string;
  host: string;
}

/** How long to wait for somebody else's lock, in milliseconds: longer than a slow request takes. */
const PATIENCE = 120_000;
/** A takeover takes milliseconds; one that stands for longer was left behind by a process that died in it. */
const STALE_TAKEOVER = 10_000;

/**
 * A lock between processes: a file that is made whole and exclusively, and names its holder. A lock whose holder has
 * died is taken over.
 * @returns what releases it
 * @throws ClientError `store_in_use` when the holder keeps it for longer than a request can take
 */
export async function acquireFileLock(path: string): Promise<() => Promise<void>> {
  const content = JSON.stringify({ pid: process.pid, started: await startOf(process.pid), host: hostname() });
  // Made beside and linked into place, so that nobody ever reads half a lock.
  const draft = `${path}.${process.pid}.${crypto.randomUUID()}`;
  await writeFile(draft, content, { mode: 0o600 });
  try {
    const deadline = Date.now() + PATIENCE;
    for (let wait = 5; ; wait = Math.min(wait * 1.5, 100)) {
      if (await linked(draft, path)) return () => unlink(path);
      if (await isAbandoned(path)) await takeOver(path);
      else if (Date.now() > deadline) {
        throw new ClientError(
          'store_in_use',
          `Another program holds ${path}. Stop it; if none is running, remove that file and try again.`,
        );
      } else await pause(wait * (0.5 + Math.random()));
    }
  } finally {
    await unlink(draft);
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Removes an abandoned lock. Only who holds the takeover may, so that nobody removes a lock made meanwhile. */
async function takeOver(path: string): Promise<void> {
  const takeover = `${path}.takeover`;
  try {
    await writeFile(takeover, '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    const age = Date.now() - (await stat(takeover).then((found) => found.mtimeMs, Date.now));
    if (age > STALE_TAKEOVER) await unlinkIfThere(takeover);
    else await pause(10);
    return;
  }
  try {
    const holder = await holderOf(path);
    if (!(await isAbandoned(path))) return;
    // Where another process has its number by now, maybe this one, nothing tells whose they are.
    if (holder && !isRunning(holder.pid)) await removeDrafts(dirname(path), holder.pid);
    await unlinkIfThere(path);
  } finally {
    await unlink(takeover);
  }
}

/** Removes what a process that died was writing beside the lock that it held: files that would have replaced others. */
async function removeDrafts(folder: string, pid: number): Promise<void> {
  const draft = new RegExp(`\\.${pid}\\.[0-9a-f-]{36}$`);
  for (const name of await readdir(folder)) if (draft.test(name)) await unlinkIfThere(join(folder, name));
}

/** Undefined where there is no lock any more, or a file of another kind. */
async function holderOf(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (isCode(error, 'ENOENT') || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  let holder: Holder;
  try {
    holder = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    // Released meanwhile: try to take it. A file of another kind is nobody's lock.
    return !isCode(error, 'ENOENT');
  }
  if (holder.host !== hostname()) return false;
  return !isRunning(holder.pid) || (await startOf(holder.pid)) !== holder.started;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/** When a process started, in the system's own count; empty where the system does not tell. */
async function startOf(pid: number): Promise<string> {
  try {
    const status = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name, in parentheses, may hold anything; the start is the 20th field behind it.
    return status.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

async function unlinkIfThere(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
  }
}
