import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { concat, fromBase64, fromHex, textOf, toBase64, toHex } from '../../src/encoding/index.ts';
import {
  type Content,
  contentOf,
  dataHashOf,
  type EpochKeys,
  epochOf,
  openEpoch,
  openMessage,
  type Place,
  prepareMessage,
  proveMessages,
  sealMessage,
} from '../../src/trust/index.ts';
import { writeSignedText } from '../../src/trust/payload.ts';
import vectors from '../../vectors/message.json' with { type: 'json' };
import { codeOf, expectRefusal, flipped, person, replay } from './support.ts';

const [alice, bob, mallory] = (await Promise.all(['alice', 'bob', 'mallory'].map(person))) as [
  Awaited<ReturnType<typeof person>>,
  Awaited<ReturnType<typeof person>>,
  Awaited<ReturnType<typeof person>>,
];
const epoch = {
  workspaceId: vectors.workspaceid,
  conversationId: vectors.conversationid,
  epoch: vectors.epoch,
  secret: fromHex(vectors.secret),
  secretfor: vectors.secretfor,
};
const keys = await openEpoch(epoch);
const epochs = new Map([[keys.epoch, keys]]);
const identities = new Map([alice, bob, mallory].map(({ identity }) => [identity.userId, identity]));
const placeOf = (id: string, instance = vectors.instance): Place => ({ instance, id, type: 'Message' });
const open = (id: string, data: string) => openMessage(epochs, placeOf(id), data);

const first = vectors.messages[0] as (typeof vectors.messages)[number];
const text: Content = { kind: 'text', body: 'x' };
const header = { station: bob.account.userId, seq: 1, sent: 0 };

describe('messages', () => {
  for (const message of vectors.messages) {
    test(`are sealed as the known ones: ${message.about}`, async () => {
      const content = message.content as unknown as Content;
      const sealed = await sealMessage(
        keys,
        placeOf(message.id),
        alice.own,
        message.header,
        content,
        replay(message.nonce),
      );
      expect(sealed).toEqual({ data: message.data, hash: message.hash, dataHash: message.datahash });
      const prepared = prepareMessage(keys, placeOf(message.id), alice.own.userId, message.header, content);
      expect([prepared.hash, prepared.dataLength]).toEqual([message.hash, message.data.length]);
      expect(textOf(writeSignedText({ ...message.header, from: alice.own.userId }, content))).toBe(
        message.signedtext,
      );
    });

    test(`are opened from the known ones: ${message.about}`, async () => {
      const opened = await open(message.id, message.data);
      expect(toHex(opened.signed)).toBe(message.c);
      expect(toBase64(opened.signature)).toBe(message.signature);
      expect([opened.hash, opened.dataHash]).toEqual([message.hash, message.datahash]);
      expect(opened.payload.from).toBe(alice.own.userId);
      expect(opened.payload).toMatchObject(message.header);
      expect(contentOf(opened.payload)).toEqual(message.content as unknown as Content);
      expect(await proveMessages([opened], identities)).toEqual([undefined]);
    });
  }

  for (const { about, id, data } of vectors.accepted) {
    test(`of another producer are opened and proven: ${about}`, async () => {
      const opened = await open(id, data);
      expect(opened.payload.seq).toBe(1);
      expect(await proveMessages([opened], identities)).toEqual([undefined]);
    });
  }

  for (const { about, id, instance, data, expected } of vectors.refused) {
    test(`are refused as ${expected}: ${about}`, async () => {
      expect<string | undefined>(await codeOf(() => openMessage(epochs, placeOf(id, instance), data))).toBe(
        expected,
      );
    });
  }

  for (const { about, id, data } of vectors.forged) {
    test(`that were forged open, and are not proven: ${about}`, async () => {
      const opened = await open(id, data);
      expect(opened.payload.from).toBe(alice.own.userId);
      const [error] = await proveMessages([opened], identities);
      expect(error?.code).toBe('bad_signature');
    });
  }

  test('are refused in another conversation, workspace or epoch that has the same secret', async () => {
    const others = [
      { conversationId: '0'.repeat(32) },
      { workspaceId: '0'.repeat(32) },
      { secret: new Uint8Array(32) },
    ];
    for (const other of others) {
      const elsewhere = new Map([[vectors.epoch, await openEpoch({ ...epoch, ...other })]]);
      await expectRefusal('bad_message', () => openMessage(elsewhere, placeOf(first.id), first.data));
    }
    const later = new Map([[2, await openEpoch({ ...epoch, epoch: 2 })]]);
    const renumbered = fromBase64(first.data);
    renumbered[4] = 2;
    await expectRefusal('bad_message', () => openMessage(later, placeOf(first.id), toBase64(renumbered)));
  });

  const misplaced: [about: string, place: object][] = [
    ['an ID in upper case', { ...placeOf(first.id.toUpperCase()) }],
    ['an ID with a zero byte', { ...placeOf(`${first.id}\0`) }],
    ['an instance with a zero byte', { ...placeOf(first.id, 'PqjfKSn7V\0') }],
    ['another type', { ...placeOf(first.id), type: 'Removed' }],
  ];
  for (const [about, place] of misplaced) {
    test(`are refused with ${about}`, async () => {
      await expectRefusal('bad_data', () => openMessage(epochs, place as Place, first.data));
      await expectRefusal('bad_data', () => sealMessage(keys, place as Place, alice.own, header, text));
    });
  }

  test('are refused with any bit turned, whichever it is', async () => {
    const data = fromBase64(first.data);
    const codes = new Set<string | undefined>();
    for (let bit = 0; bit < data.length * 8; bit++) {
      codes.add(await codeOf(() => open(first.id, toBase64(flipped(data, bit)))));
    }
    expect([...codes].sort()).toEqual(['bad_data', 'bad_message', 'epoch_missing']);
  });

  test('are refused with any bits turned, bytes cut or bytes added', async () => {
    const data = fromBase64(first.data);
    const bits = fc.uniqueArray(fc.nat(data.length * 8 - 1), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        bits,
        fc.nat(data.length - 1),
        fc.uint8Array({ minLength: 1 }),
        async (some, length, more) => {
          const changes = [some.reduce(flipped, data), data.slice(0, length), concat(data, more)];
          for (const changed of changes)
            expect(await codeOf(() => open(first.id, toBase64(changed)))).toBeDefined();
        },
      ),
    );
  });

  test('say which epoch they stand under, and what prev names of them, without being opened', async () => {
    expect(epochOf(first.data)).toBe(vectors.epoch);
    expect(await dataHashOf(first.data)).toBe(first.datahash);
    await expectRefusal('bad_data', () => epochOf('AAAA'));
    await expectRefusal('bad_data', () => dataHashOf('x'));
  });

  test('of any text survive the round trip, and look alike in size within a step of the series', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 500 }), async (body) => {
        const { data } = await sealMessage(keys, placeOf(first.id), bob.own, header, { kind: 'text', body });
        const opened = await open(first.id, data);
        expect(contentOf(opened.payload)).toEqual({ kind: 'text', body });
        expect(await proveMessages([opened], identities)).toEqual([undefined]);
        const padded = fromBase64(data).length - 33;
        expect([256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096]).toContain(padded);
      }),
    );
  });

  test('sealed twice have different Data and the same hash', async () => {
    const seal = () => sealMessage(keys, placeOf(first.id), bob.own, header, text);
    const [one, other] = await Promise.all([seal(), seal()]);
    expect(one?.data).not.toBe(other?.data as string);
    expect(one?.hash).toBe(other?.hash as string);
  });

  test('that every reader would refuse are not sealed', async () => {
    const seal = (changes: object, content: object = text, own = bob.own) =>
      sealMessage(keys, placeOf(first.id), own, { ...header, ...changes }, content as Content);
    await expectRefusal('wrong_sender', () => seal({}, text, mallory.own));
    await expectRefusal('bad_kind', () => seal({}, { kind: 'text' }));
    await expectRefusal('bad_kind', () => seal({}, { kind: 'poll' }));
    await expectRefusal('bad_payload', () => seal({ seq: 0 }));
    await expectRefusal('bad_payload', () => seal({ seq: 2 }));
    await expectRefusal('bad_payload', () => seal({ chain: first.hash }));
    await expectRefusal('bad_payload', () => seal({ sent: 0.5 }));
    await expectRefusal('bad_payload', () => seal({ station: 'phone' }));
    await expectRefusal('bad_payload', () => seal({ prev: { id: 'x', hash: first.hash } }));
  });

  test('take no common member from their content', async () => {
    const content = { kind: 'text', body: 'x', from: alice.own.userId, sig: 'x', seq: 7 } as Content;
    const { data } = await sealMessage(keys, placeOf(first.id), bob.own, header, content);
    const { payload } = await open(first.id, data);
    expect([payload.from, payload.seq]).toEqual([bob.own.userId, 1]);
  });

  test('from someone who left the epoch’s people are refused, though the key opens them', async () => {
    const without: EpochKeys = { ...keys, people: new Map([[bob.own.userId, bob.identity.fingerprint]]) };
    const opening = () => openMessage(new Map([[keys.epoch, without]]), placeOf(first.id), first.data);
    await expectRefusal('wrong_sender', opening);
  });
});
