import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Reader, Writer } from '../../../src/store/engine/engine.ts';
import { SqliteEngine } from '../../../src/store/engine/sqlite.ts';
import { temporaryFolder } from '../../harness.ts';
import { commitsIn } from '../wal.ts';

let folder: string;
let path: string;
let engine: SqliteEngine;

beforeEach(async () => {
  folder = temporaryFolder();
  path = join(folder, 'a.db');
  closeSync(openSync(path, 'a'));
  engine = new SqliteEngine(path);
  await engine.write((writer) => writer.run('CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)'));
});
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

const add = (id: number, text = '') =>
  engine.write((writer) => writer.run('INSERT INTO notes (id, text) VALUES ($1, $2)', id, text));
const idsIn = async (reader: Reader) =>
  (await reader.all<{ id: number }>('SELECT id FROM notes ORDER BY id')).map(({ id }) => id);
const ids = () => engine.read(idsIn);

describe('group commit', () => {
  test('writes that arrive together share one commit', async () => {
    const before = commitsIn(path);
    await Promise.all(Array.from({ length: 64 }, (_, id) => add(id)));
    expect(commitsIn(path) - before).toBe(1);
    expect(await ids()).toHaveLength(64);
  });

  test('more writes than one batch takes are all done', async () => {
    await Promise.all(Array.from({ length: 1000 }, (_, id) => add(id)));
    expect(await ids()).toHaveLength(1000);
  });

  test('a write that is refused before it changed anything costs no commit', async () => {
    const before = commitsIn(path);
    const refused = engine.write(async (writer) => {
      await idsIn(writer);
      throw new Error('refused');
    });
    await expect(refused).rejects.toThrow('refused');
    expect(commitsIn(path)).toBe(before);
  });

  test('a write that throws leaves nothing, and its neighbours stay', async () => {
    const failing = engine.write(async (writer) => {
      await writer.run('INSERT INTO notes (id) VALUES (2)');
      throw new Error('changed its mind');
    });
    const outcomes = await Promise.allSettled([add(1), failing, add(3)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await ids()).toEqual([1, 3]);
  });

  test('a failing statement fails its own write alone', async () => {
    const outcomes = await Promise.allSettled([add(1), add(1), add(2)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await ids()).toEqual([1, 2]);
  });

  test('writes run one after another, never interleaved', async () => {
    const order: string[] = [];
    const slow = (name: string) =>
      engine.write(async (writer) => {
        for (let step = 0; step < 3; step++) {
          order.push(name);
          await idsIn(writer);
        }
      });
    await Promise.all([slow('a'), slow('b'), slow('c')]);
    expect(order.join('')).toBe('aaabbbccc');
  });

  test('a write sees what its neighbours before it have written', async () => {
    const [, seen] = await Promise.all([add(1), engine.write(idsIn)]);
    expect(seen).toEqual([1]);
  });
});

describe('reading', () => {
  test('a read never sees what is not committed', async () => {
    const seen: Promise<number[]>[] = [];
    await engine.write(async (writer) => {
      await writer.run('INSERT INTO notes (id) VALUES (1)');
      seen.push(ids());
      for (let turn = 0; turn < 50; turn++) await idsIn(writer);
    });
    expect(await seen[0]).toEqual([]);
    expect(await ids()).toEqual([1]);
  });

  test('all queries of one read see the same state, whatever is committed meanwhile', async () => {
    const [before, after] = await engine.read(async (reader) => {
      const first = await idsIn(reader);
      await add(1);
      return [first, await idsIn(reader)];
    });
    expect([before, after]).toEqual([[], []]);
    expect(await ids()).toEqual([1]);
  });

  test('more reads than there are connections all get their answer', async () => {
    await add(1);
    const answers = await Promise.all(Array.from({ length: 40 }, ids));
    expect(answers).toEqual(Array.from({ length: 40 }, () => [1]));
  });

  test('a read cannot write', async () => {
    const writing = engine.read((reader) => reader.all('INSERT INTO notes (id) VALUES (1)'));
    await expect(writing).rejects.toThrow('readonly');
  });

  test('a read that throws frees its connection', async () => {
    for (let time = 0; time < 10; time++) {
      await expect(engine.read((reader) => reader.all('SELECT nonsense FROM notes'))).rejects.toThrow();
    }
    expect(await ids()).toEqual([]);
  });

  test('a parameter may repeat', async () => {
    const row = await engine.read((reader) => reader.get('SELECT $2 AS b, $1 AS a, $2 AS c', 'one', 'two'));
    expect(row).toEqual({ b: 'two', a: 'one', c: 'two' });
  });

  test('a row that is not there is undefined', async () => {
    expect(await engine.read((reader) => reader.get('SELECT id FROM notes'))).toBeUndefined();
  });
});

describe('failures', () => {
  /** A row of `child` that has no row in `parent` is found out at the commit. */
  const makeCommitsFail = async () => {
    await engine.write((writer) => writer.run('CREATE TABLE parent (id INTEGER PRIMARY KEY)'));
    await engine.write((writer) =>
      writer.run('CREATE TABLE child (id INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)'),
    );
  };
  const orphan = () => engine.write((writer) => writer.run('INSERT INTO child (id) VALUES (7)'));

  test('when the commit fails every write of the batch fails, nothing is applied, and the next goes through', async () => {
    await makeCommitsFail();
    const refused = engine.write(async () => {
      throw new Error('refused');
    });
    const outcomes = await Promise.allSettled([add(1), orphan(), refused, add(2)]);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'SQLITE_CONSTRAINT_FOREIGNKEY' } });
    }
    expect(await ids()).toEqual([]);
    await add(3);
    expect(await ids()).toEqual([3]);
  });

  test('a full disk fails writes; they go through when there is room again', async () => {
    await engine.write((writer) => writer.get('PRAGMA max_page_count = 8'));
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, (_, id) => add(id, 'x'.repeat(4000))),
    );
    const failed = outcomes.filter(({ status }) => status === 'rejected');
    expect(failed.length).toBeGreaterThan(0);
    for (const { reason } of failed as PromiseRejectedResult[]) expect(reason.code).toBe('SQLITE_FULL');
    const kept = await ids();
    expect(kept).toHaveLength(40 - failed.length);

    await engine.write((writer) => writer.get('PRAGMA max_page_count = 1000000'));
    await add(100, 'x'.repeat(4000));
    expect(await ids()).toEqual([...kept, 100]);
  });

  test('when SQLite itself ends the transaction, what ran in it fails and what waits goes on', async () => {
    await add(1);
    const ending = async (writer: Writer) => {
      await writer.run('INSERT OR ROLLBACK INTO notes (id) VALUES (1)').catch(() => {});
      await writer.run('INSERT INTO notes (id) VALUES (3)').catch(() => {});
    };
    const outcomes = await Promise.allSettled([add(2), engine.write(ending), add(4)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(await ids()).toEqual([1, 4]);
  });
});

describe('the end', () => {
  test('a writer and a reader are of no use after their work ended', async () => {
    const writer = await engine.write(async (leaked) => leaked);
    await expect(writer.run('DELETE FROM notes')).rejects.toThrow('after its write ended');
    const reader = await engine.read(async (leaked) => leaked);
    await expect(idsIn(reader)).rejects.toThrow('after its read ended');
  });

  test('closing waits for what is under way, and takes nothing more', async () => {
    const under = [add(1), add(2)];
    const reading = ids();
    const closed = engine.close();
    await expect(add(3)).rejects.toThrow('closed');
    await expect(ids()).rejects.toThrow('closed');
    await closed;
    expect(await Promise.all(under)).toEqual([1, 1]);
    expect(await reading).toBeInstanceOf(Array);
    engine = new SqliteEngine(path);
    expect(await ids()).toEqual([1, 2]);
  });
});
