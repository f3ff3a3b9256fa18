import { type Bytes, fromBase64, toBase64, toHex } from '../../src/encoding/index.ts';
import { groupConversationId, pairConversationId } from '../../src/ids/index.ts';
import type { EpochOffer } from '../../src/trust/acceptance.ts';
import type { EpochId } from '../../src/trust/account.ts';
import { sealDisplayName } from '../../src/trust/displayname.ts';
import { type Epoch, openEpoch, type Recipient } from '../../src/trust/epoch.ts';
import type { TrustCode } from '../../src/trust/errors.ts';
import { hkdf } from '../../src/trust/hash.ts';
import { secretLabel } from '../../src/trust/oaep.ts';
import { secretText } from '../../src/trust/secret.ts';
import { shareText } from '../../src/trust/share.ts';
import { signBase64 } from '../../src/trust/signature.ts';
import type { Wrapper } from './oaep.ts';
import { flipped, type Name, type Person, seeded, type World, workspaceId } from './world.ts';

/** An epoch as its maker signed it, whatever the rules say of it. */
export async function sign(
  maker: Person,
  id: EpochId,
  secret: Bytes,
  secretfor: Recipient[],
): Promise<Epoch> {
  const secretsignature = await signBase64(maker.own.signKey, secretText(id, secret, secretfor));
  return { ...id, secret, secretby: maker.own.userId, secretfor, secretsignature };
}

/** Entries of `secretfor`, in order. */
export function peopleOf(world: World, names: readonly Name[]): Recipient[] {
  const people = names.map((name) => world[name].own);
  const entries = people.map(({ userId, identity }) => ({
    userid: userId,
    fingerprint: identity.fingerprint,
  }));
  return entries.sort((a, b) => (a.userid < b.userid ? -1 : 1));
}

interface Case {
  readonly about: string;
  /** Whose client decides. */
  readonly client: string;
  readonly conversationid: string;
  /** Accepted before, by index in `epochs`. */
  readonly accepted: number[];
  /** Whose pinned keys are known, beside one's own. */
  readonly pinned: string[];
  /** Whose keys are known. */
  readonly known: string[];
  readonly peer?: string;
  readonly offer: EpochOffer;
  readonly expected: 'accepted' | TrustCode;
  /** Whom to pin after an acceptance. */
  readonly newpins?: string[];
}

export async function secretVectors(world: World, wrapper: Wrapper) {
  const { alice, bob, carol, mallory } = world;
  const group = groupConversationId(alice.own.userId, toHex(seeded('group')(16)));
  const pair = pairConversationId(alice.own.userId, bob.own.userId);
  const of = (conversationId: string, epoch: number): EpochId => ({ workspaceId, conversationId, epoch });
  const secrets = [0, 1, 2, 3].map((index) => seeded(`secret ${index}`)(32)) as [Bytes, Bytes, Bytes, Bytes];

  const offerTo = async (about: string, person: Person, epoch: Epoch): Promise<EpochOffer> => ({
    epoch: epoch.epoch,
    secret: await wrapper.wrap(about, person, epoch.secret, secretLabel(epoch)),
    secretby: epoch.secretby,
    secretfor: epoch.secretfor,
    secretsignature: epoch.secretsignature,
  });
  const share = async (
    offer: EpochOffer,
    epoch: Epoch,
    sharer: Person,
    recipient: Person,
  ): Promise<EpochOffer> => {
    const entry = { userid: recipient.own.userId, fingerprint: recipient.own.identity.fingerprint };
    const sharesignature = await signBase64(sharer.own.signKey, shareText(epoch, epoch.secret, entry));
    return { ...offer, sharedby: sharer.own.userId, sharesignature };
  };

  const first = await sign(alice, of(group, 0), secrets[0], peopleOf(world, ['alice', 'bob']));
  const second = await sign(bob, of(group, 1), secrets[1], peopleOf(world, ['alice', 'bob', 'carol']));
  const third = await sign(bob, of(group, 2), secrets[2], peopleOf(world, ['bob', 'carol']));
  const epochs = [first, second, third];
  const toBob = await offerTo('epoch 0 of the group for bob', bob, first);
  const toCarol = await offerTo('epoch 1 of the group for carol', carol, second);
  const toCarol0 = await offerTo('epoch 0 of the group for carol', carol, first);
  const two = await sign(alice, of(pair, 0), secrets[3], peopleOf(world, ['alice', 'bob']));
  const twoToBob = await offerTo('epoch 0 of the conversation of two for bob', bob, two);

  const cases: Case[] = [];
  const everyone = Object.values(world).map(({ email }) => email);
  const add = (
    about: string,
    client: Person,
    offer: EpochOffer,
    expected: Case['expected'],
    more: Partial<Case> = {},
  ) =>
    cases.push({
      about,
      client: client.email,
      conversationid: group,
      accepted: [],
      pinned: everyone,
      known: everyone,
      offer,
      expected,
      ...more,
    });

  add('an epoch as it was made', bob, toBob, 'accepted', { newpins: [] });
  add('people seen for the first time are pinned', bob, toBob, 'accepted', {
    pinned: [],
    newpins: [alice.email],
  });
  add('an epoch made by someone of the epoch before', carol, toCarol, 'accepted', {
    accepted: [0],
    newpins: [],
  });
  add('an epoch without the one before it', carol, toCarol, 'accepted', { newpins: [] });
  add('the same epoch again', bob, toBob, 'accepted', { accepted: [0], newpins: [] });
  add('a conversation of two', bob, twoToBob, 'accepted', {
    conversationid: pair,
    peer: alice.email,
    newpins: [],
  });

  const signature = fromBase64(toBob.secretsignature);
  add(
    'a bit of the signature turned',
    bob,
    { ...toBob, secretsignature: toBase64(flipped(signature, 9)) },
    'bad_secretsignature',
  );
  add('a signature that is not base64', bob, { ...toBob, secretsignature: 'x' }, 'bad_secretsignature');
  add('another maker named', bob, { ...toBob, secretby: carol.own.userId }, 'bad_secretsignature');
  add(
    'a person added by the server',
    bob,
    { ...toBob, secretfor: peopleOf(world, ['alice', 'bob', 'mallory']) },
    'bad_secretsignature',
  );
  add(
    'a person left out by the server',
    bob,
    { ...toBob, secretfor: peopleOf(world, ['bob']) },
    'bad_secretsignature',
  );
  const exchanged = await wrapper.wrap('another secret for bob', bob, secrets[3], secretLabel(of(group, 0)));
  add('the secret exchanged by the server', bob, { ...toBob, secret: exchanged }, 'bad_secretsignature');

  const wrapped = fromBase64(toBob.secret);
  add('a bit of the secret turned', bob, { ...toBob, secret: toBase64(flipped(wrapped, 77)) }, 'bad_secret');
  add('the secret of another user', bob, { ...toBob, secret: toCarol0.secret }, 'bad_secret');
  add('another epoch named', bob, { ...toBob, epoch: 1 }, 'bad_secret');
  add('an epoch that is no number', bob, { ...toBob, epoch: -1 }, 'bad_secret');
  add('the epoch of another conversation', bob, twoToBob, 'bad_secret');
  const short = await wrapper.wrap('31 bytes for bob', bob, seeded('short')(31), secretLabel(of(group, 0)));
  add('a secret of 31 bytes', bob, { ...toBob, secret: short }, 'bad_secret');

  const [one, other] = toBob.secretfor as [Recipient, Recipient];
  add('people out of order', bob, { ...toBob, secretfor: [other, one] }, 'bad_secretfor');
  add('a person twice', bob, { ...toBob, secretfor: [one, one, other] }, 'bad_secretfor');
  add(
    'a fingerprint of 31 bytes',
    bob,
    { ...toBob, secretfor: [one, { ...other, fingerprint: toBase64(new Uint8Array(31)) }] },
    'bad_secretfor',
  );
  add(
    'an id in upper case',
    bob,
    { ...toBob, secretfor: [one, { ...other, userid: other.userid.toUpperCase() }] },
    'bad_secretfor',
  );

  const outsider = await sign(mallory, of(group, 0), secrets[3], peopleOf(world, ['alice', 'bob']));
  add(
    'made by someone it is not for',
    bob,
    await offerTo('by mallory, for alice and bob', bob, outsider),
    'maker_not_included',
  );
  const without = await sign(alice, of(group, 0), secrets[3], peopleOf(world, ['alice', 'carol']));
  add('not for the client', bob, await offerTo('not for bob', bob, without), 'not_for_us');

  const falseFingerprint = peopleOf(world, ['alice', 'bob', 'carol']).map((person) =>
    person.userid === carol.own.userId ? { ...person, fingerprint: toBase64(seeded('false')(32)) } : person,
  );
  const falsified = await sign(alice, of(group, 0), secrets[3], falseFingerprint);
  add(
    'a person under another fingerprint than the pinned one',
    bob,
    await offerTo('carol falsified', bob, falsified),
    'fingerprint_changed',
  );
  const falseOwn = peopleOf(world, ['alice', 'bob']).map((person) =>
    person.userid === bob.own.userId ? { ...person, fingerprint: toBase64(seeded('false')(32)) } : person,
  );
  const falsifiedOwn = await sign(alice, of(group, 0), secrets[3], falseOwn);
  add(
    'the client itself under another fingerprint',
    bob,
    await offerTo('bob falsified', bob, falsifiedOwn),
    'fingerprint_changed',
  );
  add('a maker whose keys are not known', bob, toBob, 'keys_missing', { pinned: [], known: [] });

  const intruder = await sign(
    mallory,
    of(group, 1),
    secrets[3],
    peopleOf(world, ['alice', 'bob', 'mallory']),
  );
  const intrusion = await offerTo('epoch 1 by mallory', bob, intruder);
  add('made by someone whom the epoch before was not for', bob, intrusion, 'maker_not_in_previous', {
    accepted: [0],
  });
  add('the epoch before one whose maker it was not for', bob, toBob, 'maker_not_in_previous', {
    accepted: [3],
  });
  epochs.push(intruder);

  const three = await sign(alice, of(pair, 0), secrets[3], peopleOf(world, ['alice', 'bob', 'mallory']));
  const threeToBob = await offerTo('three in the conversation of two', bob, three);
  add('a third person in the conversation of two', bob, threeToBob, 'wrong_people', { conversationid: pair });
  const swapped = await sign(mallory, of(pair, 0), secrets[3], peopleOf(world, ['bob', 'mallory']));
  const swappedToBob = await offerTo('mallory in place of alice', bob, swapped);
  add('another person in the conversation of two', bob, swappedToBob, 'wrong_people', {
    conversationid: pair,
    peer: alice.email,
  });

  const again = await sign(alice, of(group, 0), secrets[3], peopleOf(world, ['alice', 'bob']));
  add(
    'another secret for an accepted epoch',
    bob,
    await offerTo('epoch 0 again', bob, again),
    'epoch_changed',
    { accepted: [0] },
  );
  const grown = await sign(alice, of(group, 0), secrets[0], peopleOf(world, ['alice', 'bob', 'carol']));
  add(
    'other people for an accepted epoch',
    bob,
    await offerTo('epoch 0 with carol', bob, grown),
    'epoch_changed',
    { accepted: [0] },
  );

  const shared = await share(toCarol0, first, bob, carol);
  const joined = { accepted: [1] };
  add('an older epoch, shared by one of both', carol, shared, 'accepted', { ...joined, newpins: [] });
  add('an older epoch that nobody shared', carol, toCarol0, 'not_for_us', joined);
  add(
    'an older epoch shared with someone else',
    carol,
    await share(toCarol0, first, bob, mallory),
    'bad_sharesignature',
    joined,
  );
  add('a share without its signature', carol, { ...shared, sharesignature: undefined }, 'not_for_us', joined);
  add('another sharer named', carol, { ...shared, sharedby: alice.own.userId }, 'bad_sharesignature', joined);
  add(
    'shared by someone who is not in the newest',
    carol,
    await share(toCarol0, first, alice, carol),
    'sharer_not_entitled',
    { accepted: [1, 2] },
  );
  add(
    'shared by someone who never had it',
    carol,
    await share(toCarol0, first, mallory, carol),
    'sharer_not_entitled',
    joined,
  );
  add('shared without any newer epoch', carol, shared, 'not_for_us');

  const keys = await openEpoch(second);
  const nonce = seeded('name nonce')(12);
  const name = 'Garden party \u{1F33B}';
  return {
    secrets: {
      about:
        'Conversation secrets (docs/spec/trust.md 3): epochs as they were signed, and whether a client accepts what the server offers. `accepted` are indexes of `epochs`; people are named by e-mail; keys stand in people.json.',
      workspaceid: workspaceId,
      conversationid: group,
      epochs: epochs.map((epoch) => ({
        epoch: epoch.epoch,
        secret: toHex(epoch.secret),
        secretby: epoch.secretby,
        secretfor: epoch.secretfor,
        signedtext: toHex(secretText(epoch, epoch.secret, epoch.secretfor)),
        secretsignature: epoch.secretsignature,
      })),
      share: {
        epoch: 0,
        sharer: bob.email,
        recipient: carol.email,
        signedtext: toHex(
          shareText(first, first.secret, {
            userid: carol.own.userId,
            fingerprint: carol.own.identity.fingerprint,
          }),
        ),
        sharesignature: shared.sharesignature,
      },
      cases,
    },
    displayname: {
      about: "A conversation's name under epoch 1 of secret.json (docs/spec/trust.md 3).",
      workspaceid: workspaceId,
      conversationid: group,
      epoch: 1,
      secret: toHex(second.secret),
      key: toHex(await hkdf(second.secret, 'parley/name/v1')),
      nonce: toHex(nonce),
      name,
      displayname: await sealDisplayName(keys, name, () => nonce),
    },
    group: { conversationId: group, epochs },
  };
}
