import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Conversation, ircDrafts, MemoryStore, Parley } from '@parley/client';
import { logPaths, type RealLog, readLog } from '@parley/testkit';
import { emailOf, PASSWORD } from '../../tests/browser/harness.ts';
import { type BenchProcess, spawnReady } from '../process.ts';

/** A conversation that the list must show. */
export interface WorldConversation {
  readonly id: string;
  readonly name: string;
  readonly messages: number;
  /** Its newest message. */
  readonly newest: { readonly id: string; readonly text: string };
}

/** What was put into a server; kept beside its data. */
export interface World {
  readonly port: number;
  readonly messages: number;
  /** The first is by far the longest. */
  readonly conversations: readonly WorldConversation[];
}

export interface WorldSize {
  readonly conversations: number;
  readonly messages: number;
  /** How many of them stand in the longest conversation. */
  readonly longest: number;
  /** Others than the reader. */
  readonly people: number;
}

/** Whose browser is measured. */
export const READER = 'Mira Holt';
/** At most so many messages behind the imported ones are sent one by one, and are unread. */
const UNREAD = 3;
/** Between the end of a log and the beginning of the next, in milliseconds. */
const PAUSE = 8 * 3_600_000;
const PARLEY = new URL('../../packages/cli/bin/parley', import.meta.url).pathname;

/** Starts the server on a folder. @param port 0 for a free one */
export function startServer(folder: string, port: number): Promise<BenchProcess> {
  return spawnReady(
    [PARLEY, 'serve', '--port', String(port), '--data', join(folder, 'data'), '--log', 'error'],
    /localhost:(\d+)/,
  );
}

/** The world that a folder holds; undefined when it is to be made. */
export function keptWorld(folder: string): World | undefined {
  const path = pathIn(folder);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as World) : undefined;
}

/** Fills a server with real conversations, repeated where there are too few. */
export async function makeWorld(folder: string, port: number, size: WorldSize): Promise<World> {
  mkdirSync(folder, { recursive: true });
  const server = `http://localhost:${port}`;
  const register = async (name: string) => {
    const account = { email: emailOf(name), password: PASSWORD, fullname: name };
    return (await Parley.register({ server, store: new MemoryStore(), ...account })).parley;
  };
  const reader = await register(READER);
  const people: Parley[] = [];
  for (let index = 1; index <= size.people; index++) people.push(await register(`Person ${index}`));
  const logs = logPaths().map(readLog);
  const rest = size.messages - size.longest;
  const conversations: WorldConversation[] = [];
  for (let index = 0; index < size.conversations; index++) {
    const messages = index === 0 ? size.longest : share(rest, size.conversations - 1, index - 1);
    const maker = people[index % people.length] as Parley;
    // With each person there can be one conversation of two.
    const isPair = index > 0 && index <= people.length;
    const conversation = isPair
      ? await maker.conversationWith(reader.account.email)
      : await maker.createGroup(`Channel ${index}`, membersOf(index, reader, people, maker));
    const newest = await fill(conversation, logs, index, messages);
    const name = isPair ? maker.account.nick : `Channel ${index}`;
    conversations.push({ id: conversation.id, name, messages, newest });
  }
  await Promise.all([reader, ...people].map((parley) => parley.close()));
  const world: World = { port, messages: size.messages, conversations };
  writeFileSync(pathIn(folder), JSON.stringify(world, null, 1));
  return world;
}

/** The share of one of several that get about the same. */
function share(all: number, among: number, index: number): number {
  return Math.floor((all * (index + 1)) / among) - Math.floor((all * index) / among);
}

/** The reader and, in most groups, two others. */
function membersOf(index: number, reader: Parley, people: readonly Parley[], maker: Parley): string[] {
  const others = [people[(index + 1) % people.length], people[(index + 3) % people.length]];
  const members = [reader, ...others].filter((one) => one !== undefined && one !== maker) as Parley[];
  return [...new Set(members.map(({ account }) => account.email))];
}

/** Imports history, then sends the newest messages one by one. @returns the newest */
async function fill(conversation: Conversation, logs: readonly RealLog[], index: number, messages: number) {
  const unread = 1 + (index % UNREAD);
  const first = index % logs.length;
  await conversation.import(drafts(conversation.id, logs, first, messages - unread));
  let newest = { id: '', text: '' };
  for (let count = 1; count <= unread; count++) {
    const text = `${textOf(logs[first] as RealLog, index * UNREAD + count)} (${index}.${count})`;
    newest = { id: (await conversation.send(text)).id, text };
  }
  return newest;
}

/** Signs that a list leaves out of what it shows. */
const FORMED = /[*_~`>]|^(?:[-+]|\d+[.)]) /;

/** A line that a list shows as it stands. */
function textOf({ lines }: RealLog, index: number): string {
  const isPlain = (text: string) => /^[!-~](?:[!-~]| (?! )){20,90}[!-~]$/.test(text) && !FORMED.test(text);
  const said = lines.filter(({ kind, text }) => kind === 'message' && isPlain(text));
  return said[index % said.length]?.text as string;
}

/** Log after log from one on, as if they had followed one another. */
function drafts(conversationId: string, logs: readonly RealLog[], first: number, count: number) {
  const all: ReturnType<typeof ircDrafts> = [];
  let begin = Date.UTC(2012, 0, 2, 9);
  for (let copy = 0; all.length < count; copy++) {
    const { name, lines } = logs[(first + copy) % logs.length] as RealLog;
    const moved = begin - (lines[0]?.sent ?? 0);
    const wanted = lines.slice(0, count - all.length).map((line) => ({ ...line, sent: line.sent + moved }));
    all.push(...ircDrafts(conversationId, `${name}, ${copy}`, wanted));
    begin = (wanted.at(-1)?.sent ?? begin) + PAUSE;
  }
  return all;
}

function pathIn(folder: string): string {
  return join(folder, 'world.json');
}
