import { isHexId, userIdOf } from '@parley/protocol/ids';
import {
  checkSought,
  type Identity,
  openIdentity,
  type Pin,
  pinIdentity,
  TrustError,
} from '@parley/protocol/trust';
import type { Friend } from '@parley/protocol/wire';
import { isVerified, KeyringSync } from '../account/keyring.ts';
import type { Station } from '../account/station.ts';
import { ClientError } from '../errors.ts';
import { KeptPeople } from './kept-people.ts';
import { type PinRecord, Pins } from './pins.ts';

/** Somebody whose keys this station knows. */
export interface Person {
  /** User id. */
  readonly id: string;
  /** The nick that the server gives now. */
  readonly name: string;
  /** The nick under which the person was known before, where it changed. */
  readonly formerName?: string;
  readonly identity: Identity;
  /** Whether the user has compared safety numbers with this person, on any station. */
  readonly isVerified: boolean;
}

/** How many people one call of `friends/keys` may name. */
const KEYS_LIMIT = 1000;

/**
 * The people this station has to do with: their keys, checked, and pinned at first sight.
 * A person whose keys change is refused from then on, until the user decides. Source: docs/spec/trust.md section 2, Pins.
 */
export class People {
  readonly #station: Station;
  readonly #known = new Map<string, Person>();
  /** Those whose keys the server gives out and this station refuses, with the reason and the name that was pinned. */
  readonly #refused = new Map<string, { readonly error: TrustError; readonly name: string | undefined }>();
  readonly #checked = new Map<string, { readonly keys: string; readonly identity: Identity }>();
  /** Those who are known from an earlier start or connection: the server has not been asked for their keys since. */
  readonly #recalled = new Set<string>();
  readonly #pins: Pins;
  readonly #kept: KeptPeople;
  readonly #listeners = new Set<() => void>();
  /** What the user's stations share of this. */
  readonly keyring: KeyringSync;

  constructor(station: Station) {
    this.#station = station;
    this.#pins = new Pins(station);
    this.#kept = new KeptPeople(station);
    this.keyring = new KeyringSync(station, this.#pins);
    this.meetOneself();
  }

  /** The user is called as the account says. */
  meetOneself(): void {
    const { userid: id, nick: name } = this.#station.account;
    const before = this.#known.get(id)?.name;
    this.#known.set(id, { id, name, identity: this.#station.own.identity, isVerified: true });
    if (before !== undefined && before !== name) this.#tellRenamed();
  }

  /** The person of that id, if the keys are at hand (see `learn`). */
  get(userId: string): Person | undefined {
    return this.#known.get(userId);
  }

  /** Why the keys of a person are not used; undefined when they are, or are not at hand. */
  refusalOf(userId: string): TrustError | undefined {
    return this.#refused.get(userId)?.error;
  }

  /**
   * The fingerprints (base64) of a person whose keys changed: of the keys that are pinned, and of those that the server
   * gives now. Undefined where the keys are not refused, or for another reason.
   */
  async changedKeysOf(
    userId: string,
  ): Promise<{ readonly known: string; readonly given: string } | undefined> {
    if (this.refusalOf(userId)?.code !== 'fingerprint_changed') return undefined;
    const [pins, shared] = await Promise.all([this.#pins.all(), this.keyring.pins()]);
    const given = this.#checked.get(userId)?.identity.fingerprint;
    const known = [pins[userId], shared[userId]].find((pin) => pin && pin.fingerprint !== given)?.fingerprint;
    return known === undefined || given === undefined ? undefined : { known, given };
  }

  /** The name to show for a user: of somebody whose keys are refused, the one that was known before. */
  nameOf(userId: string): string {
    return this.knownNameOf(userId) ?? `user ${userId.slice(0, 8)}`;
  }

  /** The same; undefined of somebody whom this station has never met. */
  knownNameOf(userId: string): string | undefined {
    return this.#known.get(userId)?.name ?? this.#refused.get(userId)?.name;
  }

  /** Called when somebody is called otherwise than before. @returns what ends it */
  onRenamed(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Fetches the keys of those who are not known yet; whom the server leaves out stays unknown.
   * @param options.afresh asks also for those who are only recalled, so that changed keys are noticed
   */
  async learn(userIds: Iterable<string>, options: { readonly afresh?: boolean } = {}): Promise<void> {
    const isKnown = (id: string) => this.#known.has(id) && !(options.afresh && this.#recalled.has(id));
    const missing = [...new Set(userIds)].filter((id) => !isKnown(id) && !this.#refused.has(id));
    for (let at = 0; at < missing.length; at += KEYS_LIMIT) {
      const asked = missing.slice(at, at + KEYS_LIMIT);
      const { transport, session } = this.#station;
      const { users } = await transport.call('friends/keys', { userids: asked }, { session });
      await this.meet(users.filter(({ friendid }) => asked.includes(friendid)));
    }
  }

  /** The server is asked anew for those who are known, once they are learnt `afresh`: they may be called otherwise. */
  doubt(userIds: Iterable<string> = this.#known.keys()): void {
    for (const id of userIds) {
      if (this.#known.has(id) && id !== this.#station.account.userid) this.#recalled.add(id);
    }
  }

  /** Checks and pins people as the server describes them. Those with wrong keys are kept as refused. */
  meet(friends: readonly Friend[]): Promise<void> {
    return this.#meet(friends, false);
  }

  /** @param isChecked they were checked at an earlier start */
  async #meet(friends: readonly Friend[], isChecked: boolean): Promise<void> {
    const opened = await Promise.all(
      friends.map(async (friend) => {
        try {
          return { friend, identity: await this.#check(friend, isChecked) };
        } catch (error) {
          return { friend, error };
        }
      }),
    );
    for (const { friendid } of friends) this.#recalled.delete(friendid);
    const shared = await this.keyring.pins();
    const before = friends.map(({ friendid }) => this.nameOf(friendid));
    await this.#pins.change((pins) => {
      for (const { friend, identity, error } of opened) {
        if (identity) this.#pin(pins, shared, friend, identity);
        else this.#refuse(friend.friendid, pins[friend.friendid]?.name, error);
      }
    });
    await this.#kept.keep(friends.filter(({ friendid }) => this.#known.has(friendid)));
    if (friends.every(({ friendid }, index) => this.nameOf(friendid) === before[index])) return;
    this.#tellRenamed();
  }

  #tellRenamed(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** Makes those known who were at an earlier start, without asking the server. */
  async recall(): Promise<void> {
    const isMet = (id: string) => this.#known.has(id) || this.#refused.has(id);
    const kept = Object.values(await this.#kept.all()).filter(({ friendid }) => !isMet(friendid));
    if (kept.length === 0) return;
    await this.#meet(kept, true);
    for (const { friendid } of kept) this.#recalled.add(friendid);
  }

  /** Pins fingerprints that a `secretfor` vouches for. */
  async pinRecipients(recipients: readonly { userid: string; fingerprint: string }[]): Promise<void> {
    if (recipients.length === 0) return;
    await this.#pins.change((pins) => {
      for (const { userid, fingerprint } of recipients) pins[userid] ??= { fingerprint };
    });
  }

  /** Pinned fingerprints (base64) by user id. */
  async fingerprints(): Promise<ReadonlyMap<string, string>> {
    const pins = await this.#pins.all();
    return new Map(Object.entries(pins).map(([id, { fingerprint }]) => [id, fingerprint]));
  }

  /** The friends list; everyone on it is known or refused afterwards. */
  async friends(): Promise<readonly Friend[]> {
    const { transport, session } = this.#station;
    const { availabilities } = await transport.call('friends/list', {}, { session });
    await this.meet(availabilities);
    return availabilities;
  }

  /** People of the workspace's directory by part of a name, or by whole e-mail address. */
  async search(query: string): Promise<readonly Friend[]> {
    const { transport, session } = this.#station;
    const { users } = await transport.call('friends/search', { query }, { session });
    return users;
  }

  /**
   * Finds somebody by e-mail address: whoever the server names must have the id computed from it.
   * @throws ClientError `unknown_person`
   * @throws TrustError `wrong_userid`, `fingerprint_changed`, … when the keys are refused
   */
  async findByEmail(email: string): Promise<Person> {
    const id = userIdOf(email);
    if (!this.#known.has(id)) {
      const users = await this.search(email);
      const found = users.find(({ friendid }) => friendid === id) ?? users[0];
      if (!found)
        throw new ClientError(
          'unknown_person',
          `Nobody with the address ${email} is in this workspace: check how it is written.`,
        );
      checkSought(email, found.friendid);
      await this.meet([found]);
    }
    return this.require(id);
  }

  /**
   * Finds somebody by e-mail address, or by user id a friend or who is, or was, in a conversation with the user: of
   * others the server gives nothing for an id. A person is found already.
   * @throws as `findByEmail`
   */
  async find(emailOrId: string | Person): Promise<Person> {
    if (typeof emailOrId !== 'string') return emailOrId;
    if (!isHexId(emailOrId)) return this.findByEmail(emailOrId);
    await this.learn([emailOrId]);
    if (!this.#known.has(emailOrId) && !this.#refused.has(emailOrId))
      throw new ClientError(
        'unknown_person',
        `Nobody whom you know as a friend or from a conversation has the user id ${emailOrId}: name the e-mail address.`,
      );
    return this.require(emailOrId);
  }

  /** A person whose keys are known and trusted. @throws TrustError, ClientError `unknown_person` */
  require(userId: string): Person {
    const refusal = this.refusalOf(userId);
    if (refusal) throw refusal;
    const person = this.#known.get(userId);
    if (!person)
      throw new ClientError('unknown_person', `The server does not give out the keys of user ${userId}.`);
    return person;
  }

  /**
   * Notes that the user has compared safety numbers with somebody, for all stations of the user.
   * @throws TrustError `fingerprint_changed` when other keys are pinned for that person
   */
  async markVerified(person: Person, isVerified = true): Promise<void> {
    const { id, identity, name } = person;
    await this.#pins.change((pins) => {
      const { verified: _verified, ...pin } = pinIdentity(pins[id], identity, name).pin;
      pins[id] = isVerified ? { ...pin, verified: true } : pin;
    });
    const known = this.#known.get(id);
    if (known && id !== this.#station.account.userid) this.#known.set(id, { ...known, isVerified });
    await this.keyring.write();
  }

  /**
   * Learns what the user's other stations have pinned and verified since, and tells them what this one has.
   * @throws TrustError `keyring_rollback`, `bad_keyring`
   */
  async syncKeyring(): Promise<void> {
    await this.keyring.read();
    const [pins, shared] = await Promise.all([this.#pins.all(), this.keyring.pins()]);
    for (const [id, person] of this.#known) {
      if (id === this.#station.account.userid) continue;
      try {
        checkShared(shared[id], person.identity);
        this.#known.set(id, { ...person, isVerified: isVerified(pins[id]) });
      } catch (error) {
        this.#refuse(id, person.name, error);
      }
    }
  }

  /**
   * Checks keys as the server gives them; a list that is fetched again costs nothing for keys that are the same.
   * @param isChecked these were, before they were kept: so are the same ones when the server gives them
   */
  async #check(friend: Friend, isChecked: boolean): Promise<Identity> {
    const { friendid: userId, publickey, signpublickey, identitysignature } = friend;
    const keys = [publickey, signpublickey, identitysignature].join();
    const checked = this.#checked.get(userId);
    if (checked?.keys === keys) return checked.identity;
    const { workspaceid: workspaceId } = this.#station.account;
    const identity = await openIdentity({ workspaceId, userId }, friend, { isChecked });
    this.#checked.set(userId, { keys, identity });
    return identity;
  }

  #pin(pins: PinRecord, shared: Readonly<PinRecord>, friend: Friend, identity: Identity): void {
    const { friendid: id, friendname: name } = friend;
    const before = this.#known.get(id);
    try {
      const { pin, formerName } = pinIdentity(pins[id], identity, name);
      checkShared(shared[id], identity);
      pins[id] = pin;
      if (formerName !== undefined) this.keyring.noteRenamed(id);
      this.#refused.delete(id);
      // Told for as long as this runs, however often the person is met under the new name.
      const former = formerName ?? (before?.name === name ? before.formerName : undefined);
      const person = { id, name, identity, isVerified: isVerified(pin) };
      this.#known.set(id, { ...person, ...(former !== undefined && { formerName: former }) });
    } catch (error) {
      this.#refuse(id, pins[id]?.name, error);
    }
  }

  #refuse(userId: string, name: string | undefined, error: unknown): void {
    if (!(error instanceof TrustError)) throw error;
    this.#known.delete(userId);
    this.#refused.set(userId, { error, name });
  }
}

/** Another station of the user may have seen other keys of the person. @throws TrustError `fingerprint_changed` */
function checkShared(pin: Pin | undefined, { userId, fingerprint }: Identity): void {
  if (pin && pin.fingerprint !== fingerprint) throw new TrustError('fingerprint_changed', `user ${userId}`);
}
