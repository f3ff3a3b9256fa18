import { afterAll, describe, expect, test } from 'bun:test';
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
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

  describe('a log on a disk that gives other bytes than it was given', () => {
    /** A log of three records, and what stands in its file. */
    async function written() {
      const path = newFolder();
      const log = new FileStore(path).log('log');
      const records = ['{"a":1}', '{"b":"é"}', '{"c":3}'];
      for (const record of records) await log.append(record);
      const file = join(path, 'log.log');
      const positions: number[] = [];
      for await (const { next } of log.records()) positions.push(next);
      return { log, records, file, bytes: readFileSync(file), positions };
    }

    test('no flipped bit leaves a record that is read as another one', async () => {
      const { log, records, file, bytes } = await written();
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const flipped = Buffer.from(bytes);
        flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
        writeFileSync(file, flipped);
        for (const record of await all(log)) {
          const read = await Promise.resolve(record)
            .then(JSON.parse)
            .catch(() => undefined);
          if (read !== undefined) expect(records.map((one) => JSON.parse(one))).toContainEqual(read);
        }
      }
    });

    test('a record is put in the place of a damaged one, and positions stay valid', async () => {
      const { log, records, file, bytes, positions } = await written();
      bytes[(positions[0] as number) + 3] = 0;
      writeFileSync(file, bytes);
      const [first, second, third] = await all(log);
      expect([first, third]).toEqual([records[0], records[2]]);
      expect(second).toStartWith('\0');
      const [at, next] = positions as [number, number, number];
      expect(await log.mend?.(at, next, `{"b":"${'x'.repeat(60)}"}`)).toBe(false);
      expect(await log.mend?.(at, next, '{"b":2}')).toBe(true);
      expect((await all(log)).map((record) => JSON.parse(record))).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }]);
      expect(await all(log, next)).toEqual(['{"c":3}']);
      // From within one, it comes again; back, it is what comes behind.
      expect((await all(log, at + 1)).length).toBe(2);
      expect(await Array.fromAsync(log.recordsBack(at + 1))).toEqual([{ record: '{"a":1}', at: 0 }]);
    });

    test('records that an older version wrote, without sums, are read and written on', async () => {
      const path = newFolder();
      const store = new FileStore(path);
      await store.set('log', 1);
      writeFileSync(join(path, 'log.log'), '{"old":1}\n{"old":2}    \n');
      const log = store.log('log');
      await log.append('{"new":3}');
      await log.rewrite((record) => (record.includes('1') ? '{"o":1}' : undefined));
      expect(await all(log)).toEqual(['{"o":1}  ', '{"old":2}    ', '{"new":3}']);
    });
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
    // What it was writing when it died, and what somebody else is writing.
    for (const pid of [child.pid, process.pid])
      writeFileSync(join(path, `ready.json.${pid}.${crypto.randomUUID()}`), '{');
    child.kill('SIGKILL');
    await waiting;
    expect(taken).toBe(true);
    const left = readdirSync(path).map((name) => name.replace(/[0-9a-f-]{36}$/, ''));
    expect(left.sort()).toEqual(['ready.json', `ready.json.${process.pid}.`]);
  });

  test('a lock that an earlier process of the same number left is taken over, and nothing of this one goes', async () => {
    const path = newFolder();
    const store = new FileStore(path);
    await store.set('ready', 1);
    writeFileSync(
      join(path, 'x.lock'),
      JSON.stringify({ pid: process.pid, started: 'earlier', host: hostname() }),
    );
    const draft = `ready.json.${process.pid}.${crypto.randomUUID()}`;
    writeFileSync(join(path, draft), '{');
    expect(await store.lock('x', async () => 'taken')).toBe('taken');
    expect(readdirSync(path).sort()).toEqual(['ready.json', draft]);
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
