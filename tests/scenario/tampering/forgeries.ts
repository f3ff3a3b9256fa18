import { concat, utf8 } from '@parley/protocol/encoding';
import { pad } from '@parley/protocol/trust';
import type { Message } from '@parley/protocol/wire';
import { all, messages } from './changes.ts';
import { type Forged, type Forgery, forge, forgeEpoch, offering, own, resealed } from './forge.ts';
import { given } from './messages.ts';
import type { Attack, Scene } from './scene.ts';

/** The server gives these messages out behind the real ones. */
const behind = (scene: Scene, ...forged: readonly Forged[]) =>
  messages(scene.group.id, (list) => list.push(...forged.map(({ message }) => message)));

/** One forged message. */
const forgery =
  (make: (scene: Scene) => Forgery): Attack[3] =>
  async (scene) =>
    scene.read(behind(scene, await forge(scene, make(scene))));

/** A payload that is well signed, and whose form is wrong in one place. */
const payload = (change: (text: string) => string): Attack[3] =>
  forgery((scene) => {
    const { userId } = own(scene.mallory);
    const text = `{"v":1,"from":"${userId}","station":"${'f'.repeat(32)}","seq":1,"sent":1700000000000,"kind":"text","body":"forged"}`;
    const changed = change(text);
    if (changed === text) throw new Error('nothing was changed');
    return { payload: changed };
  });

/** What Alice wrote, and signed, in another place than the one where it is given out. */
const moved = (signedAs: Forgery['signedAs']): Attack[3] =>
  forgery((scene) => ({
    payload: { from: own(scene.alice).userId, body: 'written elsewhere' },
    signer: scene.alice,
    signedAs: signedAs ?? {},
  }));

/** Messages of one station of Mallory's, each made from the one before. */
async function station(scene: Scene, payloads: readonly ((before: Forged | undefined) => object)[]) {
  const made: Forged[] = [];
  for (const [index, members] of payloads.entries()) {
    const before = made.at(-1);
    const usual = { seq: index + 1, chain: before?.chain, prev: before?.prev };
    made.push(await forge(scene, { payload: { ...usual, ...members(before) } }));
  }
  return made;
}

/** Attacks by a participant, who has the secret, together with the server: docs/spec/trust.md section 4. */
export const forgeryAttacks: readonly Attack[] = [
  [
    "words in another member's name",
    'bad_signature',
    'proof.ts checkSignature',
    forgery((scene) => ({ payload: { from: own(scene.alice).userId } })),
  ],
  [
    "one's own words passed off as another member's, the sender exchanged behind the signature",
    'bad_signature',
    'proof.ts checkSignature',
    forgery((scene) => ({
      payload: {},
      change: (bytes) => {
        const [mallory, alice] = [own(scene.mallory).userId, own(scene.alice).userId];
        return utf8(new TextDecoder().decode(bytes).replace(mallory, alice));
      },
    })),
  ],
  [
    'words of somebody who is not in the conversation',
    'wrong_sender',
    'open.ts openMessage',
    forgery((scene) => ({ payload: { from: own(scene.eve).userId }, signer: scene.eve })),
  ],
  [
    "a member's message under another ID",
    'bad_signature',
    'place.ts signedBytes',
    async (scene) => {
      const [one] = await given(scene, scene.group.id);
      return scene.read(behind(scene, await resealed(scene, one as Message, { id: crypto.randomUUID() })));
    },
  ],
  [
    "a member's words of another instance",
    'bad_signature',
    'place.ts signedBytes',
    moved({ instance: 'Another1ns' }),
  ],
  [
    "a member's words of another conversation",
    'bad_signature',
    'place.ts signedBytes',
    async (scene) => {
      const elsewhere = {
        keys: scene.other.epochs.keys.get(0) as Scene['keys'],
        instance: scene.other.object.instance,
      };
      return moved(elsewhere)(scene);
    },
  ],
  [
    "a member's words of another epoch, whose secret is the same",
    'bad_signature',
    'place.ts signedBytes',
    async (scene) => moved({ keys: { ...scene.keys, epoch: 1 } })(scene),
  ],
  [
    'a forged message that forged ones name as the one before them',
    'bad_signature',
    'proof.ts proveStation',
    async (scene) => {
      const from = own(scene.alice).userId;
      const made = await station(scene, [() => ({ from }), () => ({ from }), () => ({ from })]);
      const said = await scene.read(behind(scene, ...made));
      return said.filter((code) => code === 'bad_signature').length === 3 ? ['bad_signature'] : said;
    },
  ],
  [
    'a second message in the place of another',
    'duplicate_seq',
    'chain.ts extendChain',
    async (scene) =>
      scene.read(
        behind(scene, ...(await station(scene, [() => ({}), () => ({ seq: 1, chain: undefined })]))),
      ),
  ],
  [
    'a message that does not follow the one before it',
    'chain_mismatch',
    'chain.ts extendChain',
    async (scene) => {
      const chain = `${'A'.repeat(43)}=`;
      return scene.read(behind(scene, ...(await station(scene, [() => ({}), () => ({ chain })]))));
    },
  ],
  [
    'a message that hides which one it follows',
    'prev_absent',
    'order.ts checkPrev',
    async (scene) =>
      scene.read(behind(scene, ...(await station(scene, [() => ({}), () => ({ prev: undefined })])))),
  ],
  [
    'two versions of a message, one for each reader',
    'prev_different',
    'order.ts checkPrev',
    async (scene) => {
      const shown = await forge(scene, { payload: { body: 'shown to Bob' } });
      const place = { id: shown.message.ID };
      const other = await forge(scene, { payload: { body: 'shown to Alice' }, place });
      const reply = await forge(scene, {
        payload: { from: own(scene.alice).userId, body: 'I agree', prev: other.prev },
        signer: scene.alice,
      });
      return scene.read(behind(scene, shown, reply));
    },
  ],
  [
    'a message under an old epoch, after one of a newer epoch',
    'epoch_went_back',
    'order.ts checkEpochOrder',
    async (scene) => {
      const { alice, bob, mallory, group } = scene;
      const { offer, keys } = await forgeEpoch(scene, alice, [alice, bob, mallory]);
      const newer = await forge(scene, { payload: { station: 'a'.repeat(32) }, place: { keys } });
      const old = await forge(scene, { payload: { body: 'written with the key of one who was removed' } });
      return scene.read(all(offering(group.id, offer), behind(scene, newer, old)));
    },
  ],
  [
    "a removal that another member's delete is to explain",
    'gap',
    'reader.ts #note',
    async (scene) => {
      const [one] = (await given(scene, scene.group.id)) as [Message];
      const { stationid } = scene.alice.parley.account;
      const content = { kind: 'delete', target: one.ID, targetstation: stationid, targetseq: 1 };
      const made = await forge(scene, { payload: { ...content, body: undefined } });
      return scene.read(
        messages(scene.group.id, (list) => {
          Object.assign(list[0], { Type: 'Removed', Data: '' });
          list.push(made.message);
        }),
      );
    },
  ],
  [
    'a member name twice',
    'bad_payload',
    'payload.ts readPayload',
    payload((text) => text.replace('{"v":1', '{"v":1,"v":1')),
  ],
  [
    'a member name twice, further down, written in another way',
    'bad_payload',
    'payload.ts readPayload',
    payload((text) => text.replace('"body"', '"more":{"a":1,"\\u0061":2},"body"')),
  ],
  [
    'an integer beyond 2^53',
    'bad_payload',
    'payload.ts readPayload',
    payload((text) => text.replace('"body"', '"size":9007199254740993,"body"')),
  ],
  [
    'another version',
    'bad_payload',
    'payload.ts checkHeader',
    payload((text) => text.replace('"v":1', '"v":2')),
  ],
  ['no seq', 'bad_payload', 'payload.ts checkHeader', payload((text) => text.replace('"seq":1,', ''))],
  [
    'a chain at the first message',
    'bad_payload',
    'payload.ts checkHeader',
    payload((text) => text.replace('"seq":1', `"seq":1,"chain":"${'A'.repeat(43)}="`)),
  ],
  [
    'a kind that lacks its content',
    'bad_kind',
    'kinds.ts contentOf',
    payload((text) => text.replace('"body"', '"words"')),
  ],
  [
    'a signature that is not the last member',
    'bad_payload',
    'payload.ts readPayload',
    forgery(() => ({ payload: {}, change: (bytes) => concat(bytes.subarray(0, -1), ',"last":1}') })),
  ],
  [
    'blanks behind the payload',
    'bad_payload',
    'payload.ts readPayload',
    forgery(() => ({ payload: {}, change: (bytes) => concat(bytes, '\n') })),
  ],
  [
    'text that is no UTF-8',
    'bad_payload',
    'payload.ts readPayload',
    forgery(() => ({
      payload: {},
      change: (bytes) => {
        bytes[bytes.indexOf(utf8('forged')[0] as number)] = 0xff;
        return bytes;
      },
    })),
  ],
  [
    'padding without its mark',
    'bad_padding',
    'padding.ts unpad',
    forgery(() => ({
      payload: {},
      padding: (bytes) => concat(bytes, new Uint8Array(pad(bytes).length - bytes.length)),
    })),
  ],
  [
    'padding that is not zero',
    'bad_padding',
    'padding.ts unpad',
    forgery(() => ({
      payload: {},
      padding: (bytes) => {
        const padded = pad(bytes);
        padded[padded.length - 1] = 1;
        return padded;
      },
    })),
  ],
  [
    'padding of another size, which would tell who wrote it',
    'bad_padding',
    'padding.ts unpad',
    forgery(() => ({ payload: {}, padding: (bytes) => concat(pad(bytes), new Uint8Array(64)) })),
  ],
];
