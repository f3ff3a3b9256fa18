import { type EpochOffer, sealDisplayName, shareEpoch } from '@parley/protocol/trust';
import { all, flip, honest, listed, on } from './changes.ts';
import { forgeEpoch, offering, own } from './forge.ts';
import type { Attack, Loose, Scene, Tamper } from './scene.ts';

type Name = 'alice' | 'bob' | 'mallory' | 'eve';
const members = ['alice', 'bob', 'mallory'] as const;

const people = (scene: Scene, names: readonly Name[]) => names.map((name) => scene[name]);
const forged = (scene: Scene, maker: Name, names: readonly Name[], number = 1) =>
  forgeEpoch(scene, scene[maker], people(scene, names), { number });

/** Changes how the server lists the group. */
const group = (change: (conversation: Loose) => void) => (scene: Scene) =>
  scene.read(listed(scene.group.id, change));

/** Exchanges a member of two conversations. */
const exchanged = (member: string) => (scene: Scene) =>
  scene.read(
    on('list', ({ conversations }) => {
      const [a, b] = [scene.group.id, scene.other.id].map((id) =>
        conversations.find((one: Loose) => one.id === id),
      );
      [a[member], b[member]] = [b[member], a[member]];
    }),
  );

/** The server gives out Eve's keys, too. */
const keysOfEve = ({ eve, eveListed }: Scene): Tamper =>
  on('keys', ({ users }, { userids }) => {
    if (userids.includes(own(eve).userId)) users.push(eveListed);
  });

/** The server offers one more epoch, made by somebody for some people. */
const epoch = (maker: Name, names: readonly Name[]) => async (scene: Scene) => {
  const { offer } = await forged(scene, maker, names);
  return scene.read(all(offering(scene.group.id, offer), keysOfEve(scene)));
};

/**
 * Epoch 1 was for others, epoch 2 is for Bob as well, and somebody shares the older one with him.
 * @param formerly whom the shared epoch was made for @param change what is wrong with the share
 */
const share =
  (sharer: Name, formerly: readonly Name[], change: (offer: Loose, scene: Scene) => Promise<void> | void) =>
  async (scene: Scene) => {
    const older = await forged(scene, 'alice', formerly, 1);
    const newest = await forged(scene, 'alice', members, 2);
    const { sharesignature } = await shareEpoch(own(scene[sharer]), older.epoch, own(scene.bob).identity);
    const offer = { ...older.offer, sharedby: own(scene[sharer]).userId, sharesignature };
    await change(offer, scene);
    return scene.read(all(offering(scene.group.id, offer, newest.offer), keysOfEve(scene)));
  };
export const rightfulShare = share('mallory', ['alice', 'mallory'], () => {});

/** Attacks on the secrets of conversations, on who may read, and on names: docs/spec/trust.md section 3. */
export const secretAttacks: readonly Attack[] = [
  [
    'a bit of the secret',
    'bad_secret',
    'acceptance.ts acceptEpoch',
    group((c) => (c.secret = flip(c.secret, 40))),
  ],
  ['the secret of another conversation', 'bad_secret', 'oaep.ts unwrapKey', exchanged('secret')],
  ['the number of another epoch', 'bad_secret', 'oaep.ts unwrapKey', group((c) => (c.epoch = 1))],
  [
    "a bit of the secret's signature",
    'bad_secretsignature',
    'acceptance.ts acceptEpoch',
    group((c) => (c.secretsignature = flip(c.secretsignature, 9))),
  ],
  [
    'the signature of another conversation',
    'bad_secretsignature',
    'secret.ts secretText',
    exchanged('secretsignature'),
  ],
  [
    'another maker',
    'bad_secretsignature',
    'acceptance.ts acceptEpoch',
    (scene) => scene.read(listed(scene.group.id, (c) => (c.secretby = own(scene.mallory).userId))),
  ],
  [
    'a person left out of the readers',
    'bad_secretsignature',
    'secret.ts secretText',
    group((c) => c.secretfor.pop()),
  ],
  [
    'a person added to the readers',
    'bad_secretsignature',
    'secret.ts secretText',
    (scene) =>
      scene.read(
        listed(scene.group.id, ({ secretfor }) => {
          const { userId: userid, fingerprint } = own(scene.eve).identity;
          secretfor.push({ userid, fingerprint });
          secretfor.sort((a: Loose, b: Loose) => (a.userid < b.userid ? -1 : 1));
        }),
      ),
  ],
  [
    'another fingerprint of a reader',
    'bad_secretsignature',
    'secret.ts secretText',
    group((c) => (c.secretfor[0].fingerprint = flip(c.secretfor[0].fingerprint, 1))),
  ],
  [
    'readers in another order',
    'bad_secretfor',
    'secret.ts checkSecretFor',
    group((c) => c.secretfor.reverse()),
  ],
  [
    'a reader twice',
    'bad_secretfor',
    'secret.ts checkSecretFor',
    group((c) => c.secretfor.unshift(c.secretfor[0])),
  ],
  [
    'a member who signs a false fingerprint of another one',
    'fingerprint_changed',
    'acceptance.ts checkPeople',
    async (scene) => {
      const { userId, fingerprint } = own(scene.alice).identity;
      const { offer } = await forgeEpoch(scene, scene.mallory, people(scene, members), {
        fingerprints: { [userId]: flip(fingerprint, 0) },
      });
      return scene.read(offering(scene.group.id, offer));
    },
  ],
  [
    'a member who makes a secret that is not for himself',
    'maker_not_included',
    'acceptance.ts acceptEpoch',
    epoch('mallory', ['alice', 'bob']),
  ],
  [
    'a stranger who makes the next secret',
    'maker_not_in_previous',
    'acceptance.ts checkNeighbours',
    epoch('eve', [...members, 'eve']),
  ],
  [
    'a secret that is for others',
    'not_for_us',
    'acceptance.ts checkShare',
    epoch('alice', ['alice', 'mallory']),
  ],
  [
    'an accepted epoch that is altered, by a member',
    'epoch_changed',
    'acceptance.ts acceptEpoch',
    async (scene) => {
      const { offer } = await forged(scene, 'mallory', members, 0);
      return scene.readTwice(honest, offering(scene.group.id, offer));
    },
  ],
  [
    'a conversation that names an older epoch than before',
    'epoch_rollback',
    'acceptance.ts checkNewestEpoch',
    async (scene) => {
      const { offer } = await forged(scene, 'alice', members);
      return scene.readTwice(offering(scene.group.id, offer), honest);
    },
  ],
  [
    'a refused secret, so that one goes on writing under the one before it',
    'maker_not_in_previous',
    'epochs.ts newest',
    async (scene) => {
      const { offer } = await forged(scene, 'eve', [...members, 'eve']);
      let added = 0;
      const counting: Tamper = (_, action) => {
        if (action === 'add') added++;
      };
      const tamper = all(offering(scene.group.id, offer), keysOfEve(scene), counting);
      const said = await scene.read(tamper, {
        afterwards: (conversation) => conversation.send('readable for Eve'),
      });
      return added === 0 ? said : ['written'];
    },
  ],
  [
    'a third person in the conversation of two',
    'wrong_people',
    'acceptance.ts checkPair',
    async (scene) => {
      const { id } = scene.pair;
      const { offer } = await forgeEpoch(scene, scene.alice, people(scene, members), { conversationId: id });
      return scene.read(offering(id, offer), { conversation: id });
    },
  ],
  [
    'a third person in the conversation of two, passed off as a group',
    'wrong_people',
    'acceptance.ts checkPair',
    async (scene) => {
      const { id } = scene.pair;
      const { offer } = await forgeEpoch(scene, scene.alice, people(scene, members), { conversationId: id });
      const asGroup = listed(id, (one) => (one.isgroup = true));
      return scene.read(all(offering(id, offer), asGroup), { conversation: id });
    },
  ],
  [
    "a bit of a share's signature",
    'bad_sharesignature',
    'acceptance.ts checkShare',
    share('mallory', ['alice', 'mallory'], (offer) => {
      offer.sharesignature = flip(offer.sharesignature, 7);
    }),
  ],
  [
    'a share that was made for somebody else',
    'bad_sharesignature',
    'share.ts shareText',
    share('mallory', ['alice', 'mallory'], async (offer, scene) => {
      const { epoch: shared } = await forged(scene, 'alice', ['alice', 'mallory'], 1);
      const forAlice = await shareEpoch(own(scene.mallory), shared, own(scene.alice).identity);
      offer.sharesignature = forAlice.sharesignature;
    }),
  ],
  [
    "a share in another member's name",
    'bad_sharesignature',
    'acceptance.ts checkShare',
    share('mallory', ['alice', 'mallory'], (offer, scene) => {
      offer.sharedby = own(scene.alice).userId;
    }),
  ],
  [
    'a share by a person who was removed',
    'sharer_not_entitled',
    'acceptance.ts checkShare',
    share('eve', ['alice', 'eve'], () => {}),
  ],
  [
    'a share by a member who never had it',
    'sharer_not_entitled',
    'acceptance.ts checkShare',
    share('mallory', ['alice', 'eve'], () => {}),
  ],
  [
    "a bit of the group's name",
    'bad_displayname',
    'displayname.ts openDisplayName',
    group((c) => (c.displayname = flip(c.displayname, 20))),
  ],
  ["another group's name", 'bad_displayname', 'displayname.ts nameAad', exchanged('displayname')],
  [
    'a name under an epoch that one does not have',
    'epoch_missing',
    'displayname.ts openDisplayName',
    group((c) => (c.displayname = flip(c.displayname, 3))),
  ],
  [
    'the name of an older epoch than before',
    'displayname_rollback',
    'displayname.ts openDisplayName',
    async (scene) => {
      const { offer, keys } = await forged(scene, 'alice', members);
      const displayname = await sealDisplayName(keys, 'a newer name');
      const newest: Tamper = offering(scene.group.id, offer as EpochOffer);
      const named = listed(scene.group.id, (one) => (one.displayname = displayname));
      return scene.readTwice(all(newest, named), newest);
    },
  ],
];
