/**
 * Parley's main job on real input: a station downloads a conversation, opens it, and proves who wrote it.
 * Starts a server of its own with a temporary database, and needs nothing else running.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Conversation, ircDrafts, ircLogName, Parley, parseIrcLog } from '@parley/client';
import { readConfig, startServer } from '@parley/server';

const LOG = '2005-06-27_12';
const folder = mkdtempSync(join(tmpdir(), 'parley-demo-'));
const server = await startServer(readConfig({ port: '0', data: join(folder, 'data'), logLevel: 'warn' }, {}));
try {
  await demo(server.url);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function demo(url: string): Promise<void> {
  say(`A server runs at ${url}, with an empty database.`);
  const alice = {
    server: url,
    email: 'alice@example.org',
    password: 'a long password of Alice',
    fullname: 'Alice',
  };
  const bob = { server: url, email: 'bob@example.org', password: 'a long password of Bob', fullname: 'Bob' };
  const { parley: aliceStation } = await Parley.register(alice);
  await Parley.register(bob);
  say('Alice and Bob have registered. The server has their public keys, and not their passwords.');

  const group = await aliceStation.createGroup('#ubuntu', [bob.email]);
  const { lines } = readLog();
  const importing = stopwatch();
  const { added } = await group.import(ircDrafts(group.id, LOG, lines));
  say(
    `Alice has imported the IRC log ${LOG} of #ubuntu into a group with Bob: ${added} lines in ${importing()}.`,
  );

  const bobStation = await Parley.login(bob);
  say('Bob has logged in on a new station, with nothing but his password.\n');
  const downloading = stopwatch();
  const conversation = await bobStation.conversation('#ubuntu');
  const synced = await conversation.sync();
  const opened = await open(conversation, 3);
  say(
    `\nDownloaded ${synced.messages} messages, opened ${opened.opened}, verified ${opened.verified}, in ${downloading()}.`,
  );
  for (const { text } of opened.findings) say(`Not as it must be: ${text}`);

  await group.send('Welcome back, Bob!');
  const delta = await conversation.sync();
  const { summary, last } = await opening(conversation);
  say(`Alice has added one message. The delta fetched ${delta.messages}: "${last}"`);
  say(`Bob now holds ${summary.opened} messages; ${summary.verified} are proven to be by who they name.`);
  const right = synced.messages === lines.length && opened.verified === lines.length && delta.messages === 1;
  if (!right || opened.unopened.length + opened.findings.length > 0)
    throw new Error('The demo did not go as it must.');
}

function readLog() {
  const path = (kind: string) =>
    new URL(`../packages/testkit/data/ubuntu-irc/${LOG}.${kind}.txt`, import.meta.url).pathname;
  const annotation = readFileSync(path('annotation'), 'utf8');
  return parseIrcLog(readFileSync(path('raw')), ircLogName(path('raw')), { annotation });
}

/** Opens a conversation and shows its first lines. */
async function open(conversation: Conversation, shown: number) {
  const download = conversation.download();
  let count = 0;
  for await (const message of download) {
    if (message.imported?.line === undefined && count++ < shown) {
      const time = new Date(message.sent).toISOString().slice(0, 16).replace('T', ' ');
      say(`  ${time}  <${message.imported?.name}> ${message.body}`);
    }
  }
  say('  …');
  return download.summary;
}

async function opening(conversation: Conversation) {
  const download = conversation.download();
  let last = '';
  for await (const { body } of download) last = body;
  return { summary: download.summary, last };
}

function stopwatch(): () => string {
  const started = performance.now();
  return () => `${((performance.now() - started) / 1000).toFixed(2)} s`;
}

function say(line: string): void {
  console.log(line);
}
