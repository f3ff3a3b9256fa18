import { safetyNumber } from '@parley/protocol/trust';
import { type Credentials, login } from './account/login.ts';
import { changePassword, renewRecoveryCode } from './account/password.ts';
import { type Names, refreshNames, setNames } from './account/profile.ts';
import { type Recovering, recover } from './account/recover.ts';
import { type Registration, register } from './account/register.ts';
import {
  type AccountRecord,
  forgetLogin,
  resumeStation,
  type Station,
  type StationOptions,
} from './account/station.ts';
import { listStations, removeStation, type StationView } from './account/stations.ts';
import type { Conversation } from './conversation/conversation.ts';
import { Conversations } from './conversation/conversations.ts';
import { checkName } from './conversation/name.ts';
import { ClientError, isSessionOver } from './errors.ts';
import { systemClock } from './live/clock.ts';
import { Live, type LiveOptions } from './live/live.ts';
import { Precedence } from './live/precedence.ts';
import { type Availability, Friends, sayAvailability } from './people/friends.ts';
import { People, type Person } from './people/people.ts';
import type { LocalStore } from './store/local-store.ts';
import type { SearchHit } from './timeline/api.ts';
import { newestFirst } from './timeline/search.ts';

/** In milliseconds: a name that changed while there was no connection may be shown as it was for so long. */
const DOUBT_PAUSE = 3_600_000;

/**
 * A user's logged-in station: the way to everything.
 *
 * One object per station at a time is enough; several processes may share a station's store.
 */
export class Parley {
  readonly people: People;
  readonly friends: Friends;
  readonly #station: Station;
  readonly #conversations: Conversations;
  readonly #precedence = new Precedence(systemClock);
  #live: Live | undefined;
  /** When everybody's keys and names were last doubted, in milliseconds since the Unix epoch. */
  #doubted = 0;

  private constructor(station: Station) {
    this.#station = station;
    this.people = new People(station);
    this.#conversations = new Conversations(station, this.people, this.#precedence);
    this.friends = new Friends(station, this.people);
  }

  /**
   * Makes a user, and logs this station in.
   * @returns with the recovery code, which is kept nowhere else: show it once
   * @throws ServerError `conflict` when the e-mail address is taken, `forbidden` when one may not register
   */
  static async register(
    options: StationOptions & Registration,
  ): Promise<{ readonly parley: Parley; readonly recoveryCode: string }> {
    const { station, recoveryCode } = await register(options);
    return { parley: new Parley(station), recoveryCode };
  }

  /**
   * Logs this station in.
   * @throws ServerError `login_failed` for an unknown address or a wrong password
   * @throws TrustError when what the server answers was tampered with
   */
  static async login(options: StationOptions & Credentials): Promise<Parley> {
    return Parley.#enter(await login(options));
  }

  /**
   * Logs this station in with the recovery code, for who has lost the password, and sets a new one. Every other
   * session of the user ends; the code stays as it is.
   * @throws ServerError `login_failed` for an unknown address or another code
   * @throws TrustError `bad_recovery_code` for what is no code; else as `login`
   */
  static async recover(options: StationOptions & Recovering): Promise<Parley> {
    return Parley.#enter(await recover(options));
  }

  /** Goes on with the login that the store holds, without a password. @throws ClientError `not_logged_in` */
  static async resume(options: StationOptions): Promise<Parley> {
    return new Parley(await resumeStation(options));
  }

  /**
   * Forgets the keys of the station that a store holds, without its server: there the session goes on.
   * @returns whether there were any
   */
  static forget(store: LocalStore): Promise<boolean> {
    return forgetLogin({ store });
  }

  /** What the user's other stations know comes first, then the user's own word, then the server's. */
  static async #enter(station: Station): Promise<Parley> {
    const parley = new Parley(station);
    await parley.people.syncKeyring();
    await parley.#conversations.pinOwnWord();
    await parley.people.keyring.write();
    return parley;
  }

  /** Who is logged in, and where. */
  get account(): AccountRecord {
    return this.#station.account;
  }

  /** What other parts of a program may need of the station: transport, session, keys, store. */
  get station(): Station {
    return this.#station;
  }

  /** Every conversation of the user, the most recently written first. */
  conversations(): Promise<Conversation[]> {
    return this.#conversations.all();
  }

  /**
   * The conversations as this station last knew them, without asking the server, so that a start shows something at
   * once and without a network; empty where it never knew any.
   */
  held(): Promise<Conversation[]> {
    return this.#conversations.held();
  }

  /** One of those that `held` gives, before all of them are ready; undefined where this station does not know it. */
  heldOne(id: string): Promise<Conversation | undefined> {
    return this.#conversations.heldOne(id);
  }

  /** Those of which something was found damaged on this machine, and fetched anew, since the start. */
  get mended(): Conversation[] {
    return [...this.#conversations.known()].filter(({ mended }) => mended > 0);
  }

  /**
   * One conversation, by id, by the e-mail address of the other person, or by a group's name.
   * @throws ClientError `unknown_conversation`, `ambiguous_name`
   */
  conversation(idOrEmailOrName: string): Promise<Conversation> {
    return this.#conversations.named(idOrEmailOrName);
  }

  /**
   * The conversation with one person, made if there is none yet.
   * @param person or the e-mail address or user id
   * @throws ClientError `unknown_person` for an address that nobody has, `only_yourself` for the user
   */
  async conversationWith(person: Person | string): Promise<Conversation> {
    const other = await this.people.find(person);
    if (other.id === this.account.userid) {
      throw new ClientError(
        'only_yourself',
        'A conversation needs somebody else: make a group for notes of your own.',
      );
    }
    return this.#conversations.create({ kind: 'pair', with: other });
  }

  /**
   * Makes a group.
   * @param members persons, or their e-mail addresses or user ids; the user is in it anyway
   * @throws ClientError `nameless` for a name of which nothing would be seen, `unknown_person`
   */
  async createGroup(name: string, members: readonly (Person | string)[]): Promise<Conversation> {
    checkName(name);
    const people = await Promise.all(members.map((member) => this.people.find(member)));
    return this.#conversations.create({ kind: 'group', name, with: people });
  }

  /**
   * The newest messages that hold all words of a query, in all conversations that this station knows: parts of words
   * too, whatever their case and accents. Of the same second, those of one conversation stand together. The first search
   * reads everything that was opened; the next ones are quick.
   */
  async search(query: string, { limit = 50 }: { readonly limit?: number } = {}): Promise<SearchHit[]> {
    const hits: SearchHit[] = [];
    for (const conversation of this.#conversations.known()) {
      hits.push(...(await conversation.search(query, { limit })));
    }
    return hits.sort(newestFirst).slice(0, limit);
  }

  /** 12 groups of 5 digits to compare with a person over another way. */
  safetyNumber(person: Person): string {
    return safetyNumber(this.#station.own.identity.fingerprint, person.identity.fingerprint);
  }

  /**
   * What there is to compare with a person whose keys changed: the safety number of the keys that were known, and that
   * of the keys which the server gives now. Undefined where they did not change.
   */
  async changedSafetyNumbers(
    userId: string,
  ): Promise<{ readonly known: string; readonly given: string } | undefined> {
    const changed = await this.people.changedKeysOf(userId);
    const { fingerprint } = this.#station.own.identity;
    return (
      changed && {
        known: safetyNumber(fingerprint, changed.known),
        given: safetyNumber(fingerprint, changed.given),
      }
    );
  }

  /**
   * Changes what the user is called, for everybody; what is absent stays as it is, but a nick that was the name
   * goes with it.
   * @param names.fullname at most 100 characters
   * @param names.nick what others see: at most 40 characters
   * @throws ServerError `invalid_request` for a name that is empty or too long, or has control characters
   */
  async setNames(names: Partial<Names>): Promise<void> {
    await setNames(this.#station, names);
    this.people.meetOneself();
  }

  /** Has everybody asked for anew with the next list; after a server's restart all stations would do it at once. */
  #doubtPeople(): void {
    if (Date.now() - this.#doubted < DOUBT_PAUSE) return;
    this.#doubted = Date.now();
    this.people.doubt();
  }

  async #refreshNames(): Promise<boolean> {
    const isAnother = await refreshNames(this.#station);
    this.people.meetOneself();
    return isAnother;
  }

  /** Says how the user wants to be seen by friends, until the user says something else. */
  async setAvailability(availability: Availability): Promise<void> {
    await sayAvailability(this.#station, availability);
  }

  /**
   * Connects for live changes: events tell them as they happen, once they are here. One connection is enough for a
   * program: connecting again gives the one that there is.
   */
  connect(options: LiveOptions = {}): Live {
    if (!this.#live || this.#live.state === 'ended') {
      const source = {
        conversations: () => this.#conversations.all({ isInBackground: true }),
        friends: (changed: readonly string[]) => this.friends.list(changed),
        keyring: () => this.people.syncKeyring(),
        own: { userId: this.account.userid, refresh: () => this.#refreshNames() },
        precedence: this.#precedence,
      };
      this.#live = new Live(this.#station, source, options);
      this.#live.on('state', ({ state }) => {
        if (state === 'online') this.flush();
        // What changes meanwhile is told to nobody.
        else this.#doubtPeople();
      });
    }
    return this.#live;
  }

  /**
   * Does what a person waits for before what only brings this station up to date: that rests meanwhile, and a moment
   * longer. What takes seconds holds it up no more.
   */
  first<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#precedence.first(work);
  }

  /**
   * Sends what waits in the conversations' queues (`Conversation.post`); a live connection does it whenever it is back.
   * What cannot go out yet goes on waiting.
   */
  async flush(): Promise<void> {
    await Promise.allSettled([...this.#conversations.known()].map((conversation) => conversation.flush()));
  }

  /** The user's stations that are logged in, the most recently seen first. */
  async stations(): Promise<StationView[]> {
    return listStations(this.#station);
  }

  /**
   * Logs a station out at once: its calls are answered `session_expired` from then on. This one may be named as well.
   * @throws ServerError `not_found` when none of the user's stations that are logged in has this id
   */
  async removeStation(stationId: string): Promise<void> {
    if (stationId === this.account.stationid) await this.logout();
    else await removeStation(this.#station, stationId);
  }

  /**
   * Changes the password: the keys stay the same, and every other session of the user ends.
   * @throws ServerError `login_failed` when the old password is wrong
   * @throws ConnectionError when no answer came: then either password may count
   */
  async changePassword(oldPassword: string, newPassword: string): Promise<void> {
    await changePassword(this.#station, oldPassword, newPassword);
  }

  /**
   * Makes a new recovery code in place of the old one; every other session of the user ends.
   * @returns the code, which is kept nowhere else: show it once
   * @throws ServerError `login_failed` when the password is wrong
   */
  async newRecoveryCode(password: string): Promise<string> {
    return renewRecoveryCode(this.#station, password);
  }

  /**
   * Ends the session on the server, where it has not ended already, and forgets the keys on this station; the next login
   * needs the password. Nothing is done where the store cannot be changed.
   */
  async logout(): Promise<void> {
    const { transport, session, store } = this.#station;
    await store.checkWritable?.();
    await transport.call('login/logout', {}, { session }).catch((error) => {
      if (!isSessionOver(error)) throw error;
    });
    this.#live?.close();
    await forgetLogin(this.#station);
  }

  /** Ends the live connection, and releases what the store holds open. */
  async close(): Promise<void> {
    this.#live?.close();
    await this.#station.store.close();
  }
}
