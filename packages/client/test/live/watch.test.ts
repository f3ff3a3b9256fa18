import { beforeEach, expect, test } from 'bun:test';
import { ConnectionError } from '../../src/errors.ts';
import type { Channel, News } from '../../src/live/channel.ts';
import { Watch } from '../../src/live/watch.ts';
import { changed, ManualClock, PollServer, refusal, stationAt, until } from './parts.ts';

/** A conversation's id. */
const TEA = '7'.repeat(32);

let clock: ManualClock;
let server: PollServer;
let watch: Watch;
/** Why the channel was closed. */
let lost: (Error | undefined)[];
/** What polls have told. */
let taken: News[];

beforeEach(async () => {
  clock = new ManualClock();
  server = new PollServer();
  lost = [];
  taken = [];
  const channel: Channel = {
    closed: new Promise(() => {}),
    isSocket: true,
    typing: () => {},
    close: (reason) => lost.push(reason),
  };
  watch = new Watch(await stationAt(server, clock), clock, channel, (news) => taken.push(news));
});

const reasons = () => lost.map((reason) => reason?.message);
const DEAD = 'The connection for live changes was lost. What changed was not pushed.';

/** Lets a silence go by that is asked about, and waits for the answer. */
async function silence(): Promise<void> {
  const before = taken.length;
  clock.pass(50_000);
  await until(() => taken.length > before);
}

test('after a sleep of more than a minute and a half the connection is lost, without asking', () => {
  clock.sleep(95_001);
  expect(lost[0]).toBeInstanceOf(ConnectionError);
  expect(reasons()).toEqual(['The connection for live changes was lost. This machine slept.']);
  expect([server.polled, clock.waiting]).toEqual([[], 0]);
});

test('after a shorter stop it is asked at once, and stays', async () => {
  clock.sleep(95_000);
  await until(() => taken.length === 1);
  expect([server.polled, reasons()]).toEqual([['2025-05-12 08:01:35'], []]);
});

test('a timer that comes a little late is no stop; one that comes 20 seconds late is', async () => {
  clock.sleep(25_000);
  watch.heard(changed());
  clock.sleep(25_001);
  await until(() => taken.length === 1);
  expect(server.polled).toEqual(['2025-05-12 08:00:50']);
});

test('it is asked when nothing was pushed for 45 seconds, and not before', async () => {
  clock.pass(40_000);
  watch.heard(changed());
  clock.pass(50_000);
  await until(() => taken.length === 1);
  expect(server.polled).toEqual(['2025-05-12 08:01:30']);
  await silence();
  expect(server.polled).toEqual(['2025-05-12 08:01:30', '2025-05-12 08:02:20']);
});

test('what a poll tells and no push brings shows that the socket is dead', async () => {
  await silence();
  server.answer = () => changed(TEA);
  await silence();
  expect(taken.at(-1)?.conversationchangedof).toEqual([TEA]);
  clock.pass(4999);
  expect(lost).toEqual([]);
  clock.pass(1);
  expect(reasons()).toEqual([DEAD]);
});

test('a push may come a little after the poll that tells the same', async () => {
  await silence();
  server.answer = () => changed(TEA);
  await silence();
  clock.pass(4000);
  watch.heard(changed(TEA));
  clock.pass(10_000);
  expect(lost).toEqual([]);
});

test('a poll repeats what was pushed since the last one: that is no loss', async () => {
  await silence();
  watch.heard(changed(TEA));
  server.answer = () => changed(TEA);
  await silence();
  clock.pass(5000);
  expect(lost).toEqual([]);
});

test('the first poll tells what may have been pushed before the channel: that is no loss', async () => {
  server.answer = () => changed(TEA);
  await silence();
  clock.pass(5000);
  expect(lost).toEqual([]);
});

test('a poll that fails closes the channel with its reason', async () => {
  server.answer = () => refusal('session_expired');
  clock.pass(50_000);
  await until(() => lost.length === 1);
  expect(lost[0]).toMatchObject({ name: 'ServerError', code: 'session_expired' });
});

test('stopped, it neither asks nor closes any more', async () => {
  await silence();
  server.answer = () => changed(TEA);
  await silence();
  watch.stop();
  clock.pass(200_000);
  expect([lost, server.polled.length, clock.waiting]).toEqual([[], 2, 0]);
});
