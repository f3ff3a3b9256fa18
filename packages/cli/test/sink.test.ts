import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import {
  appendFileSync,
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { MemoryStore } from '@parley/client';
import { temporaryFolder } from '@parley/testkit';
import { Appender, appendingFile, PRIVATE_MODE, pour, replacingFile, type Sink } from '../src/sink.ts';

const folder = temporaryFolder();
/** What a process that ended had open: closed at last, because this process goes on. */
const abandoned: Sink[] = [];
afterAll(async () => {
  for (const sink of abandoned) await sink.drop();
  folder.remove();
});

/** Begins an append that is never finished. */
async function begun(store: MemoryStore, path: string, text: string): Promise<void> {
  const sink = await new Appender(store, 'appending').open(path, 'mark 1');
  abandoned.push(sink);
  if (text !== '') await sink.write(text);
}

test('an append that is interrupted at any byte is taken back, and what stood there before stays', async () => {
  const path = join(folder.path, 'interrupted');
  const store = new MemoryStore();
  const piece = 'twelve bytes';
  writeFileSync(path, 'older\n');
  for (let written = 0; written <= piece.length; written++) {
    // The process ends here: nothing is finished, nothing settled.
    await begun(store, path, piece.slice(0, written));
    await new Appender(store, 'appending').recover('mark 1');
    expect(readFileSync(path, 'utf8')).toBe('older\n');
  }
});

test('once the mark has moved, what was appended counts, also where the note of it was left behind', async () => {
  const path = join(folder.path, 'kept');
  const store = new MemoryStore();
  const sink = await new Appender(store, 'appending').open(path, 'mark 1');
  await sink.write('all of it');
  await sink.finish();
  await new Appender(store, 'appending').recover('mark 2');
  expect(readFileSync(path, 'utf8')).toBe('all of it');
  await new Appender(store, 'appending').recover('mark 1');
  expect(readFileSync(path, 'utf8')).toBe('all of it');
});

test('a file that another one took the place of is left alone', async () => {
  const path = join(folder.path, 'replaced');
  const store = new MemoryStore();
  writeFileSync(path, '');
  await begun(store, path, 'half');
  writeFileSync(join(folder.path, 'other'), 'what somebody made of it');
  renameSync(join(folder.path, 'other'), path);
  await new Appender(store, 'appending').recover('mark 1');
  expect(readFileSync(path, 'utf8')).toBe('what somebody made of it');
});

test('what cannot be finished is taken back at once', async () => {
  const path = join(folder.path, 'dropped');
  writeFileSync(path, 'older\n');
  const sink = await new Appender(new MemoryStore(), 'appending').open(path, 'mark 1');
  await sink.write('half');
  appendFileSync(path, ' and more');
  await sink.drop();
  expect(readFileSync(path, 'utf8')).toBe('older\n');
});

test('a file that a link leads to is replaced, and the link stays', async () => {
  const path = join(folder.path, 'linked');
  const link = join(folder.path, 'link');
  writeFileSync(path, 'older');
  symlinkSync('linked', link);
  await pour(['newer'], await replacingFile(link));
  expect(readFileSync(path, 'utf8')).toBe('newer');
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
});

test('a pipe is written to, and stays one', async () => {
  const path = join(folder.path, 'pipe');
  expect(Bun.spawnSync(['mkfifo', path]).exitCode).toBe(0);
  const reader = Bun.spawn(['cat', path], { stdout: 'pipe' });
  await pour(['all ', 'of it'], await replacingFile(path));
  expect(await new Response(reader.stdout).text()).toBe('all of it');
  expect(lstatSync(path).isFIFO()).toBe(true);
});

test('what cannot be written is named as it was given, and leaves nothing', async () => {
  const path = join(folder.path, 'taken');
  mkdirSync(path);
  const messageOf = (work: Promise<unknown>) => work.then(String, (error: Error) => error.message);
  expect(await messageOf(replacingFile(path))).toBe(`${path}: this is a folder: name a file.`);
  const nowhere = join(folder.path, 'nowhere', 'file');
  expect(await messageOf(replacingFile(nowhere))).toBe(
    `${nowhere}: there is no such file or folder: check the path.`,
  );
  expect(readdirSync(folder.path).filter((name) => name.endsWith('.part'))).toEqual([]);
});

describe('a file that is written', () => {
  const modeOf = (path: string) => statSync(path).mode & 0o777;
  let umask: number;
  beforeAll(() => {
    umask = process.umask(0o027);
  });
  afterAll(() => process.umask(umask));

  test('is readable for whom the umask says, if it is new', async () => {
    const path = join(folder.path, 'new');
    await pour(['all'], await replacingFile(path));
    expect(modeOf(path)).toBe(0o640);
    const added = join(folder.path, 'new, added to');
    await pour(['all'], await appendingFile(added));
    expect(modeOf(added)).toBe(0o640);
  });

  test('is its owner’s alone, if it is new and has secrets', async () => {
    const path = join(folder.path, 'secret');
    await pour(['all'], await replacingFile(path, PRIVATE_MODE));
    expect(modeOf(path)).toBe(0o600);
  });

  test.each(['600', '604', '664', '755'])(
    'stays readable for whom it was, if it is replaced: %s',
    async (octal) => {
      const mode = Number.parseInt(octal, 8);
      const path = join(folder.path, `replaced ${octal}`);
      writeFileSync(path, 'older');
      chmodSync(path, mode);
      await pour(['all'], await replacingFile(path));
      expect([modeOf(path), readFileSync(path, 'utf8')]).toEqual([mode, 'all']);
    },
  );

  test('is nobody else’s while it is written in the place of another', async () => {
    const path = join(folder.path, 'being written');
    writeFileSync(path, 'older');
    chmodSync(path, 0o600);
    const sink = await replacingFile(path);
    expect(modeOf(`${path}.${process.pid}.part`)).toBe(0o600);
    await sink.drop();
  });
});
