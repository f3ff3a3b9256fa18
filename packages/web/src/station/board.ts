import {
  type Availability,
  type Conversation,
  type FriendView,
  type Live,
  type Parley,
  shownName,
} from '@parley/client';
import { Observable } from '../model/observable.ts';
import { viewOfConversation } from './conversation-view.ts';
import type { ConnectionView, ConversationView } from './conversations.ts';

/** What the list of conversations shows, kept in step with what happens. */
export class Board {
  readonly views = new Observable<readonly ConversationView[]>([]);
  readonly connection = new Observable<ConnectionView>({ state: 'connecting' });
  readonly live: Live;
  /** Resolves when `views` shows what the station last knew. */
  readonly begun: Promise<void>;
  readonly #parley: Parley;
  readonly #conversations = new Map<string, Conversation>();
  readonly #followed = new WeakSet<Conversation>();
  readonly #typing = new Map<string, readonly string[]>();
  /** How many tabs have a conversation before the user's eyes. */
  readonly #lookers = new Map<string, number>();
  #availability: ReadonlyMap<string, Availability> = new Map();
  #showing: Promise<void> = Promise.resolve();

  /** Begins with what the station last knew, and connects. */
  constructor(parley: Parley) {
    this.#parley = parley;
    this.live = parley.connect();
    this.live.on('state', ({ state, error }) => this.connection.set({ state, reason: error?.message }));
    this.live.on('list', ({ conversations }) => this.#replace(conversations));
    this.live.on('conversation', ({ conversation }) => this.show(conversation));
    this.live.on('availability', ({ friends }) => this.#seen(friends));
    this.live.on('people', () => this.#showAll());
    this.live.on('typing', ({ conversationId, userIds }) => this.#typed(conversationId, userIds));
    this.begun = this.#begin();
  }

  /** A conversation that the user takes part in. @throws Error when there is none of that id */
  async conversation(id: string): Promise<Conversation> {
    await this.begun;
    const found = this.#conversations.get(id) ?? (await this.#parley.conversation(id));
    this.#conversations.set(id, found);
    return found;
  }

  /** A tab has a conversation before the user's eyes. @returns what says that it does no longer */
  look(id: string): () => void {
    const count = (by: number) => this.#lookers.set(id, (this.#lookers.get(id) ?? 0) + by);
    count(1);
    return () => count(-1);
  }

  /** Shows a conversation as it is now. */
  show(conversation: Conversation): void {
    this.#conversations.set(conversation.id, conversation);
    this.#follow(conversation);
    this.#next(async () => {
      const view = await this.#viewOf(conversation);
      const others = this.views.value.filter(({ id }) => id !== view.id);
      this.views.set([...others, view]);
    });
  }

  /** Shows what is held; nothing where the server's list came first. */
  async #begin(): Promise<void> {
    await this.#next(async () => {
      const held = await this.#parley.held();
      if (this.#conversations.size === 0) this.#replace(held);
    });
    await this.#showing;
  }

  #replace(conversations: readonly Conversation[]): void {
    this.#conversations.clear();
    for (const conversation of conversations) {
      this.#conversations.set(conversation.id, conversation);
      this.#follow(conversation);
    }
    this.#showAll();
  }

  /** Whoever looks at the list wants to know what is unread: what is fetched is opened from now on. */
  #follow(conversation: Conversation): void {
    if (this.#followed.has(conversation)) return;
    this.#followed.add(conversation);
    conversation.timeline().subscribe(() => this.show(conversation));
  }

  #showAll(): void {
    this.#next(async () => {
      const all = [...this.#conversations.values()];
      this.views.set(await Promise.all(all.map((conversation) => this.#viewOf(conversation))));
    });
  }

  #seen(friends: readonly FriendView[]): void {
    this.#availability = new Map(friends.map(({ id, availability }) => [id, availability]));
    this.#showAll();
  }

  #typed(conversationId: string, userIds: readonly string[]): void {
    this.#typing.set(
      conversationId,
      userIds.map((id) => shownName(this.#parley.people.nameOf(id))),
    );
    const conversation = this.#conversations.get(conversationId);
    if (conversation) this.show(conversation);
  }

  #viewOf(conversation: Conversation): Promise<ConversationView> {
    return viewOfConversation(conversation, {
      userId: this.#parley.account.userid,
      people: this.#parley.people,
      availabilityOf: (id) => this.#availability.get(id),
      isLookedAt: (this.#lookers.get(conversation.id) ?? 0) > 0,
      typing: this.#typing.get(conversation.id) ?? [],
    });
  }

  /** One change of what is shown after the other: each is made from what was there before. */
  #next(work: () => Promise<void>): Promise<void> {
    this.#showing = this.#showing.then(work).catch((error: unknown) => console.error(error));
    return this.#showing;
  }
}
