/**
 * Builds the browser client into a folder that a server can serve: `bun build.ts <folder>`. A process of its own,
 * so that a server which finds the client not built keeps nothing of the bundler in its memory.
 */
import { cp, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { page } from './page.ts';

const SOURCE = new URL('../src/', import.meta.url).pathname;
const PUBLIC = new URL('../public/', import.meta.url).pathname;
const COMPRESSIBLE = /\.(?:js|css|html|svg|webmanifest)$/;
/** Of 11: beyond it, brotli takes many times as long for a few per cent. */
const BROTLI_QUALITY = 9;

const COMMON = {
  target: 'browser',
  minify: true,
  define: { 'process.env.NODE_ENV': '"production"' },
} as const;

const NAMING = { entry: '[name]-[hash].[ext]', chunk: '[name]-[hash].[ext]', asset: '[name]-[hash].[ext]' };

/** Builds the client. @param folder is made where it is missing */
export async function build(folder: string): Promise<void> {
  const { outputs } = await Bun.build({
    ...COMMON,
    entrypoints: ['app.tsx', 'worker.ts', 'styles.css', 'inside.css'].map((name) => join(SOURCE, name)),
    outdir: join(folder, 'assets'),
    splitting: true,
    naming: NAMING,
  });
  const alone = await Bun.build({
    ...COMMON,
    entrypoints: ['early.ts', 'whole.ts'].map((name) => join(SOURCE, name)),
    outdir: join(folder, 'assets'),
    format: 'iife',
    naming: NAMING,
  });
  const built = [...outputs, ...alone.outputs];
  const assets = built.map(addressOf).sort();
  const found = (name: string, isChunk: boolean) => {
    const isWanted = ({ kind, path }: Bun.BuildArtifact) =>
      (kind === 'chunk') === isChunk && basename(path).startsWith(`${name}-`);
    const output = built.find(isWanted);
    if (!output) throw new Error(`the bundle has no ${name}`);
    return addressOf(output);
  };
  const entry = (name: string) => found(name, false);
  const chunk = (name: string) => found(name, true);
  const app = entry('app');
  const needed = await neededBy([app, chunk('show-app')], outputs);
  const index = page({
    styles: entry('styles'),
    inside: entry('inside'),
    early: entry('early'),
    app,
    worker: entry('worker'),
    needed,
    whole: entry('whole'),
  });
  await Bun.write(join(folder, 'index.html'), index);
  await cp(PUBLIC, folder, { recursive: true });
  await buildServiceWorker(folder, index, assets);
  await compress(folder);
}

/** Some scripts, but for the first, and all that they import at once. */
async function neededBy(
  paths: readonly string[],
  outputs: readonly Bun.BuildArtifact[],
): Promise<readonly string[]> {
  const needed = new Set(paths);
  // A set gives what is added to it meanwhile as well.
  for (const path of needed) {
    const output = outputs.find((one) => addressOf(one) === path);
    const script = (await output?.text()) ?? '';
    for (const [, name] of script.matchAll(/(?:from|import)\s*"\.\/([\w-]+\.js)"/g))
      needed.add(`/assets/${name}`);
  }
  return [...needed].slice(1);
}

function addressOf({ path }: Bun.BuildArtifact): string {
  return `/assets/${basename(path)}`;
}

/** It keeps the whole client for offline use; its own content changes with every file of the client. */
async function buildServiceWorker(folder: string, index: string, assets: readonly string[]): Promise<void> {
  const files = ['/', ...assets, ...(await readdir(PUBLIC)).map((name) => `/${name}`)];
  const version = new Bun.CryptoHasher('sha256')
    .update(index)
    .update(files.join('\n'))
    .digest('hex')
    .slice(0, 16);
  await Bun.build({
    ...COMMON,
    entrypoints: [join(SOURCE, 'sw.ts')],
    outdir: folder,
    format: 'iife',
    define: { ...COMMON.define, FILES: JSON.stringify(files), VERSION: JSON.stringify(version) },
  });
}

/** Puts `x.br` and `x.gz` beside every `x` that gets smaller. */
async function compress(folder: string): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) {
    if (!COMPRESSIBLE.test(name)) continue;
    const path = join(folder, name);
    const plain = await Bun.file(path).bytes();
    const forms = {
      br: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
      gz: gzipSync(plain, { level: 9 }),
    };
    for (const [ending, bytes] of Object.entries(forms)) {
      if (bytes.length < plain.length) await Bun.write(`${path}.${ending}`, bytes);
    }
  }
}

if (import.meta.main) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error('name the folder to build into');
  await build(folder);
}
