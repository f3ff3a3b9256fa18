import { userIdOf } from '@parley/protocol/ids';
import type { Conversation as ConversationObject } from '@parley/protocol/wire';
import type { Station } from '../account/station.ts';
import { ClientError, ConnectionError, ServerError } from '../errors.ts';
import type { Precedence } from '../live/precedence.ts';
import type { People } from '../people/people.ts';
import { Conversation } from './conversation.ts';
import { createConversation, type NewConversation } from './create.ts';
import { HeldList } from './held-list.ts';

/** How many conversations are made ready together, so that one that is asked for meanwhile need not wait long. */
const TAKEN_AT_ONCE = 10;

/** The user's conversations, each of them one object. */
export class Conversations {
  readonly #station: Station;
  readonly #people: People;
  readonly #precedence: Precedence;
  readonly #held: HeldList;
  readonly #handles = new Map<string, Conversation>();

  constructor(station: Station, people: People, precedence: Precedence) {
    this.#station = station;
    this.#people = people;
    this.#precedence = precedence;
    this.#held = new HeldList(station);
  }

  /** Those that this station has met since it started. */
  known(): Iterable<Conversation> {
    return this.#handles.values();
  }

  /**
   * Every conversation of the user, the most recently written first.
   * @param options.isInBackground nobody waits for them: what somebody waits for goes before
   */
  async all(options: { readonly isInBackground?: boolean } = {}): Promise<Conversation[]> {
    const before = new Map([...this.#handles].map(([id, { answers }]) => [id, answers]));
    const objects = await this.#list();
    await this.#pin(objects);
    await this.#people.learn(
      objects.flatMap(({ participantids }) => participantids),
      { afresh: true },
    );
    const conversations = await this.#fewAtATime(
      objects,
      (object) => this.#takeListed(object, before.get(object.id)),
      options.isInBackground,
    );
    await this.#people.keyring.write();
    const isOvertaken = [...this.#handles].some(([id, { answers }]) => answers !== (before.get(id) ?? 0));
    // The server tells a station nothing of what it did itself: an older list would stand for good.
    return isOvertaken ? this.all(options) : conversations;
  }

  /**
   * The conversations as this station last knew them, without asking the server, so that a start shows something at
   * once and without a network; empty where it never knew any.
   */
  async held(): Promise<Conversation[]> {
    await this.#people.recall();
    const held = await this.#fewAtATime(await this.#held.read(), (object) => this.#takeHeld(object), true);
    return held.flat();
  }

  /** One of those that `held` gives, before all of them are ready; undefined where this station does not know it. */
  async heldOne(id: string): Promise<Conversation | undefined> {
    await this.#people.recall();
    const object = (await this.#held.read()).find((one) => one.id === id);
    return object && (await this.#takeHeld(object))[0];
  }

  /**
   * One conversation, by id, by the e-mail address of the other person, or by a group's name. An address is nobody's but
   * that person's: a group that somebody has named so is known by its id alone.
   * @throws ClientError `unknown_conversation`, `ambiguous_name`
   */
  async named(idOrEmailOrName: string): Promise<Conversation> {
    const all = await this.all();
    const wanted = idOrEmailOrName.includes('@') ? userIdOf(idOrEmailOrName) : undefined;
    const isWanted = (one: Conversation) =>
      one.id === idOrEmailOrName ||
      (wanted === undefined
        ? one.isGroup && one.name === idOrEmailOrName
        : !one.isGroup && one.object.participantids.includes(wanted));
    const found = all.filter(isWanted);
    if (found.length > 1) {
      const ids = found.map(({ id }) => id).join(', ');
      throw new ClientError(
        'ambiguous_name',
        `Several conversations are called "${idOrEmailOrName}": name one by its id, ${ids}.`,
      );
    }
    if (!found[0]) {
      throw new ClientError(
        'unknown_conversation',
        `You have no conversation "${idOrEmailOrName}": check how it is written.`,
      );
    }
    return found[0];
  }

  /** What `all` does first of all, for a station that just logged in. */
  async pinOwnWord(): Promise<void> {
    await this.#pin(await this.#list());
  }

  /** Makes a conversation, or gives the one that there is already with a person. */
  async create(wanted: NewConversation): Promise<Conversation> {
    const { conversation } = await createConversation(this.#station, wanted);
    const made = this.#handleOf(conversation);
    await made.refresh(conversation);
    await made.loadOverview();
    await this.#people.keyring.write();
    return made;
  }

  async #list(): Promise<ConversationObject[]> {
    const { transport, session } = this.#station;
    const { conversations } = await transport.call('conversation/list', {}, { session });
    await this.#held.keep(conversations);
    return conversations;
  }

  /** Makes conversations ready, a few at a time. @param isInBackground each few after what somebody waits for */
  async #fewAtATime<Taken>(
    objects: readonly ConversationObject[],
    take: (object: ConversationObject) => Promise<Taken>,
    isInBackground = false,
  ): Promise<Taken[]> {
    const taken: Taken[] = [];
    for (let at = 0; at < objects.length; at += TAKEN_AT_ONCE) {
      if (isInBackground && at > 0) await this.#precedence.free();
      taken.push(...(await Promise.all(objects.slice(at, at + TAKEN_AT_ONCE).map(take))));
    }
    return taken;
  }

  /** @returns nothing for one that needs what only the server has: it is there with the next list */
  async #takeHeld(object: ConversationObject): Promise<[Conversation] | []> {
    try {
      return [await this.#takeListed(object)];
    } catch (error) {
      if (error instanceof ConnectionError || error instanceof ServerError) return [];
      throw error;
    }
  }

  /**
   * Pins the people of secrets that the user's own key signed, before the server is asked for anybody's keys: on a
   * new station the user's own word comes before the server's. Source: docs/spec/trust.md section 2, Pins.
   */
  async #pin(objects: readonly ConversationObject[]): Promise<void> {
    for (const object of objects) {
      if (object.secretby === this.#station.account.userid)
        await this.#handleOf(object).epochs.accept([object]);
    }
  }

  /** @param answers how often the server had answered about it alone when the list was asked for: what it said since stays */
  async #takeListed(object: ConversationObject, answers = 0): Promise<Conversation> {
    const conversation = this.#handleOf(object);
    if (conversation.answers === answers) await conversation.take(object);
    await conversation.loadOverview();
    return conversation;
  }

  #handleOf(object: ConversationObject): Conversation {
    let conversation = this.#handles.get(object.id);
    if (!conversation) {
      conversation = new Conversation(this.#station, this.#people, object, (answered) =>
        this.#held.update(answered),
      );
      this.#handles.set(object.id, conversation);
    }
    return conversation;
  }
}
