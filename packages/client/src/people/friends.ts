import { isHexId, userIdOf } from '@parley/protocol/ids';
import type { TrustError } from '@parley/protocol/trust';
import type { Friend } from '@parley/protocol/wire';
import type { Station } from '../account/station.ts';
import type { People, Person } from './people.ts';

/** How somebody is seen; `offline` as well when none of the person's stations was seen for 90 s. */
export type Availability = Friend['availability'];

/** A friend as the list shows it. */
export interface FriendView {
  /** User id. */
  readonly id: string;
  /** The nick that the server gives now. */
  readonly name: string;
  readonly availability: Availability;
  /** The person, whose keys are checked and pinned; undefined when they are refused. */
  readonly person: Person | undefined;
  /** Why the person's keys are not used; undefined when they are. */
  readonly refusal: TrustError | undefined;
}

/** A person, or the person's e-mail address or user id. */
export type PersonOrId = Person | string;

/** The user's friends and blocks. Source: docs/spec/wire.md parts 2 and 3. */
export class Friends {
  readonly #station: Station;
  readonly #people: People;

  constructor(station: Station, people: People) {
    this.#station = station;
    this.#people = people;
  }

  /**
   * The friends in the order of their names, and how each is seen now.
   * @param changed user ids of known people of whom something is another: who is no friend is asked for as well
   */
  async list(changed: readonly string[] = []): Promise<FriendView[]> {
    this.#people.doubt(changed);
    const friends = await this.#people.friends();
    await this.#people.learn(
      changed.filter((id) => this.#people.get(id)),
      { afresh: true },
    );
    return friends.map(({ friendid: id, friendname: name, availability }) => ({
      id,
      name,
      availability,
      person: this.#people.get(id),
      refusal: this.#people.refusalOf(id),
    }));
  }

  /**
   * Makes somebody a friend. In a closed workspace that is a request, or the consent to one.
   * @returns `friend`, or `requested` while the other side has not consented with an `add` of its own
   * @throws ServerError `not_found` when there is no such user
   */
  async add(person: PersonOrId): Promise<'friend' | 'requested'> {
    const { transport, session } = this.#station;
    const friendid = idOf(person);
    await transport.call('friends/add', { friendid }, { session });
    return (await this.#people.friends()).some((friend) => friend.friendid === friendid)
      ? 'friend'
      : 'requested';
  }

  /** Ends a friendship, for both. Conversations stay. @throws ServerError `not_found` when there is none */
  async remove(person: PersonOrId): Promise<void> {
    const { transport, session } = this.#station;
    await transport.call('friends/remove', { friendid: idOf(person) }, { session });
  }

  /** From now on the person can neither write to the user one to one nor see the user's availability. */
  async block(person: PersonOrId): Promise<void> {
    const { transport, session } = this.#station;
    await transport.call('blocklist/block', { userid: idOf(person) }, { session });
  }

  async unblock(person: PersonOrId): Promise<void> {
    const { transport, session } = this.#station;
    await transport.call('blocklist/unblock', { userid: idOf(person) }, { session });
  }

  /** User ids of those whom the user has blocked. */
  async blocked(): Promise<readonly string[]> {
    const { transport, session } = this.#station;
    const { blockedusers } = await transport.call('blocklist/blocklist', {}, { session });
    await this.#people.learn(blockedusers);
    return blockedusers;
  }
}

/** Nobody is looked up for it: who has wrong keys can still be removed or blocked. */
function idOf(person: PersonOrId): string {
  if (typeof person !== 'string') return person.id;
  return isHexId(person) ? person : userIdOf(person);
}

/** Says how the user wants to be seen by friends, until the user says something else. */
export async function sayAvailability(
  { transport, session }: Station,
  availability: Availability,
): Promise<void> {
  await transport.call(`availability/user${availability}`, {}, { session });
}
