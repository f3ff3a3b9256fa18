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
import type { LocalStore } from '../../src/store/local-store.ts';
import { MemoryStore } from '../../src/store/memory-store.ts';
import { all, storeCases } from './store-cases.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-store-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
const newFolder = () => join(folder, String(count++));

const kinds: [string, () => LocalStore][] = [
  ['memory', () => new MemoryStore()],
  ['files', () => new FileStore(newFolder())],
];

describe.each(kinds)('a store in %s', (_, make) => {
  test.each(Object.entries(storeCases))('%s', (_, run) => run(make));
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

  test.skipIf(process.platform !== 'linux').each(['records', 'recordsBack'] as const)(
    '%s that nobody goes on with keep no file open, and bring nothing down',
    async (walk) => {
      const path = newFolder();
      const script = `
      import { readdirSync, readlinkSync } from 'node:fs';
      import { FileStore } from ${JSON.stringify(new URL('../../src/node/file-store.ts', import.meta.url).pathname)};
      const log = new FileStore(${JSON.stringify(path)}).log('log');
      for (const record of ['one', 'two']) await log.append(record);
      const target = (fd) => { try { return readlinkSync('/proc/self/fd/' + fd); } catch { return ''; } };
      const open = () => readdirSync('/proc/self/fd').filter((fd) => target(fd).endsWith('log.log')).length;
      const begin = async () => (await log.${walk}()[Symbol.asyncIterator]().next()).value.record;
      for (let count = 0; count < 50; count++) await begin();
      if (open() === 0) throw new Error('nothing was abandoned');
      // What still stands on the stack may be kept.
      while (open() > 5) { Bun.gc(true); await new Promise((resolve) => setTimeout(resolve, 1)); }
      console.log(await begin());`;
      const child = Bun.spawn([process.execPath, '-e', script], { stdout: 'pipe', stderr: 'pipe' });
      expect(await new Response(child.stderr).text()).toBe('');
      expect(await new Response(child.stdout).text()).toBe(walk === 'records' ? 'one\n' : 'two\n');
      expect(await child.exited).toBe(0);
    },
  );

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
