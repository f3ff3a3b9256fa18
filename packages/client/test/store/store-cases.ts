import type { LocalLog, LocalStore } from '../../src/store/local-store.ts';

/**
 * What every store must do, whatever keeps it; run where the store runs, which for a browser's is the browser.
 * Each case throws when it fails.
 */
export const storeCases: Readonly<Record<string, (make: () => LocalStore) => Promise<void>>> = {
  'keeps documents by name, whatever the name, and forgets them when told': async (make) => {
    const store = make();
    same(await store.get('a'), undefined);
    for (const name of ['a', 'a/b', 'a/../b', '.hidden', 'ä:*?', 'a.json']) await store.set(name, { name });
    for (const name of ['a', 'a/b', 'a/../b', '.hidden', 'ä:*?', 'a.json']) {
      same(await store.get(name), { name });
    }
    await store.set('a', [1]);
    same(await store.get('a'), [1]);
    await store.remove('a');
    await store.remove('a');
    same(await store.get('a'), undefined);
    same(await store.get('a/b'), { name: 'a/b' });
  },

  'names all that it holds, and nothing that is gone': async (make) => {
    const store = make();
    same(await store.names(), { documents: [], logs: [] });
    const names = ['a', 'a/b', 'a/../b', '.hidden', 'ä:*?', 'a.json'];
    for (const name of [...names, 'gone']) await store.set(name, 'document');
    for (const name of [...names, 'gone']) {
      for (const record of ['one', 'two']) await store.log(name).append(record);
    }
    await store.lock('a', async () => {});
    await store.remove('gone');
    await store.log('gone').clear();
    const { documents, logs } = await store.names();
    same(documents.toSorted(), names.toSorted());
    same(logs.toSorted(), names.toSorted());
  },

  'a log gives its records in order, from any position that a walk gave, and its last': async (make) => {
    const log = make().log('conversations/x');
    same(await log.last(), undefined);
    same(await all(log), []);
    // The middle one is longer than several of the blocks in which files are read.
    const records = ['eins', `zwölf ${'é'.repeat(1_700_000)}`, '{"drei":3}'];
    for (const record of records) await log.append(record);
    same(await all(log), records);
    same(await log.last(), records[2]);
    const positions: number[] = [];
    for await (const { next } of log.records()) positions.push(next);
    same(await all(log, positions[0]), records.slice(1));
    same(await all(log, positions[2]), []);
    await log.append('four');
    same(await all(log, positions[2]), ['four']);
    await log.rewrite((record) => (record === 'eins' ? 'one' : undefined));
    same(
      (await all(log)).map((record) => record.trim()),
      ['one', ...records.slice(1), 'four'],
    );
    same(await all(log, positions[2]), ['four']);
    await log.clear();
    same(await all(log), []);
    await log.append('only');
    same(await log.last(), 'only');
  },

  'a record that is given in pieces is one record, whatever letters it has and however long it is': async (
    make,
  ) => {
    const log = make().log('conversations/x');
    // The middle one takes more bytes than any that are held ready for the next.
    const records = [
      ['{', '"eins"', '}'],
      ['', 'zwölf ', 'é'.repeat(2_200_000), '👋'],
      ['x'.repeat(400_000), ''],
    ];
    for (const record of records) await log.append(record);
    same(
      await all(log),
      records.map((pieces) => pieces.join('')),
    );
  },

  'a log gives its records backwards, from the end or from any position': async (make) => {
    const log = make().log('conversations/x');
    same(await allBack(log), []);
    // Longer than the blocks in which files are read, and of every length around their edges.
    const records = Array.from({ length: 40 }, (_, index) => `${index} ${'é'.repeat(index * 1_700)}`);
    for (const record of records) await log.append(record);
    const back = records.toReversed();
    same(await allBack(log), back);
    same(await all(log), records);
    const positions: number[] = [];
    for await (const { at } of log.recordsBack()) positions.push(at);
    same(await allBack(log, positions[9]), back.slice(10));
    same(await all(log, positions[9]), records.slice(-10));
    same(await allBack(log, positions.at(-1)), []);
    await log.append('one more');
    same((await allBack(log)).slice(0, 2), ['one more', back[0]]);
    same(await allBack(log, positions[0]), back.slice(1));
  },

  'a lock keeps others out until it is released, even by a failure': async (make) => {
    const store = make();
    const seen: string[] = [];
    const slow = store.lock('x', async () => {
      seen.push('slow begins');
      await new Promise((resolve) => setTimeout(resolve));
      seen.push('slow ends');
      throw new Error('failed');
    });
    const next = store.lock('x', async () => seen.push('next'));
    await store.lock('y', async () => seen.push('other name'));
    same(await slow.catch((error: Error) => error.message), 'failed');
    await next;
    same(seen.indexOf('next') > seen.indexOf('slow ends'), true);
  },
};

export async function all(log: LocalLog, from?: number): Promise<string[]> {
  const found: string[] = [];
  for await (const { record } of log.records(from)) found.push(record);
  return found;
}

async function allBack(log: LocalLog, before?: number): Promise<string[]> {
  const found: string[] = [];
  for await (const { record } of log.recordsBack(before)) found.push(record);
  return found;
}

/** Bun's `expect` is not there in a browser. */
function same(found: unknown, expected: unknown): void {
  const [left, right] = [JSON.stringify(found), JSON.stringify(expected)];
  if (left !== right)
    throw new Error(`found ${left?.slice(0, 200)} where ${right?.slice(0, 200)} was expected`);
}
