/**
 * 10,000 subscribed WebSockets on one server: what each costs in memory, and how long it takes until one message has
 * arrived at every one of them; then, with one message after another, how long it takes from the server's acceptance
 * to the other station's hand. The server is a process of its own. Needs `ulimit -n` above the number of sockets.
 */
import { Parley } from '@parley/client';
import { toWireDate } from '@parley/protocol/encoding';
import { keysOfMaster, masterOfPassword, openSessionKey } from '@parley/protocol/trust';
import { type LocalServer, withServer } from './local-server.ts';

const SOCKETS = Number(process.env.SOCKETS ?? 10_000);
const MESSAGES = 500;
const alice = { email: 'alice@example.org', password: 'a long password of Alice', fullname: 'Alice' };
const bob = { email: 'bob@example.org', password: 'a long password of Bob', fullname: 'Bob' };

await withServer(run);

async function run({ url, process: server }: LocalServer): Promise<void> {
  const { parley } = await Parley.register({ server: url, ...alice });
  const reader = (await Parley.register({ server: url, ...bob })).parley;
  const group = await parley.createGroup('bench', [bob.email]);
  const subscription = await subscriber(reader);

  const before = server.memory() ?? 0;
  const sockets: WebSocket[] = [];
  while (sockets.length < SOCKETS) {
    const some = Array.from({ length: Math.min(200, SOCKETS - sockets.length) }, () => open(subscription()));
    sockets.push(...(await Promise.all(some)));
  }
  const each = (((server.memory() ?? 0) - before) / SOCKETS / 1024).toFixed(1);
  console.log(`${SOCKETS} subscribed sockets: ${each} KB of the server's memory each`);

  const everybody = Promise.all(sockets.map(nextFrame));
  const sent = performance.now();
  await group.send('to all of you');
  const accepted = performance.now();
  await everybody;
  console.log(
    `one message: accepted after ${(accepted - sent).toFixed(0)} ms, with all of them ${(performance.now() - accepted).toFixed(0)} ms later`,
  );
  const last = sockets.pop() as WebSocket;
  for (const socket of sockets) socket.close();

  const delays: number[] = [];
  for (let count = 0; count < MESSAGES; count++) {
    const arrived = nextFrame(last);
    await group.send(`message ${count}`);
    const answered = performance.now();
    delays.push((await arrived) - answered);
  }
  delays.sort((one, other) => one - other);
  const at = (part: number) => (delays[Math.floor(part * (delays.length - 1))] as number).toFixed(2);
  console.log(
    `from the answer to who sends until the other station has it: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms (below zero: before the answer)`,
  );
  last.close();

  async function open(frame: string): Promise<WebSocket> {
    const socket = new WebSocket(`ws://localhost:${server.port}/`);
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = () => reject(new Error('a socket was refused: raise `ulimit -n`'));
    });
    const answered = nextFrame(socket);
    socket.send(frame);
    await answered;
    return socket;
  }
}

/** When the next frame comes, by the clock of `performance`. */
function nextFrame(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => {
    socket.onmessage = () => resolve(performance.now());
  });
}

/** Makes subscriptions of a station, each signed anew. */
async function subscriber({ station, account }: Parley): Promise<() => string> {
  const { workspaceid: workspaceId, userid: userId, terms } = account;
  const master = await masterOfPassword(bob.password, { workspaceId, userId }, terms.kdf);
  const { apikey } = await keysOfMaster(master);
  const id = station.session.station;
  const login = await station.transport.call('login/login', { apikey }, { station: id });
  const key = await openSessionKey(station.own.decryptKey, login.sessionkey, id);
  let nonces = 0;
  return () => {
    const nonce = String(++nonces).padStart(32, '0');
    const timestamp = toWireDate(Date.now());
    const body = JSON.stringify({ action: 'subscribe', transport: 'ws', nonce, timestamp });
    const signed = `chatserver\nchatlistener\n${id}\n${login.userid}\n${body}`;
    const signature = new Bun.CryptoHasher('sha256', key).update(signed).digest('hex');
    return JSON.stringify({ action: 'subscribe', user: login.userid, station: id, signature, body });
  };
}
