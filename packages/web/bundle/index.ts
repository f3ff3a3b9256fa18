import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildInto, built, type Recipe } from './built.ts';

export { BundleError } from './built.ts';

const CLIENT: Recipe = {
  title: 'The browser client',
  name: 'web',
  script: new URL('./build.ts', import.meta.url).pathname,
  ingredients: [
    'packages/web/bundle',
    'packages/web/public',
    'packages/web/src',
    'packages/client/src',
    'packages/protocol/src',
  ],
};

/**
 * The folder of the client, built from the sources as they are now: an earlier build where nothing changed since.
 * @throws BundleError
 */
export async function builtClient(): Promise<string> {
  const folder = await built(CLIENT);
  if (folder !== undefined) return folder;
  // Built for this run alone, where nobody else may write.
  const own = await mkdtemp(join(tmpdir(), 'parley-web-'));
  await buildInto(own, CLIENT);
  return own;
}
