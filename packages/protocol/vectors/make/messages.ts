import { toBase64, toHex } from '../../src/encoding/index.ts';
import { type Epoch, openEpoch } from '../../src/trust/epoch.ts';
import { hkdf } from '../../src/trust/hash.ts';
import type { Content } from '../../src/trust/kinds.ts';
import { sealMessage } from '../../src/trust/message.ts';
import { openMessage } from '../../src/trust/open.ts';
import type { Place } from '../../src/trust/place.ts';
import { writeSignedText } from '../../src/trust/payload.ts';
import { foreignVectors } from './foreign.ts';
import { idOf, instance, seeded, stationOf, type World, workspaceId } from './world.ts';

export async function messageVectors(world: World, group: { conversationId: string; epochs: Epoch[] }) {
  const { alice, bob, mallory } = world;
  const { conversationId } = group;
  const epoch = group.epochs[1] as Epoch;
  const keys = await openEpoch(epoch);
  const epochs = new Map([[epoch.epoch, keys]]);
  const station = stationOf('alice');
  const target = idOf('target');
  const contents: [about: string, content: Content][] = [
    ['a text', { kind: 'text', body: 'Hello, Bob \u{1F44B}' }],
    ['an answer', { kind: 'text', body: 'Yes.\n"Quoted" \\ and \u0007', replyto: target }],
    ['an answer to several', { kind: 'text', body: '', replyto: [target, idOf('other target')] }],
    [
      'an imported line',
      { kind: 'text', body: 'waves', imported: { name: 'mneptok', source: 'irc', line: 'action' } },
    ],
    ['an edit', { kind: 'edit', target, body: 'Hello, Bobby' }],
    ['a reaction', { kind: 'reaction', target, emoji: '\u{1F44D}' }],
    ['a reaction taken back', { kind: 'reaction', target, emoji: '\u{1F44D}', remove: true }],
    [
      'a deletion, whose station and seq travel as targetstation and targetseq',
      { kind: 'delete', target, station, seq: 3 },
    ],
    [
      'a file',
      {
        kind: 'file',
        fileid: toHex(seeded('fileid')(16)),
        key: toBase64(seeded('filekey')(32)),
        name: 'garden.jpg',
        mime: 'image/jpeg',
        size: 1048577,
        width: 640,
        height: 480,
        body: 'The garden',
      },
    ],
    ['a new name', { kind: 'rename', name: 'Garden' }],
    ['a change of people', { kind: 'membership', added: [bob.own.userId], removed: [] }],
    ['a cleared conversation', { kind: 'cleared', instance: '7sSwU2VoFM' }],
  ];

  let last: { seq: number; hash: string; dataHash: string; id: string } | undefined;
  const messages: object[] = [];
  for (const [about, content] of contents) {
    const seq = (last?.seq ?? 0) + 1;
    const place: Place = { instance, id: idOf(`message ${seq}`), type: 'Message' };
    const prev = last && { id: last.id, hash: last.dataHash };
    const header = { station, seq, chain: last?.hash, prev, sent: 1769860800000 + seq * 1000 };
    const nonce = seeded(`nonce ${seq}`)(12);
    const sealed = await sealMessage(keys, place, alice.own, header, content, () => nonce);
    const opened = await openMessage(epochs, place, sealed.data);
    const { chain: _, prev: __, ...plain } = header;
    messages.push({
      about,
      id: place.id,
      header: { ...plain, ...(last && { chain: last.hash, prev }) },
      content,
      nonce: toHex(nonce),
      signedtext: new TextDecoder().decode(writeSignedText({ ...header, from: alice.own.userId }, content)),
      c: toHex(opened.signed),
      signature: toBase64(opened.signature),
      hash: sealed.hash,
      data: sealed.data,
      datahash: sealed.dataHash,
    });
    last = { seq, hash: sealed.hash, dataHash: sealed.dataHash, id: place.id };
  }

  return {
    about:
      'Messages of one station of Alice in epoch 1 of secret.json, each chained to the one before (docs/spec/trust.md 4), written by another producer, and broken ones.',
    workspaceid: workspaceId,
    conversationid: conversationId,
    instance,
    type: 'Message',
    epoch: epoch.epoch,
    secret: toHex(epoch.secret),
    secretfor: epoch.secretfor,
    key: toHex(await hkdf(epoch.secret, 'parley/message/v1')),
    author: alice.email,
    messages,
    ...(await foreignVectors(alice, mallory, conversationId, epoch)),
  };
}

/** The kinds' members, right and wrong. */
export function kindVectors() {
  const target = idOf('target');
  const station = stationOf('alice');
  const file = {
    kind: 'file',
    fileid: 'a'.repeat(32),
    key: toBase64(new Uint8Array(32)),
    name: 'n',
    mime: 'text/plain',
    size: 0,
  };
  const remove = { kind: 'delete', target, targetstation: station, targetseq: 1 };
  return {
    about: 'What payloads say, by kind (docs/spec/trust.md 4), without their common members.',
    accepted: [
      { kind: 'text', body: '' },
      { kind: 'text', body: 'x', replyto: target },
      { kind: 'text', body: 'x', replyto: [] },
      { kind: 'text', body: 'x', imported: { name: 'n', source: 's' } },
      { kind: 'text', body: 'x', imported: { name: 'n', source: 's', line: 'system' } },
      { kind: 'edit', target, body: '' },
      { kind: 'reaction', target, emoji: '+1', remove: false },
      remove,
      file,
      { ...file, fileid: target, width: 1, height: 2, body: 'b' },
      { kind: 'rename', name: 'n' },
      { kind: 'membership', added: [], removed: [station] },
      { kind: 'cleared', instance },
    ],
    refused: [
      { kind: 'text' },
      { kind: 'text', body: 1 },
      { kind: 'text', body: 'x', replyto: 'x' },
      { kind: 'text', body: 'x', replyto: [1] },
      { kind: 'text', body: 'x', replyto: null },
      { kind: 'text', body: 'x', imported: {} },
      { kind: 'text', body: 'x', imported: null },
      { kind: 'text', body: 'x', imported: { name: 'n', source: 's', line: 'x' } },
      { kind: 'edit', body: 'x' },
      { kind: 'edit', target: target.toUpperCase(), body: 'x' },
      { kind: 'reaction', target },
      { kind: 'reaction', target, emoji: 'x', remove: 1 },
      { ...remove, targetseq: 0 },
      { ...remove, targetseq: 1.5 },
      { ...remove, targetstation: 'x' },
      { ...file, fileid: '../x' },
      { ...file, key: 'AAAA' },
      { ...file, size: -1 },
      { ...file, size: '1' },
      { ...file, width: 1.5 },
      { kind: 'rename' },
      { kind: 'membership', added: [] },
      { kind: 'membership', added: ['x'], removed: [] },
      { kind: 'cleared', instance: 'x' },
    ],
  };
}
