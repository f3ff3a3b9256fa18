import { equalBytes, fromBase64, isU32 } from '../encoding/index.ts';
import { pairConversationId } from '../ids/index.ts';
import type { EpochId } from './account.ts';
import type { Epoch, Recipient } from './epoch.ts';
import { orRefuse, TrustError } from './errors.ts';
import type { Identity } from './identity.ts';
import { secretLabel, unwrapKey } from './oaep.ts';
import type { OwnKeys } from './ownkeys.ts';
import { checkSecretFor, secretText } from './secret.ts';
import { isShareSigned } from './share.ts';
import { verifyBase64 } from './signature.ts';

/** An epoch as the server gives it out: an entry of `secrets`, or the epoch of the conversation object. */
export interface EpochOffer {
  readonly epoch: number;
  /** Base64 of RSA-OAEP. */
  readonly secret: string;
  readonly secretby: string;
  readonly secretfor: readonly Recipient[];
  readonly secretsignature: string;
  readonly sharedby?: string | undefined;
  readonly sharesignature?: string | undefined;
}

/** What the client knows when an epoch of a conversation is offered. */
export interface EpochContext {
  readonly own: OwnKeys;
  readonly conversationId: string;
  /** Who the other one is, where the client knows a user from whose id and its own the conversation's id is derived (`pairPeer`). */
  readonly peer: string | undefined;
  /** Pinned fingerprints in base64, by user id. */
  readonly pins: ReadonlyMap<string, string>;
  /** Opened keys (`openIdentity`) of makers and sharers, by user id. */
  readonly identities: ReadonlyMap<string, Identity>;
  /** The epochs of this conversation accepted so far. */
  readonly accepted: ReadonlyMap<number, Epoch>;
  /** People known to have validly been given an older epoch (beyond those it was made for), by epoch. */
  readonly sharedWith?: ReadonlyMap<number, ReadonlySet<string>>;
}

/** An accepted epoch, and the people in it whom this client had not pinned yet. */
export interface Acceptance {
  readonly epoch: Epoch;
  /** To be pinned now. */
  readonly newPins: readonly Recipient[];
}

/**
 * Decides whether an epoch is accepted, by every rule of docs/spec/trust.md section 3.
 * @throws TrustError bad_secretfor, bad_secret, epoch_changed, keys_missing, fingerprint_changed,
 * bad_secretsignature, maker_not_included, wrong_people, maker_not_in_previous, not_for_us, bad_sharesignature,
 * sharer_not_entitled
 */
export async function acceptEpoch(offer: EpochOffer, context: EpochContext): Promise<Acceptance> {
  const { own, conversationId, accepted } = context;
  if (!isU32(offer.epoch))
    throw new TrustError('bad_secret', 'its epoch is not an integer from 0 to 2^32 - 1');
  checkSecretFor(offer.secretfor);
  const id: EpochId = { workspaceId: own.workspaceId, conversationId, epoch: offer.epoch };
  const held = accepted.get(offer.epoch);
  if (held && isSameOffer(held, offer)) return { epoch: held, newPins: [] };

  const wrapped = orRefuse('bad_secret', () => fromBase64(offer.secret));
  const secret = await unwrapKey(own.decryptKey, wrapped, secretLabel(id), 'bad_secret');
  const { secretby, secretfor, secretsignature } = offer;
  const epoch: Epoch = { ...id, secret, secretby, secretfor, secretsignature };
  if (held && !isSameEpoch(held, epoch)) throw new TrustError('epoch_changed', `epoch ${id.epoch}`);

  const maker = knownIdentity(context, secretby);
  // Before anything that the signature vouches for: what the server altered is told by this code alone.
  if (!(await verifyBase64(maker.verifyKey, secretsignature, secretText(id, secret, secretfor)))) {
    throw new TrustError('bad_secretsignature', `epoch ${id.epoch}, user ${secretby}`);
  }
  if (!includes(secretfor, secretby)) throw new TrustError('maker_not_included', `user ${secretby}`);
  if (!includes(secretfor, own.userId)) await checkShare(offer, epoch, context);
  const newPins = checkPeople(secretfor, maker, context);
  checkPair(secretfor, context);
  checkNeighbours(epoch, accepted);
  return { epoch: held ?? epoch, newPins };
}

/** What `acceptEpochs` made of a list of offers. */
export interface Acceptances {
  readonly accepted: readonly Epoch[];
  /** To be pinned now, each person once. */
  readonly newPins: readonly Recipient[];
  readonly refused: readonly { readonly offer: EpochOffer; readonly error: TrustError }[];
}

/**
 * Epochs in the order in which they vouch for one another: first the user's own, whose fingerprints count as pinned
 * on a new station, then those made by others for the user, then the shared ones, which need the newest. Older ones
 * come first, because it is the epoch before that says who may make the next.
 */
export function inOrderOfVouching<Offer extends EpochOffer>(
  offers: readonly Offer[],
  ownUserId: string,
): Offer[] {
  const rank = ({ secretby, secretfor }: EpochOffer) =>
    secretby === ownUserId ? 0 : includes(secretfor, ownUserId) ? 1 : 2;
  return offers.toSorted((a, b) => rank(a) - rank(b) || a.epoch - b.epoch);
}

/** Decides on all epochs of a conversation, as the `secrets` call gives them out. */
export async function acceptEpochs(
  offers: readonly EpochOffer[],
  context: EpochContext,
): Promise<Acceptances> {
  const accepted = new Map(context.accepted);
  const pins = new Map(context.pins);
  const newPins: Recipient[] = [];
  const refused: { offer: EpochOffer; error: TrustError }[] = [];
  for (const offer of inOrderOfVouching(offers, context.own.userId)) {
    try {
      const result = await acceptEpoch(offer, { ...context, accepted, pins });
      accepted.set(offer.epoch, result.epoch);
      for (const person of result.newPins) pins.set(person.userid, person.fingerprint);
      newPins.push(...result.newPins);
    } catch (error) {
      if (!(error instanceof TrustError)) throw error;
      refused.push({ offer, error });
    }
  }
  const all = [...accepted.values()].toSorted((a, b) => a.epoch - b.epoch);
  return { accepted: all, newPins, refused };
}

/** The server never names an older epoch as the newest than one seen before. @throws TrustError epoch_rollback */
export function checkNewestEpoch(newest: number, seen: number | undefined): void {
  if (seen !== undefined && newest < seen)
    throw new TrustError('epoch_rollback', `epoch ${newest}, seen ${seen}`);
}

/** A client never writes under an epoch older than any it has seen. @throws TrustError old_epoch */
export function checkWritableEpoch(epoch: number, seen: number): void {
  if (epoch < seen) throw new TrustError('old_epoch', `epoch ${epoch}, seen ${seen}`);
}

/** The user from whose id and one's own a conversation's id is derived, if it is one of these. */
export function pairPeer(
  conversationId: string,
  ownUserId: string,
  userIds: Iterable<string>,
): string | undefined {
  for (const userId of userIds) {
    if (userId !== ownUserId && pairConversationId(ownUserId, userId) === conversationId) return userId;
  }
  return undefined;
}

/** The signature binds the secret, so that the wrapped one need not be opened again. */
function isSameOffer(held: Epoch, offer: EpochOffer): boolean {
  return held.secretsignature === offer.secretsignature && isSameMaking(held, offer);
}

function isSameEpoch(held: Epoch, epoch: Epoch): boolean {
  return equalBytes(held.secret, epoch.secret) && isSameMaking(held, epoch);
}

type Making = Pick<Epoch, 'secretby' | 'secretfor'>;

function isSameMaking(a: Making, b: Making): boolean {
  if (a.secretby !== b.secretby || a.secretfor.length !== b.secretfor.length) return false;
  return a.secretfor.every((person, index) => {
    const other = b.secretfor[index] as Recipient;
    return person.userid === other.userid && person.fingerprint === other.fingerprint;
  });
}

function includes(secretfor: readonly Recipient[], userId: string): boolean {
  return secretfor.some(({ userid }) => userid === userId);
}

function pinOf({ own, pins }: EpochContext, userId: string): string | undefined {
  return userId === own.userId ? own.identity.fingerprint : pins.get(userId);
}

/** Keys to verify with: a person's own, and where that person is pinned, the pinned ones. */
function knownIdentity(context: EpochContext, userId: string): Identity {
  const identity = userId === context.own.userId ? context.own.identity : context.identities.get(userId);
  if (!identity) throw new TrustError('keys_missing', `user ${userId}`);
  const pinned = pinOf(context, userId);
  if (pinned !== undefined && pinned !== identity.fingerprint) {
    throw new TrustError('fingerprint_changed', `user ${userId}`);
  }
  return identity;
}

/** Everyone stands under their pinned fingerprint; who is new is pinned now. */
function checkPeople(secretfor: readonly Recipient[], maker: Identity, context: EpochContext): Recipient[] {
  return secretfor.filter(({ userid, fingerprint }) => {
    const pinned = pinOf(context, userid);
    const expected = pinned ?? (userid === maker.userId ? maker.fingerprint : fingerprint);
    if (fingerprint !== expected) throw new TrustError('fingerprint_changed', `user ${userid}`);
    return pinned === undefined;
  });
}

/** In the conversation of two people are exactly those two, whatever the server calls it. */
function checkPair(secretfor: readonly Recipient[], { own, conversationId, peer }: EpochContext): void {
  const userIds = secretfor.map(({ userid }) => userid);
  const other = peer ?? pairPeer(conversationId, own.userId, userIds);
  if (other === undefined) return;
  if (userIds.length !== 2 || !userIds.includes(own.userId) || !userIds.includes(other)) {
    throw new TrustError('wrong_people', `the conversation with user ${other}`);
  }
}

/** The maker of an epoch is one of the people of the epoch before it, in whichever order the two arrive. */
function checkNeighbours(epoch: Epoch, accepted: ReadonlyMap<number, Epoch>): void {
  const previous = accepted.get(epoch.epoch - 1);
  if (previous && !includes(previous.secretfor, epoch.secretby)) {
    throw new TrustError('maker_not_in_previous', `epoch ${epoch.epoch}, user ${epoch.secretby}`);
  }
  const next = accepted.get(epoch.epoch + 1);
  if (next && !includes(epoch.secretfor, next.secretby)) {
    throw new TrustError('maker_not_in_previous', `epoch ${next.epoch}, user ${next.secretby}`);
  }
}

/** A valid share replaces only the rule that the recipient is one of the people of the epoch. */
async function checkShare(offer: EpochOffer, epoch: Epoch, context: EpochContext): Promise<void> {
  const { sharedby, sharesignature } = offer;
  const where = `epoch ${epoch.epoch}`;
  if (sharedby === undefined || sharesignature === undefined) throw new TrustError('not_for_us', where);
  const newest = context.accepted.get(Math.max(...context.accepted.keys()));
  // Sharing is for history: of the newest epoch one is a member, or not.
  if (!newest || newest.epoch <= epoch.epoch) throw new TrustError('not_for_us', where);

  const sharer = knownIdentity(context, sharedby);
  const { userId, identity } = context.own;
  const recipient = { userid: userId, fingerprint: identity.fingerprint };
  if (!(await isShareSigned(sharer, sharesignature, epoch, epoch.secret, recipient))) {
    throw new TrustError('bad_sharesignature', `${where}, user ${sharedby}`);
  }
  const present = newest.secretfor.find(({ userid }) => userid === sharedby);
  const hadIt =
    includes(epoch.secretfor, sharedby) || context.sharedWith?.get(epoch.epoch)?.has(sharedby) === true;
  if (!present || !hadIt) throw new TrustError('sharer_not_entitled', `${where}, user ${sharedby}`);
  if (present.fingerprint !== sharer.fingerprint)
    throw new TrustError('fingerprint_changed', `user ${sharedby}`);
}
