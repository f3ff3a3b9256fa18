import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { built, ROOT } from '@parley/web/built';

/** What is built here stands in the checkout's `build/`, as all that is built does. */
const name = `built-${process.pid}`;
const home = join(ROOT, 'build', name);
const source = join(home, 'source', 'text');
/** Has a character for each build. */
const builds = join(home, 'builds');
const recipe = {
  title: 'The copy',
  name: `${name}/out`,
  script: join(home, 'copy.ts'),
  ingredients: [`build/${name}/source`],
};
const folderOf = async () => (await built(recipe)) as string;
const text = (folder: string) => readFileSync(join(folder, 'text'), 'utf8');

beforeAll(() => {
  mkdirSync(join(home, 'source'), { recursive: true });
  writeFileSync(source, 'one');
  writeFileSync(
    recipe.script,
    `require('node:fs').appendFileSync('${builds}', '.');
    await Bun.write(process.argv[2] + '/text', await Bun.file('${source}').text());`,
  );
});
afterAll(() => rmSync(home, { recursive: true }));

test('what was built is taken again while nothing changes, by whoever may read the checkout', async () => {
  const folder = await folderOf();
  expect(text(folder)).toBe('one');
  writeFileSync(join(folder, 'mark'), '');
  expect(await folderOf()).toBe(folder);
  expect(readdirSync(folder)).toContain('mark');
  expect(readFileSync(builds, 'utf8')).toBe('.');
  expect(statSync(folder).mode & 0o777).toBe(0o755);
});

test('what changes is built anew, though it is as long as before and says to be as old; nothing else stays', async () => {
  const { atime, mtime } = statSync(source);
  const before = await folderOf();
  writeFileSync(source, 'two');
  utimesSync(source, atime, mtime);
  const folder = await folderOf();
  expect(folder).not.toBe(before);
  expect(text(folder)).toBe('two');
  expect(readdirSync(join(home, 'out'))).toHaveLength(1);
});

test('a file that comes or goes is a change', async () => {
  const before = await folderOf();
  writeFileSync(join(home, 'source', 'more'), '');
  expect(await folderOf()).not.toBe(before);
});

test('what several build at once is one build', async () => {
  writeFileSync(source, 'three');
  const folders = await Promise.all([folderOf(), folderOf(), folderOf()]);
  expect(new Set(folders).size).toBe(1);
  expect(text(folders[0] as string)).toBe('three');
});

test('sources that cannot be built say why', async () => {
  const before = readdirSync(join(home, 'out'));
  writeFileSync(source, 'four');
  writeFileSync(join(home, 'broken.ts'), `throw new Error('a word is missing');`);
  await expect(built({ ...recipe, script: join(home, 'broken.ts') })).rejects.toThrow(
    /^The copy could not be built: .*a word is missing/s,
  );
  expect(readdirSync(join(home, 'out'))).toEqual(before);
});

test('where nothing can be kept, nothing is built', async () => {
  writeFileSync(join(home, 'taken'), '');
  expect(await built({ ...recipe, name: `${name}/taken` })).toBeUndefined();
});
