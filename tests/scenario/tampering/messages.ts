import type { Message } from '@parley/protocol/wire';
import { all, first, flip, flipHex, honest, listed, messages, on } from './changes.ts';
import type { Attack, Loose, Scene } from './scene.ts';

/** The server changes the first message. */
const message = (change: (message: Loose) => void) => (scene: Scene) =>
  scene.read(first(scene.group.id, change));
/** The server changes the list of messages: one, two, three, Mallory's word, four. */
const list = (change: (list: Loose[]) => void) => (scene: Scene) =>
  scene.read(messages(scene.group.id, change));
const exchange = (given: Loose[], a: number, b: number) => {
  [given[a], given[b]] = [given[b], given[a]];
};

/** The messages of a conversation as an honest server gives them. */
export async function given(scene: Scene, id: string): Promise<Message[]> {
  let found: Message[] = [];
  await scene.read(
    messages(id, (all) => {
      found = structuredClone(all);
    }),
    { conversation: id },
  );
  return found;
}

/** Attacks on what a message holds and where it stands, by the server alone: docs/spec/trust.md section 4. */
export const messageAttacks: readonly Attack[] = [
  ['the version of Data', 'bad_data', 'data.ts checkData', message((m) => (m.Data = flip(m.Data, 0)))],
  ['Data that is cut off', 'bad_data', 'data.ts checkData', message((m) => (m.Data = m.Data.slice(0, 40)))],
  ['Data that is no base64', 'bad_data', 'data.ts decodeData', message((m) => (m.Data = `?${m.Data}`))],
  [
    'another epoch in Data',
    'epoch_missing',
    'open.ts openMessage',
    message((m) => (m.Data = flip(m.Data, 4))),
  ],
  ['a bit of the nonce', 'bad_message', 'open.ts openMessage', message((m) => (m.Data = flip(m.Data, 5)))],
  [
    'a bit of the ciphertext',
    'bad_message',
    'open.ts openMessage',
    message((m) => (m.Data = flip(m.Data, 60))),
  ],
  ['a bit of the tag', 'bad_message', 'open.ts openMessage', message((m) => (m.Data = flip(m.Data, -1)))],
  ['another message ID', 'bad_message', 'place.ts writeAad', message((m) => (m.ID = flipHex(m.ID)))],
  [
    'the contents of two messages exchanged',
    'bad_message',
    'place.ts writeAad',
    list(([a, b]) => {
      if (a && b) [a.Data, b.Data] = [b.Data, a.Data];
    }),
  ],
  [
    'a message of another conversation',
    'bad_message',
    'place.ts writeAad',
    async (scene) => {
      const [foreign] = await given(scene, scene.other.id);
      return scene.read(messages(scene.group.id, (here) => here.push(foreign)));
    },
  ],
  [
    'the messages of one instance given out in another',
    'bad_message',
    'place.ts writeAad',
    async (scene) => {
      const old = await given(scene, scene.group.id);
      const { id } = scene.group;
      return scene.read(
        all(
          listed(id, (one) => (one.instance = 'Another1ns')),
          on('download', (answer, { conversationid }) => {
            if (conversationid !== id) return;
            const plain = {
              status: 'OK',
              errormessage: '',
              messages: old,
              reports: [],
              cursor: 'c',
              more: false,
            };
            Object.assign(answer, plain);
          }),
        ),
      );
    },
  ],
  ['a message withheld', 'gap', 'chain.ts gapsOf', list((all) => all.splice(1, 1))],
  ['the first messages withheld', 'gap', 'chain.ts gapsOf', list((all) => all.splice(0, 2))],
  [
    'the newest message withheld, until the next one comes',
    'gap',
    'chain.ts gapsOf',
    (scene) =>
      scene.readTwice(
        messages(scene.group.id, (all) => all.splice(4)),
        honest,
        { between: () => scene.group.send('five') },
      ),
  ],
  [
    'all messages of a station withheld',
    'prev_missing',
    'order.ts checkPrev',
    list((all) => all.splice(3, 1)),
  ],
  [
    'two messages of a station in another order',
    'reordered',
    'chain.ts extendChain',
    list((all) => exchange(all, 1, 2)),
  ],
  [
    'messages of two stations in another order',
    'prev_reordered',
    'order.ts checkPrev',
    list((all) => exchange(all, 3, 4)),
  ],
  [
    'a message given out a second time',
    'duplicate_seq',
    'chain.ts extendChain',
    list((all) => all.push(structuredClone(all[0]))),
  ],
  [
    'an old message given out again as a new one',
    'duplicate_seq',
    'chain.ts extendChain',
    async (scene) => {
      const [replayed] = await given(scene, scene.group.id);
      return scene.readTwice(
        honest,
        messages(scene.group.id, (news) => news.push(replayed)),
      );
    },
  ],
  [
    'a message given out as removed',
    'removed_by_server',
    'absence.ts checkRemoved',
    message((m) => Object.assign(m, { Type: 'Removed', Data: '' })),
  ],
  [
    'a conversation given out as cleared',
    'cleared_by_server',
    'absence.ts checkCleared',
    (scene) =>
      scene.readTwice(
        honest,
        on('download', (answer, { conversationid, instance }) => {
          if (conversationid !== scene.group.id) return;
          const changed = { status: 'ERROR', errorcode: 'instance_changed', errormessage: 'It was cleared.' };
          const empty = {
            status: 'OK',
            errormessage: '',
            messages: [],
            reports: [],
            cursor: 'c',
            more: false,
          };
          const isNew = instance === 'Another1ns';
          Object.assign(answer, isNew ? empty : { ...changed, instance: 'Another1ns' });
        }),
      ),
  ],
];
