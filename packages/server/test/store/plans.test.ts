import { Database } from 'bun:sqlite';
import { expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Engine, Reader, Value, Writer } from '../../src/store/engine/engine.ts';
import { before, epochFor, from, openWorld, World } from '../harness.ts';

/** Passes everything on, and notes each query with the parameters of its first use. */
class NotingEngine implements Engine {
  readonly queries = new Map<string, Value[]>();
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  read<Result>(work: (reader: Reader) => Promise<Result>): Promise<Result> {
    return this.#engine.read((reader) => work(this.#noting(reader)));
  }

  write<Result>(work: (writer: Writer) => Promise<Result>): Promise<Result> {
    return this.#engine.write((writer) =>
      work({
        ...this.#noting(writer),
        run: (sql, ...parameters) => {
          this.#note(sql, parameters);
          return writer.run(sql, ...parameters);
        },
      }),
    );
  }

  close(): Promise<void> {
    return this.#engine.close();
  }

  #noting(reader: Reader): Reader {
    return {
      all: (sql, ...parameters) => {
        this.#note(sql, parameters);
        return reader.all(sql, ...parameters);
      },
      get: (sql, ...parameters) => {
        this.#note(sql, parameters);
        return reader.get(sql, ...parameters);
      },
    };
  }

  #note(sql: string, parameters: Value[]): void {
    if (!sql.startsWith('INSERT') && !this.queries.has(sql)) this.queries.set(sql, parameters);
  }
}

test('no query of a conversation reads more of it than it needs', async () => {
  const world = await openWorld();
  const engine = new NotingEngine(world.store);
  const noted = new World(engine, world.folder, { ...world.workspace, friendship: 'closed' });
  const [alice, bob] = [await world.user('Alice'), await world.user('Bob')];
  const place = await world.pair(alice, bob);
  const [strictAlice, strictBob] = [alice, bob].map((one) => ({ ...one, workspace: noted.workspace }));
  if (!strictAlice || !strictBob) throw new Error('two people are needed');

  const ids: string[] = [];
  for (let count = 0; count < 3; count++) ids.push(await noted.add(strictAlice, place));
  const [first = '', second = ''] = ids;
  const messages = Array.from({ length: 200 }, () => noted.message());
  await noted.ask('conversation/import', strictAlice, { ...place, messages });
  await noted.report(strictBob, place, 'viewed', [...ids, ...messages.map(({ ID }) => ID)]);
  await noted.ask('conversation/remove', strictAlice, { ...place, messageids: [first] });
  const dates = { firstmessagedate: noted.date, firstreportdate: noted.date };
  const { reports } = await noted.ask('conversation/download', strictAlice, { ...place, ...from(dates) });
  await noted.ask('conversation/download', strictAlice, { ...place, since: '', limit: 2 });
  const [report] = reports;
  const named = before({ lastmessageid: second, lastreportid: report?.ID ?? '' });
  await noted.ask('conversation/downloadpartial', strictAlice, { ...place, ...named });
  await noted.ask('conversation/mute', strictBob, { conversationid: place.conversationid });
  await noted.ask('conversation/secrets', strictBob, { conversationid: place.conversationid });
  await noted.ask('conversation/list', strictBob, {});
  const { conversationid } = await noted.group(strictAlice, strictBob);
  const epoch = { conversationid, ...epochFor([alice.user, bob.user], 1) };
  await noted.ask('conversationgroup/newepoch', strictAlice, epoch);
  await noted.ask('conversationgroup/newepoch', strictAlice, epoch);
  await noted.ask('conversationgroup/leave', strictBob, { conversationid });

  expect(engine.queries.size).toBeGreaterThan(20);
  const database = new Database(join(world.folder, 'data', 'parley.db'));
  const bad: string[] = [];
  for (const [sql, parameters] of engine.queries) {
    const explain = `EXPLAIN QUERY PLAN ${sql.replace(/\$/g, '+?').replace(' FOR UPDATE OF c', '')}`;
    const plan = database.prepare<{ detail: string }, Value[]>(explain).all(...parameters);
    for (const { detail } of plan) {
      const scansTable = /^SCAN (?!page|older|added|changed|reported)/.test(detail);
      const readsWholeLog = /conversation=\? AND generation=\?\)/.test(detail);
      const sortsLog = /ORDER BY/.test(detail) && /^SELECT seq AS place/.test(sql);
      if (scansTable || readsWholeLog || sortsLog) bad.push(`${detail} in ${sql}`);
    }
  }
  expect(bad).toEqual([]);
  database.close();
  await world.close();
});
