import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import type { LiveState } from '../../src/live/events.ts';
import type { FollowerSource } from '../../src/live/follower.ts';
import { Live, type LiveOptions } from '../../src/live/live.ts';
import {
  accept,
  type FakeSocket,
  ManualClock,
  PollServer,
  refusal,
  Sockets,
  stationAt,
  until,
} from './parts.ts';

let clock: ManualClock;
let server: PollServer;
let sockets: Sockets;
let live: Live;
let states: LiveState[];
let ended: string[];

beforeEach(() => {
  clock = new ManualClock();
  server = new PollServer();
  sockets = new Sockets();
});
afterEach(() => live.close());

const nothing: FollowerSource = {
  conversations: async () => [],
  friends: async () => [],
  keyring: async () => {},
};

async function connect(options: Partial<LiveOptions> = {}, source = nothing): Promise<void> {
  const { WebSocket } = sockets;
  live = new Live(await stationAt(server, clock), source, { clock, WebSocket, random: () => 1, ...options });
  states = [];
  ended = [];
  live.on('state', ({ state }) => states.push(state));
  live.on('ended', ({ error }) => ended.push(error.code));
}

const away = () => {
  throw new Error('no network');
};
const drop = (socket: FakeSocket) => socket.drop();

describe('where no WebSocket comes about', () => {
  async function polling(): Promise<void> {
    sockets.fate = drop;
    await connect();
    await until(() => live.state === 'offline');
    expect(server.polled).toEqual([]);
    clock.pass(1000);
    await until(() => server.waiting === 1);
  }

  test('polls stand in for it after the second failure', async () => {
    await polling();
    expect([states, sockets.made.length]).toEqual([['offline', 'online'], 2]);
  });

  test('it is tried again after five minutes, without having been offline', async () => {
    await polling();
    sockets.fate = accept;
    clock.pass(299_999);
    expect(server.waiting).toBe(1);
    clock.pass(1);
    expect(server.waiting).toBe(0);
    await until(() => sockets.made.length === 3);
    await live.caughtUp();
    // Whatever a socket carries is carried by this one.
    live.typing('tea');
    expect(sockets.made[2]?.sent.at(-1)).toBe('{"action":"typing","conversationid":"tea"}');
    expect(states).toEqual(['offline', 'online']);
  });

  test('polls go on where it fails again', async () => {
    await polling();
    clock.pass(300_000);
    await until(() => server.waiting === 1);
    expect([states, sockets.made.length, server.polled.length]).toEqual([['offline', 'online'], 3, 2]);
  });
});

describe('the next try', () => {
  /** The waits after so many failures in a row. */
  async function waits(count: number): Promise<number[]> {
    const before = clock.asked.length;
    for (let tries = 1; tries <= count; tries++) {
      await until(() => clock.asked.length === before + tries);
      clock.pass(clock.asked.at(-1) as number);
    }
    return clock.asked.slice(before, before + count);
  }

  test('waits twice as long after every failure, up to half a minute', async () => {
    server.answer = away;
    await connect({ channel: 'poll' });
    expect(await waits(7)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    expect(states).toEqual(['offline']);
  });

  test('waits for a random part of that', async () => {
    server.answer = away;
    const parts = [0.5, 0.25, 0.125];
    await connect({ channel: 'poll', random: () => parts.shift() ?? 0 });
    expect(await waits(3)).toEqual([500, 500, 500]);
  });

  test('counts from the beginning after a connection that has held', async () => {
    server.answer = away;
    await connect({ channel: 'poll' });
    expect(await waits(2)).toEqual([1000, 2000]);
    await until(() => clock.asked.length === 3);
    server.answer = () => ({
      friendavailabilitesof: [],
      conversationchangedof: [],
      conversationlistchangedof: [],
    });
    clock.pass(4000);
    await until(() => server.waiting === 1);
    clock.pass(10_001);
    server.answer = away;
    server.cut();
    await until(() => live.state === 'offline');
    expect(clock.asked.at(-1)).toBe(1000);
  });

  test('comes at once when the program is told that the network is back', async () => {
    sockets.fate = drop;
    await connect();
    await until(() => live.state === 'offline');
    sockets.fate = accept;
    live.wake();
    await live.caughtUp();
    expect(states).toEqual(['offline', 'online']);
  });
});

test('what cannot be fetched is told, tried again after a pause, and told once more when all of it is here', async () => {
  const left = { friends: 2, keyring: 1 };
  const failing = async (what: keyof typeof left) => {
    if (left[what]-- > 0) throw new Error(what);
  };
  const told: string[] = [];
  await connect(
    {},
    { ...nothing, friends: () => failing('friends').then(() => []), keyring: () => failing('keyring') },
  );
  live.on('problem', ({ error }) => told.push(error.message));
  live.on('mended', () => told.push('mended'));
  await until(() => told.length === 2);
  clock.pass(2000);
  await until(() => told.length === 3);
  clock.pass(4000);
  await until(() => told.length === 4);
  expect([...told.slice(0, 2).sort(), ...told.slice(2)]).toEqual(['friends', 'keyring', 'friends', 'mended']);
});

test('after a sleep another connection is made', async () => {
  await connect();
  await live.caughtUp();
  clock.sleep(600_000);
  await until(() => live.state === 'offline');
  clock.pass(1000);
  await live.caughtUp();
  expect(sockets.made.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  expect(states).toEqual(['online', 'offline', 'online']);
});

test('a socket that says nothing to its subscription is given up after 15 seconds', async () => {
  sockets.fate = (socket) => socket.open();
  await connect();
  await until(() => sockets.made[0]?.sent.length === 1);
  clock.pass(14_999);
  expect(sockets.made[0]?.isClosed).toBe(false);
  clock.pass(1);
  expect(sockets.made[0]?.isClosed).toBe(true);
  await until(() => live.state === 'offline');
});

test('the user’s typing is said every 3 seconds at most', async () => {
  await connect();
  await live.caughtUp();
  const said = () => sockets.made[0]?.sent.filter((frame) => frame.includes('"typing"')).length;
  live.typing('tea');
  live.typing('tea');
  clock.pass(2999);
  live.typing('tea');
  expect(said()).toBe(1);
  clock.pass(1);
  live.typing('tea');
  expect(said()).toBe(2);
});

test('others’ typing ends with the connection', async () => {
  await connect();
  await live.caughtUp();
  const told: string[] = [];
  live.on('typing', ({ userIds }) => told.push(userIds.join()));
  sockets.made[0]?.receive({
    status: 'OK',
    errormessage: '',
    friendavailabilitesof: [],
    conversationchangedof: [],
    conversationlistchangedof: [],
    typingof: [{ conversationid: 'c'.repeat(32), userid: 'd'.repeat(32) }],
  });
  expect(told).toEqual(['d'.repeat(32)]);
  sockets.made[0]?.drop();
  await until(() => live.state === 'offline');
  expect(told).toEqual(['d'.repeat(32), '']);
});

describe('a session that is over ends the connection for good', () => {
  async function expectEnd(): Promise<void> {
    await until(() => ended.length > 0);
    expect([ended, live.state, clock.waiting]).toEqual([['session_expired'], 'ended', 0]);
    expect(sockets.made.every(({ isClosed }) => isClosed)).toBe(true);
    await expect(live.caughtUp()).rejects.toMatchObject({ code: 'session_expired' });
  }

  test('as the subscription is refused', async () => {
    sockets.fate = (socket) => {
      socket.open();
      socket.receive(refusal('session_expired'));
    };
    await connect();
    await expectEnd();
  });

  test('as the server says so on an open socket', async () => {
    await connect();
    await live.caughtUp();
    sockets.made[0]?.receive(refusal('session_expired'));
    await expectEnd();
  });

  test('as a poll is answered', async () => {
    server.answer = () => refusal('session_expired');
    await connect({ channel: 'poll' });
    await expectEnd();
  });

  test('as the poll is answered that asks whether a silent socket is still there', async () => {
    await connect();
    await live.caughtUp();
    server.answer = () => refusal('session_expired');
    clock.pass(50_000);
    await expectEnd();
  });
});
