import { describe, expect, test } from 'bun:test';
import { fromBase64, fromHex, toBase64, toHex } from '../../src/encoding/index.ts';
import { pairConversationId } from '../../src/ids/index.ts';
import {
  acceptEpoch,
  acceptEpochs,
  checkNewestEpoch,
  checkWritableEpoch,
  type Epoch,
  type EpochContext,
  type EpochOffer,
  type MadeEpoch,
  makeEpoch,
  pairPeer,
  shareEpoch,
} from '../../src/trust/index.ts';
import { secretText } from '../../src/trust/secret.ts';
import { isShareSigned, shareText } from '../../src/trust/share.ts';
import { signBase64 } from '../../src/trust/signature.ts';
import vectors from '../../vectors/secret.json' with { type: 'json' };
import { codeOf, expectRefusal, flipped, type Person, person, replay } from './support.ts';

const NAMES = ['alice', 'bob', 'carol', 'mallory'];
const everyone = (await Promise.all(NAMES.map(person))) as [Person, Person, Person, Person];
const [alice, bob, carol, mallory] = everyone;
const workspaceId = vectors.workspaceid;
const group = vectors.conversationid;

const epochs: Epoch[] = vectors.epochs.map(({ secret, signedtext: _, ...epoch }) => ({
  workspaceId,
  conversationId: group,
  secret: fromHex(secret),
  ...epoch,
}));

/** What a client knows that has pinned these people and knows their keys. */
function contextOf(client: Person, changes: Partial<EpochContext> = {}): EpochContext {
  return {
    own: client.own,
    conversationId: group,
    peer: undefined,
    pins: new Map(everyone.map(({ identity }) => [identity.userId, identity.fingerprint])),
    identities: new Map(everyone.map(({ identity }) => [identity.userId, identity])),
    accepted: new Map(),
    ...changes,
  };
}

/** A made epoch as the server offers it to one of its people. */
function offerTo(client: Person, { epoch, secrets }: MadeEpoch): EpochOffer {
  const own = secrets.find(({ userid }) => userid === client.own.userId);
  return { ...epoch, secret: own?.secret as string };
}

const make = (maker: Person, epoch: number, people: Person[]) =>
  makeEpoch(
    maker.own,
    group,
    epoch,
    people.map(({ identity }) => identity),
  );

describe('epochs as they were signed', () => {
  for (const [index, { signedtext, secretsignature, secretby }] of vectors.epochs.entries()) {
    test(`have the known text and signature: number ${index}`, async () => {
      const epoch = epochs[index] as Epoch;
      expect(toHex(secretText(epoch, epoch.secret, epoch.secretfor))).toBe(signedtext);
      const maker = everyone.find(({ own }) => own.userId === secretby) as Person;
      expect(await signBase64(maker.own.signKey, fromHex(signedtext))).toBe(secretsignature);
    });
  }

  test('are made with the known signature, the secrets wrapped for each person', async () => {
    const { secret, secretfor, secretsignature } = vectors.epochs[1] as (typeof vectors.epochs)[number];
    const people = [carol, alice, bob].map(({ identity }) => identity);
    const made = await makeEpoch(bob.own, group, 1, people, replay(secret));
    expect(made.epoch).toEqual(epochs[1] as Epoch);
    expect(made.epoch.secretsignature).toBe(secretsignature);
    expect(made.secrets.map(({ userid }) => userid)).toEqual(secretfor.map(({ userid }) => userid));
    for (const client of [alice, bob, carol]) {
      const { epoch, newPins } = await acceptEpoch(offerTo(client, made), contextOf(client));
      expect(toHex(epoch.secret)).toBe(secret);
      expect(newPins).toEqual([]);
    }
  });

  test('are not made without the maker, or with a person twice', async () => {
    await expectRefusal('maker_not_included', () => make(alice, 0, [bob, carol]));
    await expectRefusal('bad_secretfor', () => make(alice, 0, [alice, bob, bob]));
  });

  test('are shared with the known text and signature', async () => {
    const { epoch, sharer, recipient, signedtext, sharesignature } = vectors.share;
    const [from, to] = await Promise.all([person(sharer), person(recipient)]);
    const entry = { userid: to.own.userId, fingerprint: to.identity.fingerprint };
    const shared = epochs[epoch] as Epoch;
    expect(toHex(shareText(shared, shared.secret, entry))).toBe(signedtext);
    const share = await shareEpoch(from.own, shared, to.identity);
    expect(share).toMatchObject({ epoch, userid: to.own.userId, sharesignature });
    expect(await isShareSigned(from.identity, sharesignature, shared, shared.secret, entry)).toBe(true);
    const other = { ...entry, userid: from.own.userId };
    expect(await isShareSigned(from.identity, sharesignature, shared, shared.secret, other)).toBe(false);
  });
});

describe('what a client accepts', () => {
  for (const { about, expected, ...one } of vectors.cases) {
    test(`${expected === 'accepted' ? 'is' : `is not (${expected}):`} ${about}`, async () => {
      const client = await person(one.client);
      const pinned = await Promise.all(one.pinned.map(person));
      const known = await Promise.all(one.known.map(person));
      const accepted = one.accepted.map((index) => epochs[index] as Epoch);
      const context = contextOf(client, {
        conversationId: one.conversationid,
        peer: one.peer && (await person(one.peer)).own.userId,
        pins: new Map(pinned.map(({ identity }) => [identity.userId, identity.fingerprint])),
        identities: new Map(known.map(({ identity }) => [identity.userId, identity])),
        accepted: new Map(accepted.map((epoch) => [epoch.epoch, epoch])),
      });
      if (expected !== 'accepted') {
        expect<string | undefined>(await codeOf(() => acceptEpoch(one.offer, context))).toBe(expected);
        return;
      }
      const { epoch, newPins } = await acceptEpoch(one.offer, context);
      expect(epoch).toMatchObject({ epoch: one.offer.epoch, secretby: one.offer.secretby });
      const newPeople = await Promise.all((one.newpins ?? []).map(person));
      expect(newPins.map(({ userid }) => userid)).toEqual(newPeople.map(({ own }) => own.userId));
    });
  }

  test('is refused with any bit of the secret or of the signature turned', async () => {
    const offer = offerTo(bob, await make(alice, 0, [alice, bob]));
    const [secret, signature] = [fromBase64(offer.secret), fromBase64(offer.secretsignature)];
    for (let bit = 0; bit < secret.length * 8; bit += 29) {
      const changed = { ...offer, secret: toBase64(flipped(secret, bit)) };
      await expectRefusal('bad_secret', () => acceptEpoch(changed, contextOf(bob)));
    }
    for (let bit = 0; bit < 512; bit += 5) {
      const changed = { ...offer, secretsignature: toBase64(flipped(signature, bit)) };
      await expectRefusal('bad_secretsignature', () => acceptEpoch(changed, contextOf(bob)));
    }
  });

  test('is refused when the server exchanges the maker’s keys', async () => {
    const offer = offerTo(bob, await make(alice, 0, [alice, bob]));
    const exchanged = { ...mallory.identity, userId: alice.own.userId };
    const identities = new Map([[alice.own.userId, exchanged]]);
    await expectRefusal('fingerprint_changed', () => acceptEpoch(offer, contextOf(bob, { identities })));
    // At first sight nothing is pinned: then the signature tells.
    const unpinned = contextOf(bob, { identities, pins: new Map() });
    await expectRefusal('bad_secretsignature', () => acceptEpoch(offer, unpinned));
  });

  test('is refused when a new maker stands in it under other keys than those that sign', async () => {
    const false_ = { ...mallory.identity, fingerprint: carol.identity.fingerprint };
    const made = await makeEpoch(mallory.own, group, 0, [bob.identity, false_]);
    const context = contextOf(bob, { pins: new Map() });
    await expectRefusal('fingerprint_changed', () => acceptEpoch(offerTo(bob, made), context));
  });

  test('is a share by someone who is known to have been given the epoch', async () => {
    const [first, newest] = [await make(alice, 0, [alice]), await make(alice, 1, [alice, bob, carol])];
    const share = await shareEpoch(bob.own, first.epoch, carol.identity);
    const shared = { ...first.epoch, ...share, sharedby: bob.own.userId };
    const accepted = new Map([[1, newest.epoch]]);
    await expectRefusal('sharer_not_entitled', () => acceptEpoch(shared, contextOf(carol, { accepted })));
    const sharedWith = new Map([[0, new Set([bob.own.userId])]]);
    const { epoch } = await acceptEpoch(shared, contextOf(carol, { accepted, sharedWith }));
    expect(toHex(epoch.secret)).toBe(toHex(first.epoch.secret));
  });

  test('is no share of an epoch later than the newest: of that one is a member, or not', async () => {
    const [held, later] = [await make(alice, 0, [alice, carol]), await make(alice, 1, [alice, bob])];
    const share = await shareEpoch(alice.own, later.epoch, carol.identity);
    const shared = { ...later.epoch, ...share, sharedby: alice.own.userId };
    const context = contextOf(carol, { accepted: new Map([[0, held.epoch]]) });
    await expectRefusal('not_for_us', () => acceptEpoch(shared, context));
  });

  test('is no share by someone who stands in the newest epoch under other keys', async () => {
    const first = await make(bob, 0, [alice, bob]);
    const false_ = { ...bob.identity, fingerprint: mallory.identity.fingerprint };
    const newest = await makeEpoch(alice.own, group, 1, [alice.identity, false_, carol.identity]);
    const share = await shareEpoch(bob.own, first.epoch, carol.identity);
    const shared = { ...first.epoch, ...share, sharedby: bob.own.userId };
    const context = contextOf(carol, { accepted: new Map([[1, newest.epoch]]) });
    await expectRefusal('fingerprint_changed', () => acceptEpoch(shared, context));
  });
});

describe('all epochs of a conversation at once', () => {
  test('are accepted in whichever order the server names them, shared history included', async () => {
    const [first, second, third] = [
      await make(alice, 0, [alice, bob]),
      await make(bob, 1, [alice, bob, carol]),
      await make(carol, 2, [bob, carol]),
    ];
    const share = await shareEpoch(bob.own, first.epoch, carol.identity);
    const shared = { ...first.epoch, ...share, sharedby: bob.own.userId };
    const offers = [shared, offerTo(carol, second), offerTo(carol, third)];
    for (const order of [offers, offers.toReversed()]) {
      const { accepted, newPins, refused } = await acceptEpochs(order, contextOf(carol, { pins: new Map() }));
      expect(refused).toEqual([]);
      expect(accepted.map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
      expect(newPins.map(({ userid }) => userid).sort()).toEqual(
        [alice, bob].map(({ own }) => own.userId).sort(),
      );
    }
  });

  test('are not let in by an outsider’s later epoch that the server names first', async () => {
    const first = await make(alice, 0, [alice, bob]);
    const intruder = await make(mallory, 1, [alice, bob, mallory]);
    const { accepted, refused } = await acceptEpochs(
      [offerTo(bob, intruder), offerTo(bob, first)],
      contextOf(bob),
    );
    expect(accepted.map(({ secretby }) => secretby)).toEqual([alice.own.userId]);
    expect(refused.map(({ error }) => error.code)).toEqual(['maker_not_in_previous']);
  });

  test('take the fingerprints that the user’s own key signed before any other', async () => {
    const false_ = { ...alice.identity, fingerprint: mallory.identity.fingerprint };
    const byOther = await makeEpoch(carol.own, group, 0, [false_, bob.identity, carol.identity]);
    const own = await make(bob, 1, [alice, bob, carol]);
    const context = contextOf(bob, { pins: new Map() });
    const { accepted, refused } = await acceptEpochs([offerTo(bob, byOther), offerTo(bob, own)], context);
    expect(accepted.map(({ epoch }) => epoch)).toEqual([1]);
    expect(refused.map(({ offer, error }) => [offer.epoch, error.code])).toEqual([
      [0, 'fingerprint_changed'],
    ]);
  });

  test('keep those accepted before, and the good ones beside the bad', async () => {
    const [first, second] = [await make(alice, 0, [alice, bob]), await make(alice, 1, [alice, bob])];
    const context = contextOf(bob, { accepted: new Map([[0, first.epoch]]) });
    const again = await make(alice, 0, [alice, bob]);
    const { accepted, refused } = await acceptEpochs([offerTo(bob, again), offerTo(bob, second)], context);
    expect(accepted).toEqual([first.epoch, { ...second.epoch }]);
    expect(refused.map(({ error }) => error.code)).toEqual(['epoch_changed']);
    expect([...context.accepted.keys()]).toEqual([0]);
  });
});

describe('the newest epoch', () => {
  test('never goes back', async () => {
    expect(await codeOf(() => checkNewestEpoch(3, undefined))).toBeUndefined();
    expect(await codeOf(() => checkNewestEpoch(3, 3))).toBeUndefined();
    await expectRefusal('epoch_rollback', () => checkNewestEpoch(2, 3));
  });

  test('is the only one that is written under', async () => {
    expect(await codeOf(() => checkWritableEpoch(3, 3))).toBeUndefined();
    await expectRefusal('old_epoch', () => checkWritableEpoch(2, 3));
  });
});

test('the other one of a conversation of two is found among the users that are known', () => {
  const ids = everyone.map(({ own }) => own.userId);
  const pair = pairConversationId(alice.own.userId, bob.own.userId);
  expect(pairPeer(pair, bob.own.userId, ids)).toBe(alice.own.userId);
  expect(pairPeer(pair, carol.own.userId, ids)).toBeUndefined();
  expect(pairPeer(group, bob.own.userId, ids)).toBeUndefined();
});
