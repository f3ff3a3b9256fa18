import type { Availability, Conversation, FriendView, Parley } from '@parley/client';
import { Observable } from '../model/observable.ts';

/** What is known of people, beside their keys: who is a friend and how each is seen, and whom the user has blocked. */
export class Contacts {
  /** Changes whenever something of anybody may be another: names, keys and marks too. */
  readonly news = new Observable(0);
  readonly #parley: Parley;
  /** Of friends, by user id; undefined until it is known. */
  #friends: ReadonlyMap<string, Availability> | undefined;
  /** User ids; undefined until they are known. */
  #blocked: ReadonlySet<string> | undefined;
  /** How often somebody was blocked or unblocked here: a list that was asked for before is older. */
  #changes = 0;
  /** Whose availability was asked for when they were met. */
  readonly #askedOf = new Set<string>();

  constructor(parley: Parley) {
    this.#parley = parley;
    parley.people.onRenamed(() => this.note());
  }

  /** Undefined of who is no friend, and until it is known. */
  availabilityOf(userId: string): Availability | undefined {
    return this.#friends?.get(userId);
  }

  /** Undefined until it is known. */
  isBlocked(userId: string): boolean | undefined {
    return this.#blocked?.has(userId);
  }

  /** Something of somebody may be another. */
  note(): void {
    this.news.set(this.news.value + 1);
  }

  /** The friends are told to be these. Whom the user has blocked may be told by the same. */
  take(friends: readonly FriendView[]): void {
    this.#seen(friends);
    // What cannot be asked for now is asked for with the next news, at the latest when there is a connection again.
    this.#learnBlocked().catch(() => undefined);
  }

  /** Asks for both. */
  async learn(): Promise<void> {
    const [friends] = await Promise.all([this.#parley.friends.list(), this.#learnBlocked()]);
    this.#seen(friends);
  }

  /** Whoever is begun to be written to is a friend from then on; nobody tells what their availability has been. */
  meet({ isGroup, object }: Conversation): void {
    const isNew = (id: string) => !this.#friends?.has(id) && !this.#askedOf.has(id);
    const other = object.participantids.find((id) => id !== this.#parley.account.userid);
    if (isGroup || !this.#friends || other === undefined || !isNew(other)) return;
    this.#askedOf.add(other);
    this.#parley.friends.list().then(
      (friends) => this.take(friends),
      () => this.#askedOf.delete(other),
    );
  }

  async setBlocked(userId: string, isBlocked: boolean): Promise<void> {
    const { friends } = this.#parley;
    await (isBlocked ? friends.block(userId) : friends.unblock(userId));
    this.#changes++;
    await this.#learnBlocked();
  }

  async setFriend(userId: string, isFriend: boolean): Promise<void> {
    const { friends } = this.#parley;
    if (isFriend) await friends.add(userId);
    else await friends.remove(userId);
    await this.learn();
  }

  #seen(friends: readonly FriendView[]): void {
    this.#friends = new Map(friends.map(({ id, availability }) => [id, availability]));
    this.note();
  }

  async #learnBlocked(): Promise<void> {
    const { friends } = this.#parley;
    let before: number;
    let blocked: readonly string[];
    do {
      before = this.#changes;
      blocked = await friends.blocked();
    } while (before !== this.#changes);
    const known = this.#blocked;
    this.#blocked = new Set(blocked);
    if (known?.symmetricDifference(this.#blocked).size !== 0) this.note();
  }
}
