import { afterAll, describe, expect, test } from 'bun:test';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileStore } from '../../src/node/file-store.ts';
import type { LocalLog, LocalStore } from '../../src/store/local-store.ts';
import { MemoryStore } from '../../src/store/memory-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-store-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
const newFolder = () => join(folder, String(count++));

async function all(log: LocalLog, from?: number): Promise<string[]> {
  const found: string[] = [];
  for await (const { record } of log.records(from)) found.push(record);
  return found;
}

async function allBack(log: LocalLog, before?: number): Promise<string[]> {
  const found: string[] = [];
  for await (const { record } of log.recordsBack(before)) found.push(record);
  return found;
}

const kinds: [string, () => LocalStore][] = [
  ['memory', () => new MemoryStore()],
  ['files', () => new FileStore(newFolder())],
];

describe.each(kinds)('a store in %s', (_, make) => {
  test('keeps documents by name, whatever the name, and forgets them when told', async () => {
    const store = make();
    expect(await store.get('a')).toBeUndefined();
    for (const name of ['a', 'a/b', 'a/../b', '.hidden', 'ä:*?', 'a.json']) await store.set(name, { name });
    for (const name of ['a', 'a/b', 'a/../b', '.hidden', 'ä:*?', 'a.json']) {
      expect(await store.get(name)).toEqual({ name });
    }
    await store.set('a', [1]);
    expect(await store.get('a')).toEqual([1]);
    await store.remove('a');
    await store.remove('a');
    expect(await store.get('a')).toBeUndefined();
    expect(await store.get('a/b')).toEqual({ name: 'a/b' });
  });

  test('a log gives its records in order, from any position that a walk gave, and its last', async () => {
    const log = make().log('conversations/x');
    expect(await log.last()).toBeUndefined();
    expect(await all(log)).toEqual([]);
    // The middle one is longer than the blocks in which files are read.
    const records = ['eins', `zwölf ${'é'.repeat(700_000)}`, '{"drei":3}'];
    for (const record of records) await log.append(record);
    expect(await all(log)).toEqual(records);
    expect(await log.last()).toBe(records[2] as string);
    const positions: number[] = [];
    for await (const { next } of log.records()) positions.push(next);
    expect(await all(log, positions[0])).toEqual(records.slice(1));
    expect(await all(log, positions[2])).toEqual([]);
    await log.append('four');
    expect(await all(log, positions[2])).toEqual(['four']);
    await log.rewrite((record) => (record === 'eins' ? 'one' : undefined));
    expect((await all(log)).map((record) => record.trim())).toEqual(['one', ...records.slice(1), 'four']);
    expect(await all(log, positions[2])).toEqual(['four']);
    await log.clear();
    expect(await all(log)).toEqual([]);
    await log.append('only');
    expect(await log.last()).toBe('only');
  });

  test('a log gives its records backwards, from the end or from any position', async () => {
    const log = make().log('conversations/x');
    expect(await allBack(log)).toEqual([]);
    // Longer than the blocks in which files are read, and of every length around their edges.
    const records = Array.from({ length: 40 }, (_, index) => `${index} ${'é'.repeat(index * 1_700)}`);
    for (const record of records) await log.append(record);
    const back = records.toReversed();
    expect(await allBack(log)).toEqual(back);
    const positions: number[] = [];
    for await (const { at } of log.recordsBack()) positions.push(at);
    expect(await allBack(log, positions[9])).toEqual(back.slice(10));
    expect(await all(log, positions[9])).toEqual(records.slice(-10));
    expect(await allBack(log, positions.at(-1))).toEqual([]);
    await log.append('one more');
    expect((await allBack(log)).slice(0, 2)).toEqual(['one more', back[0] as string]);
    expect(await allBack(log, positions[0])).toEqual(back.slice(1));
  });

  test('a lock keeps others out until it is released, even by a failure', async () => {
    const store = make();
    const seen: string[] = [];
    const slow = store.lock('x', async () => {
      seen.push('slow begins');
      await new Promise((resolve) => setImmediate(resolve));
      seen.push('slow ends');
      throw new Error('failed');
    });
    const next = store.lock('x', async () => seen.push('next'));
    await store.lock('y', async () => seen.push('other name'));
    expect(await slow.catch((error: Error) => error.message)).toBe('failed');
    await next;
    expect(seen.indexOf('next')).toBeGreaterThan(seen.indexOf('slow ends'));
  });
});

describe('a store in files', () => {
  test('is readable by its owner only', async () => {
    const path = newFolder();
    const store = new FileStore(path);
    await store.set('profiles/key', 'secret');
    await store.log('profiles/log').append('x');
    expect(statSync(join(path, 'profiles')).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(join(path, 'profiles'))) {
      expect(statSync(join(path, 'profiles', name)).mode & 0o777, name).toBe(0o600);
    }
  });

  test('a record that a crash left half-written is not there, and does not harm the next one', async () => {
    const path = newFolder();
    const log = new FileStore(path).log('log');
    await log.append('whole');
    appendFileSync(join(path, 'log.log'), '{"half":');
    expect(await all(log)).toEqual(['whole']);
    expect(await log.last()).toBe('whole');
    await log.append('next');
    expect(await all(log)).toEqual(['whole', 'next']);
  });

  test('a garbled document is named, with what to do', async () => {
    const path = newFolder();
    const store = new FileStore(path);
    await store.set('pins', {});
    writeFileSync(join(path, 'pins.json'), '{"a');
    await expect(store.get('pins')).rejects.toThrow(/pins\.json is garbled\. Restore it/);
  });

  test('locks work between processes, and one that a killed process held is taken over', async () => {
    const path = newFolder();
    const store = new FileStore(path);
    await store.set('ready', 1);
    const script = `
      import { FileStore } from ${JSON.stringify(new URL('../../src/node/file-store.ts', import.meta.url).pathname)};
      await new FileStore(${JSON.stringify(path)}).lock('x', async () => {
        console.log('held');
        await new Promise((resolve) => setInterval(resolve, 1e9));
      });`;
    const child = Bun.spawn([process.execPath, '-e', script], { stdout: 'pipe' });
    await child.stdout.getReader().read();
    let taken = false;
    const waiting = store.lock('x', async () => {
      taken = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(taken).toBe(false);
    child.kill('SIGKILL');
    await waiting;
    expect(taken).toBe(true);
    expect(existsSync(join(path, 'x.lock'))).toBe(false);
  });

  test('many processes that add to one number under the lock lose no addition', async () => {
    const path = newFolder();
    const script = `
      import { FileStore } from ${JSON.stringify(new URL('../../src/node/file-store.ts', import.meta.url).pathname)};
      const store = new FileStore(${JSON.stringify(path)});
      for (let i = 0; i < 10; i++) {
        await store.lock('x', async () => store.set('n', ((await store.get('n')) ?? 0) + 1));
      }`;
    const children = Array.from({ length: 4 }, () => Bun.spawn([process.execPath, '-e', script]));
    expect(await Promise.all(children.map((child) => child.exited))).toEqual([0, 0, 0, 0]);
    expect(await new FileStore(path).get('n')).toBe(40);
  });
});
