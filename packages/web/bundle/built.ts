import { existsSync, readdirSync, statSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

export const ROOT = new URL('../../../', import.meta.url).pathname;

/** Something that is built from the sources. */
export interface Recipe {
  /** What people call it, at the beginning of a sentence. */
  readonly title: string;
  /** Its folder in `build/`. */
  readonly name: string;
  /** The script that builds it into the folder that is its argument. */
  readonly script: string;
  /** Files and folders of the checkout that it is made of. */
  readonly ingredients: readonly string[];
}

/** It cannot be built; the message has the bundler's words. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}

/**
 * The folder of what is built from the sources as they are now: an earlier build where nothing changed since.
 * @returns undefined where nothing may be kept: in a checkout of somebody else's
 * @throws BundleError
 */
export async function built(recipe: Recipe): Promise<string | undefined> {
  const home = join(ROOT, 'build', recipe.name);
  const folder = join(home, stateOf(recipe.ingredients));
  if (existsSync(folder)) return folder;
  if (!(await isWritable(home))) return undefined;
  const fresh = await mkdtemp(join(home, 'new-'));
  await buildInto(fresh, recipe);
  // A temporary folder is its maker's alone, and a server may run as somebody else.
  await chmod(fresh, 0o755);
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

/** Builds into a folder, in a process of its own: nobody keeps the bundler in memory. @throws BundleError */
export async function buildInto(folder: string, { title, script }: Recipe): Promise<void> {
  const child = Bun.spawn([process.execPath, script, folder], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production' },
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: 'pipe',
  });
  const complaint = await new Response(child.stderr).text();
  if ((await child.exited) === 0) return;
  await rm(folder, { recursive: true, force: true });
  throw new BundleError(`${title} could not be built: ${complaint.trim()}`);
}

/** 16 hex digits that change with any file's content: whoever writes to a file, or replaces it, cannot keep its ctime. */
function stateOf(ingredients: readonly string[]): string {
  const hash = new Bun.CryptoHasher('sha256').update(Bun.revision);
  // What is installed may be older than what the lock file names.
  for (const ingredient of [...ingredients, 'package-lock.json', 'node_modules/.package-lock.json']) {
    for (const path of filesIn(join(ROOT, ingredient))) {
      const { ctimeMs, size } = statSync(path);
      hash.update(`${path} ${ctimeMs} ${size}\n`);
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** In an order that is always the same. */
function filesIn(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
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

/** What is running holds its files in memory, so that earlier builds serve nobody. */
async function removeOlder(home: string, current: string): Promise<void> {
  for (const name of await readdir(home)) {
    const path = join(home, name);
    if (path !== current && /^[0-9a-f]{16}$/.test(name)) await rm(path, { recursive: true, force: true });
  }
}
