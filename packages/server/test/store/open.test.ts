import { afterEach, beforeEach, expect, test } from 'bun:test';
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SqliteEngine } from '../../src/store/engine/sqlite.ts';
import { messagesBetween } from '../../src/store/messages.ts';
import { migrate } from '../../src/store/migrate.ts';
import { messageText } from '../../src/store/migrations/0005-message-text.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { openStore } from '../../src/store/open.ts';
import { temporaryFolder } from '../harness.ts';
import { Child } from './child.ts';

let parent: string;
let folder: string;

beforeEach(() => {
  parent = temporaryFolder();
  folder = join(parent, 'deep', 'data');
});
afterEach(() => rmSync(parent, { recursive: true }));

test('the folder is made, and it and its files are the owner’s alone', async () => {
  const store = await openStore(folder);
  const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
  expect(modeOf(folder)).toBe('700');
  const files = readdirSync(folder).sort();
  expect(files).toEqual(['parley.db', 'parley.db-shm', 'parley.db-wal', 'parley.lock']);
  for (const file of files) expect(`${file} ${modeOf(join(folder, file))}`).toBe(`${file} 600`);
  await store.close();
});

test('what was written is there when the folder is opened again', async () => {
  const first = await openStore(folder);
  await first.write((writer) => writer.run("INSERT INTO meta (name, value) VALUES ('a', 'b')"));
  await first.close();
  const second = await openStore(folder);
  expect(await second.read((reader) => reader.all('SELECT * FROM meta'))).toEqual([
    { name: 'a', value: 'b' },
  ]);
  await second.close();
});

test('a folder is opened once in one process, until it is closed', async () => {
  const store = await openStore(folder);
  await expect(openStore(folder)).rejects.toThrow('Another Parley server is using the folder');
  await expect(openStore(folder)).rejects.toThrow(folder);
  await store.close();
  await (await openStore(folder)).close();
});

test('two processes on one folder: the second is refused, also after this one tried', async () => {
  const store = await openStore(folder);
  await expect(openStore(folder)).rejects.toThrow('Another Parley server');
  const child = new Child(folder);
  await child.printed(1);
  expect(child.lines[0]).toStartWith('Another Parley server is using the folder');
  await child.kill();
  await store.close();
});

test('a killed process leaves no lock behind', async () => {
  const child = new Child(folder);
  await child.printed(1);
  expect(child.lines).toEqual(['open']);
  await expect(openStore(folder)).rejects.toThrow('Another Parley server');
  await child.kill();
  await (await openStore(folder)).close();
});

test('a database that a newer version has changed is refused by name, and left alone', async () => {
  const store = await openStore(folder);
  await store.write((writer) => writer.run("INSERT INTO migrations (name) VALUES ('9999-future')"));
  await store.close();
  await expect(openStore(folder)).rejects.toThrow(
    'The database was changed by a newer version of Parley (9999-future): start that version',
  );
  // Refused for the same reason, not because the first attempt still holds the folder.
  await expect(openStore(folder)).rejects.toThrow('9999-future');
});

test('a folder of before messages rested as JSON text opens, its messages as they were', async () => {
  mkdirSync(folder, { recursive: true });
  closeSync(openSync(join(folder, 'parley.db'), 'a'));
  const old = new SqliteEngine(join(folder, 'parley.db'));
  const steps = migrations.slice(0, migrations.indexOf(messageText));
  await migrate(old, { serial: 'INTEGER PRIMARY KEY', clustered: 'WITHOUT ROWID' }, steps);
  const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
  const dates = ['2026-01-02 03:04:05', '9999-12-31 23:59:59'];
  await old.write(async (writer) => {
    const sql = `INSERT INTO messages
      (conversation, generation, seq, change, id, type, created, validuntil, sender, data, digest)
      VALUES (1, 0, $1, $2, $3, $4, $5, $6, 'alice', $7, 'digest')`;
    await writer.run(sql, 1, 1, id, 'Message', ...dates, 'AQAA/+8=');
    await writer.run(sql, 2, 3, id.replace('0f', '1f'), 'Removed', ...dates, '');
  });
  await old.close();

  const store = await openStore(folder);
  const items = await store.read((reader) => messagesBetween(reader, { key: 1, generation: 0 }, 0, 9, 9));
  const [Created, ValidUntil] = dates;
  expect(items.map(({ place, json }) => [place, JSON.parse(json)])).toEqual([
    [1, { ID: id, Type: 'Message', Created, ValidUntil, Data: 'AQAA/+8=' }],
    [2, { ID: id.replace('0f', '1f'), Type: 'Removed', Created, ValidUntil, Data: '' }],
  ]);
  await store.close();
});

test('a step that fails is not applied in part, and those before it stay', async () => {
  const store = await openStore(folder);
  const dialect = { serial: 'INTEGER PRIMARY KEY', clustered: '' };
  const good = { name: '9001-good', sql: () => ['CREATE TABLE good (id INTEGER)'] };
  const bad = {
    name: '9002-bad',
    sql: () => ['CREATE TABLE half (id INTEGER)', 'CREATE TABLE good (id INTEGER)'],
  };
  await expect(migrate(store, dialect, [...migrations, good, bad])).rejects.toThrow('already exists');
  const tables = await store.read((reader) =>
    reader.all("SELECT name FROM sqlite_schema WHERE name IN ('good', 'half')"),
  );
  expect(tables).toEqual([{ name: 'good' }]);
  await store.close();
});
