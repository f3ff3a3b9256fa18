import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = new URL('../../../', import.meta.url).pathname;
const BUILD = new URL('./build.ts', import.meta.url).pathname;
/** What the built client is made of. */
const INGREDIENTS = [
  'packages/web/bundle',
  'packages/web/public',
  'packages/web/src',
  'packages/client/src',
  'packages/protocol/src',
  'package-lock.json',
];

/** The client cannot be built; the message has the bundler's words. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}

/**
 * The folder of the client, built from the sources as they are now: an earlier build where nothing changed since.
 * @throws BundleError
 */
export async function builtClient(): Promise<string> {
  const home = join(ROOT, 'build', 'web');
  const folder = join(home, await digest());
  if (existsSync(folder)) return folder;
  if (!(await isWritable(home))) {
    // A checkout of somebody else's: built for this run alone, where nobody else may write.
    const own = await mkdtemp(join(tmpdir(), 'parley-web-'));
    await buildInto(own);
    return own;
  }
  const fresh = await mkdtemp(join(home, 'new-'));
  await buildInto(fresh);
  try {
    await rename(fresh, folder);
  } catch (error) {
    // Another process was as quick; its build is the same.
    if (!existsSync(folder)) throw error;
    await rm(fresh, { recursive: true });
  }
  await removeOlder(home, folder);
  return folder;
}

async function digest(): Promise<string> {
  const hash = new Bun.CryptoHasher('sha256').update(Bun.version);
  for (const ingredient of INGREDIENTS) {
    for (const path of await filesIn(join(ROOT, ingredient))) {
      hash.update(`\n${path.slice(ROOT.length)}\n`).update(await Bun.file(path).bytes());
    }
  }
  return hash.digest('hex').slice(0, 16);
}

async function filesIn(path: string): Promise<string[]> {
  if (await Bun.file(path).exists()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}

async function isWritable(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true });
    await rm(await mkdtemp(join(folder, 'try-')), { recursive: true });
    return true;
  } catch {
    return false;
  }
}

async function buildInto(folder: string): Promise<void> {
  const child = Bun.spawn([process.execPath, BUILD, folder], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production' },
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: 'pipe',
  });
  const complaint = await new Response(child.stderr).text();
  if ((await child.exited) === 0) return;
  await rm(folder, { recursive: true, force: true });
  throw new BundleError(`The browser client could not be built: ${complaint.trim()}`);
}

/** A running server holds its files in memory, so that earlier builds serve nobody. */
async function removeOlder(home: string, current: string): Promise<void> {
  for (const name of await readdir(home)) {
    const path = join(home, name);
    if (path !== current && /^[0-9a-f]{16}$/.test(name)) await rm(path, { recursive: true, force: true });
  }
}
