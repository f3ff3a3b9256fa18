import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { CommandLine, PARLEY, PATIENCE } from '../cli.ts';

let cli: CommandLine;
let plans: string;
const alice = ['--profile', 'alice'];
const bob = ['--profile', 'bob'];

beforeAll(async () => {
  cli = await CommandLine.start();
  const [, bobsAddress] = [await cli.register('alice'), await cli.register('bob')];
  plans = await cli.ok('create', '--group', 'plans', '--with', bobsAddress, ...alice);
  await cli.ok('send', plans, 'one', ...alice);
  await cli.ok('send', plans, 'two', ...bob);
}, PATIENCE);
afterAll(() => cli.close());

/** A group of its own for a test, with a text of Alice's. */
async function newGroup(name: string, ...texts: string[]): Promise<string> {
  const id = await cli.ok('create', '--group', name, '--with', 'bob@example.org', ...alice);
  for (const text of texts) await cli.ok('send', id, text, ...alice);
  return id;
}
const bodies = (jsonl: string) =>
  jsonl
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line).body);
const read = (...path: string[]) => readFileSync(join(cli.folder, ...path), 'utf8');

describe('one conversation', () => {
  test('as JSON Lines has exactly the documented members, in their order', async () => {
    const { output, errors, code } = await cli.run(['download', 'plans', '--format', 'jsonl', ...bob]);
    const [first] = output.split('\n').map((line) => JSON.parse(line || 'null'));
    expect(Object.keys(first)).toEqual([
      'id',
      'created',
      'sent',
      'sender',
      'kind',
      'body',
      'replyto',
      'imported',
      'reports',
    ]);
    expect(Object.keys(first.sender)).toEqual(['id', 'name', 'verified']);
    expect(first).toMatchObject({ kind: 'text', body: 'one', replyto: [], imported: null, reports: [] });
    expect(first.sender).toMatchObject({ name: 'alice', verified: true });
    expect(bodies(output)).toEqual(['one', 'two']);
    expect([code, errors]).toEqual([0, '2 of 2 messages opened, 2 verified.\n']);
  });

  test('--raw gives the objects of the server as they are', async () => {
    const { output, errors } = await cli.run(['download', plans, '--raw', ...bob]);
    const objects = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const object of objects) {
      expect(Object.keys(object)).toEqual(['ID', 'Type', 'Created', 'ValidUntil', 'Data']);
    }
    expect(objects).toHaveLength(2);
    expect(errors).toContain('none was opened');
  });

  test('--out replaces the file as a whole, and leaves no draft behind', async () => {
    writeFileSync(join(cli.folder, 'plans.csv'), 'something older');
    await cli.ok('download', plans, '--format', 'csv', '--out', 'plans.csv', ...bob);
    expect(read('plans.csv').split('\r\n')).toHaveLength(4);
    expect(readdirSync(cli.folder).filter((name) => name.includes('.part'))).toEqual([]);
  });

  test('a draft that a killed download left behind is removed by the next one, others stay', async () => {
    const gone = Bun.spawnSync(['true']).pid;
    for (const name of [`kept.txt.${gone}.part`, `kept.txt.${process.pid}.part`]) {
      writeFileSync(join(cli.folder, name), 'half');
    }
    await cli.ok('download', plans, '--out', 'kept.txt', ...bob);
    const kept = readdirSync(cli.folder).filter((name) => name.startsWith('kept.txt'));
    expect(kept.sort()).toEqual(['kept.txt', `kept.txt.${process.pid}.part`]);
  });

  test('names the time zone of the reader, and refuses one that there is not', async () => {
    const inTokyo = await cli.ok('download', plans, '--time-zone', 'Asia/Tokyo', ...bob);
    expect(inTokyo).toContain('(Asia/Tokyo)');
    expect((await cli.run(['download', plans, '--time-zone', 'Mars/Base', ...bob])).code).toBe(2);
  });
});

describe('--new', () => {
  test('a file of another form is not added to, and loses nothing', async () => {
    const id = await newGroup('# forms', 'precious');
    const forms: Record<string, string[]> = {
      text: [],
      jsonl: ['--format', 'jsonl'],
      csv: ['--format', 'csv'],
      md: ['--format', 'md'],
      html: ['--format', 'html'],
      raw: ['--raw'],
    };
    for (const [name, form] of Object.entries(forms)) {
      await cli.ok('download', id, ...form, '--out', `form.${name}`, ...bob);
    }
    for (const [name, form] of Object.entries(forms)) {
      for (const other of Object.keys(forms)) {
        const before = read(`form.${other}`);
        const args = ['download', id, '--new', ...form, '--out', `form.${other}`, ...bob];
        if (other === name) continue;
        const { code, errors } = await cli.run(args);
        expect([code, errors]).toEqual([2, expect.stringContaining(`parley: form.${other} holds `)]);
        expect(read(`form.${other}`)).toBe(before);
      }
    }
    // Nothing of it counts as given.
    expect(bodies(await cli.ok('download', id, '--new', '--format', 'jsonl', ...bob))).toEqual(['precious']);
    // Of the same form it is added to.
    await cli.ok('send', id, 'next', ...alice);
    for (const [name, form] of Object.entries(forms)) {
      await cli.ok('download', id, '--new', ...form, '--out', `form.${name}`, ...bob);
    }
    expect(read('form.text')).toContain('next');
  });

  test('an interrupted one of opened messages is not taken for one of --raw, or lost by it', async () => {
    const id = await newGroup('apart', 'one');
    const file = join(cli.folder, 'apart.jsonl');
    await cli.ok('download', id, '--new', '--format', 'jsonl', '--out', file, ...bob);
    const store = join(cli.home, 'profiles', 'bob', 'station', 'conversations', id);
    const mark = JSON.parse(readFileSync(join(store, 'marks', 'new.json'), 'utf8'));
    const { size, ino: inode } = statSync(file);
    // As a kill leaves it behind the first bytes.
    const appending = { path: file, inode, size, mark: `${mark.instance} ${mark.next}` };
    writeFileSync(join(store, 'appending.json'), JSON.stringify(appending));
    writeFileSync(file, `${read('apart.jsonl')}{"id":"half`);
    await cli.ok('send', id, 'two', ...alice);
    await cli.ok('download', id, '--new', '--raw', '--out', 'apart.raw', ...bob);
    await cli.ok('download', id, '--new', '--format', 'jsonl', '--out', file, ...bob);
    expect(bodies(read('apart.jsonl'))).toEqual(['one', 'two']);
  });

  test('gives exactly what is new, to standard output', async () => {
    const id = await newGroup('fresh', 'a');
    const fetch = () => cli.ok('download', id, '--new', '--format', 'jsonl', ...bob);
    expect(bodies(await fetch())).toEqual(['a']);
    expect(await fetch()).toBe('');
    await cli.ok('send', id, 'b', ...alice);
    expect(bodies(await fetch())).toEqual(['b']);
  });

  for (const [format, separator] of [
    ['jsonl', '\n'],
    ['csv', '\r\n'],
  ] as const) {
    test(`adds to a file of ${format} what is new, and never takes anything away`, async () => {
      const id = await newGroup(`file ${format}`, 'a');
      const file = `grown.${format}`;
      const fetch = () => cli.ok('download', id, '--new', '--format', format, '--out', file, ...bob);
      await fetch();
      await fetch();
      await cli.ok('send', id, 'b', ...alice);
      await fetch();
      await cli.ok('download', id, '--format', format, '--out', `whole.${format}`, ...bob);
      expect(read(file)).toBe(read(`whole.${format}`));
      expect(read(file).trimEnd().split(separator)).toHaveLength(format === 'csv' ? 3 : 2);
    });
  }

  test('adds a section to a text, and writes a page anew with all there is', async () => {
    const id = await newGroup('sections', 'first thing');
    await cli.ok('download', id, '--new', '--out', 'sections.txt', ...bob);
    await cli.ok('download', id, '--new', '--format', 'html', '--out', 'sections.html', ...alice);
    await cli.ok('send', id, 'second thing', ...alice);
    await cli.ok('download', id, '--new', '--out', 'sections.txt', ...bob);
    await cli.ok('download', id, '--new', '--format', 'html', '--out', 'sections.html', ...alice);
    for (const file of ['sections.txt', 'sections.html']) {
      expect(read(file).match(/first thing|second thing/g)).toEqual(['first thing', 'second thing']);
    }
  });

  test('what could not be written is given again', async () => {
    const id = await newGroup('unwritten', 'precious');
    const failed = await cli.run(['download', id, '--new', '--out', 'no/such/folder.txt', ...bob]);
    expect(failed.code).toBe(1);
    expect(failed.errors).toBe(
      'parley: no/such/folder.txt: there is no such file or folder: check the path.\n',
    );
    expect(await cli.ok('download', id, '--new', ...bob)).toContain('precious');
  });

  test('killed while it writes, it is completed by the next run: every message once', async () => {
    const id = await newGroup(
      'killed',
      ...Array.from({ length: 4 }, (_, index) => `${index} ${'x'.repeat(60_000)}`),
    );
    const file = join(cli.folder, 'killed.jsonl');
    const args = ['download', id, '--new', '--format', 'jsonl', '--out', file, ...bob];
    const child = cli.start(args);
    while (child.exitCode === null && !(existsSync(file) && statSync(file).size > 0)) await Bun.sleep(1);
    child.kill('SIGKILL');
    await child.exited;
    await cli.ok(...args);
    expect(bodies(readFileSync(file, 'utf8')).map((body) => body.slice(0, 1))).toEqual(['0', '1', '2', '3']);
  });

  test('two at once give every message once', async () => {
    const id = await newGroup('twice', 'only once');
    const both = await Promise.all(
      [1, 2].map(() => cli.ok('download', id, '--new', '--format', 'jsonl', ...bob)),
    );
    expect(bodies(both.join('\n'))).toEqual(['only once']);
  });
});

describe('--all', () => {
  test('in one stream, each line names its conversation', async () => {
    const lines = (await cli.ok('download', '--all', '--format', 'jsonl', ...bob)).split('\n');
    const here = lines.map((line) => JSON.parse(line)).filter(({ conversation }) => conversation === plans);
    expect(here.map(({ body }) => body)).toEqual(['one', 'two']);
  });

  test('as CSV, one table with one header', async () => {
    const table = await cli.ok('download', '--all', '--format', 'csv', ...bob);
    expect(table.match(/^id,created,.*,conversation\r$/gm)).toHaveLength(1);
  });

  test('in a folder, one file for each; twice in a row with messages between: exactly those', async () => {
    const one = await newGroup('../../etc/passwd', 'a');
    const two = await newGroup('second', 'x');
    const fetch = () => cli.ok('download', '--all', '--new', '--format', 'jsonl', '--out', 'all', ...bob);
    await fetch();
    const before = readdirSync(join(cli.folder, 'all')).sort();
    expect(before).toContain(`etc-passwd-${one}.jsonl`);
    await cli.ok('send', two, 'y', ...alice);
    await fetch();
    await fetch();
    expect(readdirSync(join(cli.folder, 'all')).sort()).toEqual(before);
    expect(bodies(read('all', `etc-passwd-${one}.jsonl`))).toEqual(['a']);
    expect(bodies(read('all', `second-${two}.jsonl`))).toEqual(['x', 'y']);
  });

  test('a file where the folder should be is refused', async () => {
    mkdirSync(join(cli.folder, 'busy'));
    writeFileSync(join(cli.folder, 'busy', 'file'), '');
    const { code, errors } = await cli.run(['download', '--all', '--out', 'busy/file', ...bob]);
    expect(code).toBe(1);
    expect(errors).toMatch(/^parley: busy\/file: .*\.\n$/);
  });
});

describe('--follow', () => {
  /** Follows until there are two messages. @param then is done once the first is there */
  async function followed(
    id: string,
    who: readonly string[],
    then: () => Promise<unknown>,
    signal: NodeJS.Signals,
  ) {
    const child = cli.start(['download', id, '--follow', '--format', 'jsonl', ...who]);
    const decoder = new TextDecoder();
    let output = '';
    let isDone = false;
    for await (const chunk of child.stdout) {
      output += decoder.decode(chunk, { stream: true });
      const { length } = bodies(output);
      if (length === 2) break;
      if (length === 1 && !isDone) await then();
      isDone ||= length === 1;
    }
    child.kill(signal);
    const code = await child.exited;
    return { code, said: bodies(output), errors: await new Response(child.stderr).text() };
  }

  test('gives what is there and then what arrives, and ends well on Ctrl-C', async () => {
    const id = await newGroup('live', 'before');
    const during = () => cli.ok('send', id, 'during', ...alice);
    const { code, said, errors } = await followed(id, bob, during, 'SIGINT');
    expect(code).toBe(0);
    expect(said).toEqual(['before', 'during']);
    expect(errors).toBe('2 of 2 messages opened, 2 verified.\n');
  });

  test.skipIf(process.platform !== 'linux')(
    'ends when nobody reads it any more, also while nothing comes',
    async () => {
      const id = await newGroup('unread', 'one', 'two');
      const line = `"${PARLEY}" download ${id} --follow --format jsonl ${bob.join(' ')} | head -n 1; echo "\${PIPESTATUS[0]}"`;
      const child = Bun.spawn(['bash', '-c', line], { env: cli.environment, stdout: 'pipe', stderr: 'pipe' });
      const [first, code] = (await new Response(child.stdout).text()).trimEnd().split('\n');
      expect([bodies(first as string), code]).toEqual([['one'], '141']);
      expect(await new Response(child.stderr).text()).toBe('');
    },
  );

  test.skipIf(process.platform !== 'linux')(
    'ends so as well where a socket is its standard output',
    async () => {
      const id = await newGroup('unread socket', 'one');
      const child = cli.start(['download', id, '--follow', '--format', 'jsonl', ...bob]);
      expect(readlinkSync(`/proc/${child.pid}/fd/1`)).toStartWith('socket:');
      const reader = child.stdout.getReader();
      await reader.read();
      await reader.cancel();
      expect(await child.exited).toBe(141);
    },
  );

  test('ends when its session does', async () => {
    const id = await newGroup('removed', 'one');
    await cli.register('carol');
    await cli.ok('members', 'add', id, 'carol@example.org', '--share-history', ...alice);
    const [station = ''] = (await cli.ok('stations', '--profile', 'carol')).split('\t');
    const child = cli.start(['download', id, '--follow', '--format', 'jsonl', '--profile', 'carol']);
    await child.stdout.getReader().read();
    const other = await cli.station('carol');
    await other.removeStation(station);
    expect(await child.exited).toBe(3);
    await other.close();
  });

  test('gives what this very station sends in another program', async () => {
    const id = await newGroup('own words', 'before');
    const elsewhere = () => cli.ok('send', id, 'from the other terminal', ...alice);
    const { code, said } = await followed(id, alice, elsewhere, 'SIGINT');
    expect(code).toBe(0);
    expect(said).toEqual(['before', 'from the other terminal']);
  });

  test('waits for a server that is away, and goes on when it is back', async () => {
    const id = await newGroup('patient', 'before');
    const away = async () => {
      await cli.server.restart();
      await cli.ok('send', id, 'after', ...alice);
    };
    const { code, said } = await followed(id, bob, away, 'SIGTERM');
    expect(code).toBe(0);
    expect(said).toEqual(['before', 'after']);
  });

  test('with --new and a file, every message stands in it once however it is ended', async () => {
    const id = await newGroup('live file', 'before');
    const file = join(cli.folder, 'live.csv');
    const args = ['download', id, '--follow', '--new', '--format', 'csv', '--out', file, ...bob];
    const child = cli.start(args);
    const lines = () => (existsSync(file) ? readFileSync(file, 'utf8').split('\r\n').length - 2 : 0);
    while (lines() < 1) await Bun.sleep(10);
    await cli.ok('send', id, 'during', ...alice);
    while (lines() < 2) await Bun.sleep(10);
    child.kill('SIGKILL');
    await child.exited;
    await cli.ok('send', id, 'after', ...alice);
    await cli.ok('download', id, '--new', '--format', 'csv', '--out', file, ...bob);
    const texts = readFileSync(file, 'utf8').match(/before|during|after/g);
    expect(texts).toEqual(['before', 'during', 'after']);
  });
});

test('what does not go together is refused with exit code 2 and a sentence', async () => {
  for (const args of [
    ['download'],
    ['download', plans, '--all'],
    ['download', plans, '--raw', '--format', 'csv'],
    ['download', plans, '--follow', '--format', 'html'],
    ['download', plans, '--follow', '--raw'],
    ['download', '--all', '--format', 'html'],
    ['download', plans, '--format', 'xml'],
  ]) {
    const { code, errors, output } = await cli.run([...args, ...bob]);
    expect([code, output], errors).toEqual([2, '']);
    expect(errors).not.toBe('');
  }
});
