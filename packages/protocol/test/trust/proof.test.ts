import { beforeAll, describe, expect, spyOn, test } from 'bun:test';
import fc from 'fast-check';
import {
  EMPTY_CHAIN,
  type EpochKeys,
  extendChain,
  type Identity,
  nextLink,
  type OpenedMessage,
  openEpoch,
  openMessage,
  type Place,
  proveMessages,
  sealMessage,
} from '../../src/trust/index.ts';
import { person } from './support.ts';

const [alice, bob] = (await Promise.all(['alice', 'bob'].map(person))) as [
  Awaited<ReturnType<typeof person>>,
  Awaited<ReturnType<typeof person>>,
];
const identities = new Map([alice, bob].map(({ identity }) => [identity.userId, identity]));
const phone = '1'.repeat(32);
const laptop = '2'.repeat(32);
const LENGTH = 12;

let keys: EpochKeys;
let run: OpenedMessage[];

function placeOf(number: number): Place {
  return {
    instance: 'PqjfKSn7V8',
    id: `00000000-0000-0000-0000-${String(number).padStart(12, '0')}`,
    type: 'Message',
  };
}

/** Writes and opens a message. @param signer whose key signs, in Alice's name */
async function write(
  number: number,
  station: string,
  link: { seq: number; chain?: string | undefined },
  { body = `message ${link.seq}`, signer = alice } = {},
): Promise<OpenedMessage> {
  const own = { userId: alice.own.userId, signKey: signer.own.signKey };
  const header = { station, ...link, sent: number };
  const { data } = await sealMessage(keys, placeOf(number), own, header, { kind: 'text', body });
  return openMessage(new Map([[0, keys]]), placeOf(number), data);
}

/** Messages of one station, chained. */
async function writeRun(station: string, start: number): Promise<OpenedMessage[]> {
  const messages: OpenedMessage[] = [];
  for (let count = 0; count < LENGTH; count++) {
    const last = messages.at(-1);
    const link = nextLink(last && { seq: last.payload.seq, hash: last.hash });
    messages.push(await write(start + count, station, link));
  }
  return messages;
}

/** Proves, and counts the signatures that were verified. */
async function prove(
  messages: readonly OpenedMessage[],
  known: ReadonlyMap<string, Identity> = identities,
  chainOf?: Parameters<typeof proveMessages>[2],
): Promise<{ codes: (string | undefined)[]; verified: number }> {
  const spy = spyOn(crypto.subtle, 'verify');
  try {
    const outcomes = await proveMessages(messages, known, chainOf);
    return { codes: outcomes.map((outcome) => outcome?.code), verified: spy.mock.calls.length };
  } finally {
    spy.mockRestore();
  }
}

const allOf = (messages: readonly OpenedMessage[]) => messages.map(() => undefined);

beforeAll(async () => {
  const secretfor = [...identities.values()].map(({ userId, fingerprint }) => ({
    userid: userId,
    fingerprint,
  }));
  const { workspaceId } = alice.account;
  keys = await openEpoch({
    workspaceId,
    conversationId: '3'.repeat(32),
    epoch: 0,
    secret: new Uint8Array(32),
    secretfor,
  });
  run = await writeRun(phone, 100);
});

describe('the proof of a run', () => {
  test('takes one signature for all messages of a station', async () => {
    expect(await prove(run)).toEqual({ codes: allOf(run), verified: 1 });
  });

  test('takes one signature for each station', async () => {
    const other = await writeRun(laptop, 200);
    const mixed = run.flatMap((message, index) => [message, other[index] as OpenedMessage]);
    expect(await prove(mixed)).toEqual({ codes: allOf(mixed), verified: 2 });
  });

  test('takes one signature more for each gap', async () => {
    const parts = run.filter((_, index) => index !== 3 && index !== 7);
    expect(await prove(parts)).toEqual({ codes: allOf(parts), verified: 3 });
  });

  test('does not depend on the order in which the messages stand', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(run, { minLength: LENGTH }), async (shuffled) => {
        expect(await prove(shuffled)).toEqual({ codes: allOf(shuffled), verified: 1 });
      }),
      { numRuns: 20 },
    );
  });

  test('takes none for the message before one that is held already', async () => {
    const chain = run.slice(6).reduce((state, { payload, hash }) => {
      return extendChain(state, { seq: payload.seq, chain: payload.chain, hash }).chain;
    }, EMPTY_CHAIN);
    const older = run.slice(0, 6);
    const asked: string[][] = [];
    const proof = await prove(older, identities, (author, station) => {
      asked.push([author, station]);
      return chain;
    });
    expect(proof).toEqual({ codes: allOf(older), verified: 0 });
    expect(asked).toEqual([[alice.own.userId, phone]]);
  });

  test('singles out a forged message, and proves all others', async () => {
    const at = 5;
    const { seq, chain } = (run[at] as OpenedMessage).payload;
    const forged = await write(300, phone, { seq, chain }, { body: 'forged', signer: bob });
    for (const messages of [run.with(at, forged), run.toSpliced(at, 0, forged)]) {
      const { codes } = await prove(messages);
      expect(codes).toEqual(messages.map((message) => (message === forged ? 'bad_signature' : undefined)));
    }
  });

  test('is not misled by a forged message that names a true one as its predecessor', async () => {
    const last = run.at(-1) as OpenedMessage;
    const forged = await write(301, phone, { seq: LENGTH + 1, chain: last.hash }, { signer: bob });
    const { codes, verified } = await prove([...run, forged]);
    expect(codes).toEqual([...allOf(run), 'bad_signature']);
    expect(verified).toBe(2);
  });

  test('does not let a forged message vouch for another forged one', async () => {
    const one = await write(302, laptop, { seq: 1 }, { signer: bob });
    const other = await write(303, laptop, { seq: 2, chain: one.hash }, { signer: bob });
    expect((await prove([one, other])).codes).toEqual(['bad_signature', 'bad_signature']);
  });

  test('accepts two true messages with one seq, which the chain then tells apart', async () => {
    const { seq, chain } = (run[4] as OpenedMessage).payload;
    const second = await write(304, phone, { seq, chain }, { body: 'second' });
    expect((await prove([...run, second])).codes).toEqual(allOf([...run, second]));
  });

  test('needs the author’s keys', async () => {
    expect((await prove(run, new Map())).codes).toEqual(run.map(() => 'keys_missing'));
  });

  test('needs the keys under which the author stands in the epoch', async () => {
    const exchanged = new Map([[alice.own.userId, { ...bob.identity, userId: alice.own.userId }]]);
    const { codes, verified } = await prove(run, exchanged);
    expect(codes).toEqual(run.map(() => 'fingerprint_changed'));
    expect(verified).toBe(0);
  });

  test('of nothing is nothing', async () => {
    expect(await prove([])).toEqual({ codes: [], verified: 0 });
  });
});
