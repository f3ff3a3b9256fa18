import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { concat, fromBase64, fromHex, toBase64, toHex, u32, utf8 } from '../../src/encoding/index.ts';
import {
  openEpoch,
  openMessage,
  openMessages,
  type Place,
  pad,
  sealMessage,
  TrustError,
} from '../../src/trust/index.ts';
import { messageAad } from '../../src/trust/place.ts';
import { seal } from '../../src/trust/seal.ts';
import vectors from '../../vectors/message.json' with { type: 'json' };
import { flipped, inBrowser, person } from './support.ts';

const browser = await inBrowser<typeof import('../../src/trust/open.ts')>('open');
const { own } = await person('alice');
const keys = await openEpoch({
  workspaceId: vectors.workspaceid,
  conversationId: vectors.conversationid,
  epoch: vectors.epoch,
  secret: fromHex(vectors.secret),
  secretfor: vectors.secretfor,
});
const epochs = new Map([[keys.epoch, keys]]);
const header = { station: own.userId, seq: 1, sent: 0 };
const placeOf = (index: number): Place => ({
  instance: vectors.instance,
  id: `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`,
  type: 'Message',
});

/** What can be seen of an opened message, and of one that does not open. */
function seen(one: Awaited<ReturnType<typeof openMessages>>[number]) {
  if (one instanceof TrustError) return [one.code, one.message];
  const { instance, id, type, epoch, payload, fingerprint, signed, signature, hash, dataHash } = one;
  return { instance, id, type, epoch, payload, fingerprint, signed, signature, hash, dataHash };
}

/** Opens them in both ways, and gives back what both have found. */
async function openBoth(messages: Parameters<typeof openMessages>[1]) {
  const found = (await openMessages(epochs, messages)).map(seen);
  expect((await browser.openMessages(epochs, messages)).map(seen)).toEqual(found);
  return found;
}

test('messages open the same with and without an engine that needs no promise, whatever was done to them', async () => {
  expect(browser.openMessages).not.toBe(openMessages);
  const bodies = fc.array(fc.string({ unit: 'binary', maxLength: 700 }), { minLength: 1, maxLength: 6 });
  const harms = fc.constantFrom('none', 'bit', 'cut', 'space', 'digit', 'place', 'epoch');
  await fc.assert(
    fc.asyncProperty(
      bodies,
      fc.array(harms, { minLength: 6, maxLength: 6 }),
      fc.nat(),
      async (list, todo, at) => {
        const messages = await Promise.all(
          list.map(async (body, index) => {
            const place = placeOf(index);
            const { data } = await sealMessage(keys, place, own, header, { kind: 'text', body });
            const bytes = fromBase64(data);
            switch (todo[index]) {
              case 'bit':
                return { ...place, data: toBase64(flipped(bytes, at % (bytes.length * 8))) };
              case 'cut':
                return { ...place, data: toBase64(bytes.slice(0, at % bytes.length)) };
              case 'space':
                return { ...place, data: `${data.slice(0, 4)}    ${data.slice(4)}` };
              case 'digit':
                return {
                  ...place,
                  data: `${data.slice(0, at % data.length)}-${data.slice((at % data.length) + 1)}`,
                };
              case 'place':
                return { ...placeOf(index + 99), data };
              case 'epoch':
                return { ...place, data: toBase64(concat(bytes.slice(0, 1), u32(at % 9), bytes.slice(5))) };
              default:
                return { ...place, data };
            }
          }),
        );
        const found = await openBoth(messages);
        for (const [index, one] of found.entries()) {
          if (todo[index] === 'none') expect(one).toMatchObject({ payload: { body: list[index] } });
        }
      },
    ),
  );
});

test('what nobody’s client writes is refused the same way', async () => {
  const sealed = async (index: number, padded: Uint8Array<ArrayBuffer>) => {
    const place = placeOf(index);
    const inner = await seal(keys.messageKey, padded, messageAad(keys, place));
    return { ...place, data: toBase64(concat(new Uint8Array([1]), u32(keys.epoch), inner)) };
  };
  const sig = `,"sig":"${toBase64(new Uint8Array(64))}"}`;
  const head = `{"v":1,"from":"${own.userId}","station":"${own.userId}","seq":1,"sent":0,"kind":"text","body":"`;
  const padded = [
    pad(concat(head, '\ufffd"', sig)),
    pad(concat(head, new Uint8Array([0xff]), '"', sig)),
    pad(concat(head, new Uint8Array([0xef, 0xbb, 0xbf]), '"', sig)),
    pad(concat(new Uint8Array([0xef, 0xbb, 0xbf]), head, '"', sig)),
    pad(concat(head, '"', sig, ' ')),
    pad(concat(head, '","seq":1', sig)),
    pad(concat(head, '"', sig.replace('A', 'é'))),
    pad(utf8('{}')),
    pad(new Uint8Array()),
    new Uint8Array(256),
    new Uint8Array(),
    concat(pad(utf8('{}')), new Uint8Array(32)),
  ];
  const messages = await Promise.all(padded.map((one, index) => sealed(index, one)));
  const found = await openBoth(messages);
  const codes = found.map((one) => (Array.isArray(one) ? one[0] : one.payload.body));
  expect(codes).toEqual([
    '\ufffd',
    'bad_payload',
    '\ufeff',
    ...Array<string>(6).fill('bad_payload'),
    ...Array<string>(3).fill('bad_padding'),
  ]);
});

test('a message of any length opens, between others of usual length', async () => {
  const bodies = ['short', 'x'.repeat(500_000), 'é'.repeat(9000), 'short'];
  const messages = await Promise.all(
    bodies.map(async (body, index) => {
      const { data } = await sealMessage(keys, placeOf(index), own, header, { kind: 'text', body });
      return { ...placeOf(index), data };
    }),
  );
  const found = await openBoth(messages);
  expect(found.map((one) => (Array.isArray(one) ? one : one.payload.body))).toEqual(bodies);
});

test('what was opened stays what it is when others are opened after it', async () => {
  const [first, second] = vectors.messages as unknown as [
    { id: string; data: string; c: string },
    { id: string; data: string },
  ];
  const placed = (id: string): Place => ({ instance: vectors.instance, id, type: 'Message' });
  const opened = await openMessage(epochs, placed(first.id), first.data);
  await openMessage(epochs, placed(second.id), second.data);
  expect(toHex(opened.signed)).toBe(first.c);
});
