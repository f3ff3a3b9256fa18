/**
 * A long history: 100,000 messages on a local server, fetched and opened by a fresh station, every message proven;
 * then a second sync that finds nothing new, and one that finds one message.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Conversation, type ImportDraft, Parley } from '@parley/client';
import { FileStore } from '@parley/client/node';
import { type LocalServer, withServer } from './local-server.ts';

const MESSAGES = Number(process.env.MESSAGES ?? 100_000);
const alice = { email: 'alice@example.org', password: 'a long password of Alice', fullname: 'Alice' };
const bob = { email: 'bob@example.org', password: 'a long password of Bob', fullname: 'Bob' };

if (process.argv[2] === 'read') await read(process.argv[3] as string, process.argv[4] as string);
else await withServer(prepare);

/** Fills a server, then reads it from a process of its own, whose memory is then that of reading alone. */
async function prepare({ url, folder }: LocalServer): Promise<void> {
  const { parley } = await Parley.register({ server: url, ...alice });
  await Parley.register({ server: url, ...bob });
  const group = await parley.createGroup('bench', [bob.email]);
  const filling = stopwatch();
  await group.import(drafts());
  console.log(`sealed and imported ${MESSAGES} messages: ${rate(MESSAGES, filling())}`);
  const reader = Bun.spawn([process.execPath, import.meta.path, 'read', url, join(folder, 'station')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if ((await reader.exited) !== 0) process.exitCode = 1;
}

async function read(url: string, folder: string): Promise<void> {
  const station = await Parley.login({ server: url, ...bob, store: new FileStore(folder) });
  const conversation = await station.conversation('bench');
  const worked = process.cpuUsage();
  const whole = stopwatch();
  const syncing = stopwatch();
  await conversation.sync();
  const synced = syncing();
  const opening = stopwatch();
  const verified = await open(conversation);
  const opened = opening();
  const both = whole();
  const { user, system } = process.cpuUsage(worked);
  console.log(`first sync: ${rate(MESSAGES, synced)}; opening: ${rate(MESSAGES, opened)}`);
  console.log(`both: ${rate(MESSAGES, both)}; ${verified} of ${MESSAGES} proven`);
  console.log(
    `processor time of the reading process: ${((user + system) / MESSAGES).toFixed(1)} µs a message`,
  );
  console.log(`most memory: ${Math.round((await mostMemory()) / 1024)} MiB`);

  const second = stopwatch();
  const nothing = await conversation.sync();
  console.log(`a second sync fetched ${nothing.messages} in ${Math.round(second())} ms`);
  const other = await Parley.login({ server: url, ...alice });
  await (await other.conversation('bench')).send('one more');
  const third = stopwatch();
  const one = await conversation.sync();
  console.log(`after an add elsewhere a sync fetched ${one.messages} in ${Math.round(third())} ms`);
}

/** KiB. On Linux, `maxRSS` of a new process begins at what the one that started it takes: that one sealed the messages. */
async function mostMemory(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
}

async function open(conversation: Conversation): Promise<number> {
  const download = conversation.download();
  for await (const _message of download);
  if (download.summary.findings.length > 0) throw new Error('an honest server must cause no finding');
  return download.summary.verified;
}

function drafts(): ImportDraft[] {
  const began = Date.UTC(2024, 0, 1);
  return Array.from({ length: MESSAGES }, (_, index) => {
    const body = `Message ${index}: a sentence of a usual length, as people write them.`;
    return {
      id: crypto.randomUUID(),
      sent: began + index * 1000,
      content: { kind: 'text', body, imported: { name: 'bench', source: 'bench' } },
    };
  });
}

/** @returns what gives the milliseconds since */
function stopwatch(): () => number {
  const started = performance.now();
  return () => performance.now() - started;
}

function rate(count: number, milliseconds: number): string {
  return `${Math.round((count / milliseconds) * 1000)} /s (${(milliseconds / 1000).toFixed(2)} s)`;
}
