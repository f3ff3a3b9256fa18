/**
 * What the server adds to the least that any server must do: downloads of a page of 50 messages and of a delta of
 * one, and durable adds from 64 connections, each beside the baseline, in one run.
 */
import { join } from 'node:path';
import { type Conversation, type ImportDraft, Parley } from '@parley/client';
import { toWireDate } from '@parley/protocol/encoding';
import { openSessionKey } from '@parley/protocol/trust';
import { load, prepare } from './load.ts';
import { type LocalServer, withServer } from './local-server.ts';
import { type BenchProcess, spawnReady } from './process.ts';

const CONNECTIONS = 64;
const ROUNDS = 3;
const SECONDS = 2;
const HISTORY = 5000;

await withServer(run);

async function run({ url, process: server, folder }: LocalServer): Promise<void> {
  let sessionKey: Uint8Array | undefined;
  const { parley } = await Parley.register({
    server: url,
    email: 'bench@example.org',
    password: 'a long password',
    fullname: 'Bench',
    // The session key leaves the library only here, so that requests can be signed before they are timed.
    fetch: async (input, init) => fetch(input, init),
  });
  const { station } = parley;
  const login = await station.transport.call(
    'login/login',
    { apikey: await apikey() },
    { station: station.session.station },
  );
  sessionKey = await openSessionKey(station.own.decryptKey, login.sessionkey, station.session.station);
  async function apikey(): Promise<string> {
    const { keysOfMaster, masterOfPassword } = await import('@parley/protocol/trust');
    const { workspaceid: workspaceId, userid: userId, terms } = parley.account;
    return (await keysOfMaster(await masterOfPassword('a long password', { workspaceId, userId }, terms.kdf)))
      .apikey;
  }
  const conversation = await parley.createGroup('bench', []);
  const began = Date.now() - HISTORY * 1000;
  await conversation.import(
    Array.from({ length: HISTORY }, (_, index): ImportDraft => {
      const body = `Message ${index}: a sentence of a usual length, as people write them.`;
      return {
        id: crypto.randomUUID(),
        sent: began + index * 1000,
        content: { kind: 'text', body, imported: { name: 'bench', source: 'bench' } },
      };
    }),
  );
  const target = await targetOf(conversation);
  const signed = (fields: object, key = sessionKey as Uint8Array) =>
    prepare({
      host: `localhost:${server.port}`,
      srv: 'chatserver',
      api: 'chatconversation',
      user: station.session.user,
      station: station.session.station,
      key,
      body: JSON.stringify({ ...fields, clientversioncode: 3, timestamp: toWireDate(Date.now()) }),
    });

  const page = {
    ...target.place,
    lastmessagedate: '',
    lastmessageid: '',
    lastreportdate: '',
    lastreportid: '',
  };
  await compare('a page of 50 messages', [signed({ action: 'downloadpartial', ...page, limit: 50 })]);
  await compare('a delta of one message', [
    signed({ action: 'download', ...target.place, since: target.beforeLast }),
  ]);
  await compare(
    'a durable add',
    Array.from({ length: ROUNDS * SECONDS * 30_000 }, () => {
      const message = { ...target.message, ID: crypto.randomUUID() };
      return signed({ action: 'add', ...target.place, message: JSON.stringify(message) });
    }),
  );

  /** Measures both in turns, so that both meet the same noise, and compares the best of each. */
  async function compare(what: string, requests: Uint8Array[]): Promise<void> {
    const once = requests.length > 1;
    const sample = await answerTo(requests[0] as Uint8Array);
    const answerFile = join(folder, 'answer.json');
    await Bun.write(answerFile, sample);
    const baseline = await spawnReady(
      [
        process.execPath,
        new URL('./baseline.ts', import.meta.url).pathname,
        Buffer.from(sessionKey as Uint8Array).toString('hex'),
        answerFile,
      ],
      /ready (\d+)/,
    );
    const ours: Measured[] = [];
    const least: Measured[] = [];
    try {
      const share = Math.floor(requests.length / ROUNDS);
      for (let round = 0; round < ROUNDS; round++) {
        const part = once ? requests.slice(round * share, (round + 1) * share) : requests;
        least.push(await measured(baseline, part, false));
        ours.push(await measured(server, part, once));
      }
    } finally {
      await baseline.stop();
    }
    const [best, most] = [bestOf(ours), bestOf(least)];
    const ratio = (best.perSecond / most.perSecond).toFixed(2);
    const work = (most.work / best.work).toFixed(2);
    console.log(
      `${what.padEnd(24)}${inWords(best)}   baseline${inWords(most)}   ratio ${ratio}, by processor time ${work}`,
    );

    async function measured(process: BenchProcess, part: Uint8Array[], each: boolean): Promise<Measured> {
      const before = process.processorTime() ?? Number.NaN;
      const common = { connections: CONNECTIONS, duration: SECONDS, requests: part, once: each };
      const { answers, failures, perSecond } = await load({ ...common, port: process.port });
      if (failures > 0) throw new Error(`${what}: ${failures} of ${answers} answers failed`);
      return { perSecond, work: ((process.processorTime() ?? Number.NaN) - before) / answers };
    }
  }

  async function answerTo(request: Uint8Array): Promise<string> {
    const [head = '', body = ''] = Buffer.from(request).toString().split('\r\n\r\n');
    const [line = '', ...headers] = head.split('\r\n');
    const response = await fetch(url + (line.split(' ')[1] ?? ''), {
      method: 'POST',
      headers: headers.map((header) => header.split(': ') as [string, string]),
      body,
    });
    return response.text();
  }

  async function targetOf({ object, id }: Conversation) {
    const place = { conversationid: id, instance: object.instance };
    const common = { session: { ...station.session, key: await importKey() } };
    const all = await station.transport.call(
      'conversation/download',
      { ...place, since: '', limit: 1 },
      common,
    );
    let cursor = all.cursor;
    let beforeLast = '';
    for (let more = all.more; more; ) {
      const answer = await station.transport.call(
        'conversation/download',
        { ...place, since: cursor, limit: 999 },
        common,
      );
      more = answer.more;
      cursor = answer.cursor;
    }
    // One more message, so that the delta behind the cursor is exactly that one.
    beforeLast = cursor;
    const message = { ...(all.messages[0] as object), Created: toWireDate(Date.now()) };
    const one = JSON.stringify({ ...message, ID: crypto.randomUUID() });
    await station.transport.call('conversation/add', { ...place, message: one }, common);
    return { place, beforeLast, message };
  }

  function importKey(): Promise<CryptoKey> {
    const algorithm = { name: 'HMAC', hash: 'SHA-256' };
    return crypto.subtle.importKey('raw', sessionKey as Uint8Array<ArrayBuffer>, algorithm, false, ['sign']);
  }
}

interface Measured {
  readonly perSecond: number;
  /** Microseconds of processor time an answer. */
  readonly work: number;
}

function bestOf(rounds: readonly Measured[]): Measured {
  return {
    perSecond: Math.max(...rounds.map(({ perSecond }) => perSecond)),
    work: Math.min(...rounds.map(({ work }) => work)),
  };
}

function inWords({ perSecond, work }: Measured): string {
  return `${Math.round(perSecond).toString().padStart(7)} /s ${Math.round(work).toString().padStart(4)} µs`;
}
