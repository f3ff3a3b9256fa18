import {
  type Availability,
  type Conversation,
  type FriendView,
  type Live,
  type Parley,
  shownName,
} from '@parley/client';
import { Observable } from '../model/observable.ts';
import { accountViewOf } from './account-view.ts';
import { viewOfConversation } from './conversation-view.ts';
import type { ConnectionView, ConversationView } from './conversations.ts';
import type { LastList } from './last-list.ts';
import { followProblems } from './problems.ts';

/** In milliseconds: what happens within it is shown together. */
const TOGETHER = 40;
/** In milliseconds: what was last shown is painted before anything else is begun. */
const PAINTING = 200;

/** What the list of conversations shows, kept in step with what happens. */
export class Board {
  readonly views = new Observable<readonly ConversationView[]>([]);
  readonly connection = new Observable<ConnectionView>({ state: 'connecting' });
  /** Resolves when `views` shows what was last known. */
  readonly begun: Promise<void>;
  /** Resolves when all conversations that the station holds are here. */
  readonly held: Promise<void>;
  readonly #parley: Parley;
  readonly #last: LastList;
  readonly #renamed: () => void;
  readonly #conversations = new Map<string, Conversation>();
  /** Whether all conversations are here, so that there are no others to show. */
  #isWhole = false;
  readonly #followed = new WeakSet<Conversation>();
  readonly #typing = new Map<string, readonly string[]>();
  /** How many tabs have a conversation before the user's eyes. */
  readonly #lookers = new Map<string, number>();
  /** Of friends, by user id; undefined until it is known. */
  #availability: ReadonlyMap<string, Availability> | undefined;
  /** Whose availability was asked for when they were met. */
  readonly #askedOf = new Set<string>();
  /** IDs of those that are to be shown anew. */
  readonly #stale = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #live: Live | undefined;

  /**
   * Begins with what was last shown, then takes what the station holds, then connects.
   * @param renamed is called when another station of the user's says how the user is called
   */
  constructor(parley: Parley, last: LastList, renamed: () => void) {
    this.#parley = parley;
    this.#last = last;
    this.#renamed = renamed;
    this.held = last.kept.then((kept) => this.#hold(kept ? PAINTING : 0));
    this.begun = this.#begin();
  }

  get live(): Live {
    this.#live ??= this.#connect();
    return this.#live;
  }

  /** A conversation that the user takes part in. @throws Error when there is none of that id */
  async conversation(id: string): Promise<Conversation> {
    const known = this.#conversations.get(id);
    if (known) return known;
    // Whoever opens one at once need not wait until all are here.
    const found = (await this.#parley.heldOne(id)) ?? (await this.#parley.conversation(id));
    this.#take(found);
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
    this.#take(conversation);
    this.#stale.add(conversation.id);
    this.#showSoon();
  }

  /** Keeps what is shown for the next start. */
  keep(): void {
    this.#last.keep({ account: accountViewOf(this.#parley.account), conversations: this.views.value });
  }

  /** Resolves when nothing more is kept of what is shown. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#last.close();
  }

  async #begin(): Promise<void> {
    const kept = await this.#last.kept;
    if (kept) this.views.set(kept.conversations);
    else await this.held;
  }

  /** Takes what is held, after a pause; nothing where the server's list came first. Then connects. */
  async #hold(pause: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, pause));
    try {
      const held = await this.#parley.held();
      if (!this.#isWhole) this.#replace(held);
      this.#show();
    } catch (error) {
      console.error(error);
    }
    this.#live ??= this.#connect();
  }

  #connect(): Live {
    const live = this.#parley.connect();
    live.on('state', ({ state, error }) => this.connection.change({ state, reason: error?.message }));
    followProblems(live, (problem) => this.connection.change({ problem }));
    live.on('list', ({ conversations }) => this.#replace(conversations));
    live.on('conversation', ({ conversation }) => this.show(conversation));
    live.on('availability', ({ friends }) => this.#seen(friends));
    live.on('account', () => this.#renamed());
    live.on('people', () => this.#showAll());
    live.on('typing', ({ conversationId, userIds }) => this.#typed(conversationId, userIds));
    return live;
  }

  #replace(conversations: readonly Conversation[]): void {
    this.#isWhole = true;
    this.#conversations.clear();
    for (const conversation of conversations) this.#take(conversation);
    this.#showAll();
  }

  /** Whoever looks at the list wants to know what is unread: what is fetched is opened from now on. */
  #take(conversation: Conversation): void {
    this.#conversations.set(conversation.id, conversation);
    if (this.#followed.has(conversation)) return;
    this.#followed.add(conversation);
    conversation.timeline().subscribe(() => this.show(conversation));
    this.#meet(conversation);
  }

  /** Whoever is begun to be written to is a friend from then on; nobody tells what their availability has been. */
  #meet({ isGroup, object }: Conversation): void {
    const isNew = (id: string) => !this.#availability?.has(id) && !this.#askedOf.has(id);
    const other = object.participantids.find((id) => id !== this.#parley.account.userid);
    if (isGroup || !this.#availability || other === undefined || !isNew(other)) return;
    this.#askedOf.add(other);
    this.#parley.friends.list().then(
      (friends) => this.#seen(friends),
      () => this.#askedOf.delete(other),
    );
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

  #showAll(): void {
    for (const id of this.#conversations.keys()) this.#stale.add(id);
    this.#showSoon();
  }

  #showSoon(): void {
    this.#timer ??= setTimeout(() => this.#show(), TOGETHER);
  }

  /** Shows what is stale; views that are the same stay the same objects. */
  #show(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const before = this.views.value;
    const after = new Map(before.map((view) => [view.id, view]));
    for (const id of this.#stale) {
      const conversation = this.#conversations.get(id);
      if (!conversation) continue;
      const view = this.#viewOf(conversation);
      if (JSON.stringify(view) !== JSON.stringify(after.get(id))) after.set(id, view);
    }
    this.#stale.clear();
    const views = [...after.values()].filter(({ id }) => !this.#isWhole || this.#conversations.has(id));
    if (views.length === before.length && views.every((view, index) => view === before[index])) return;
    this.views.set(views);
    this.keep();
  }

  #viewOf(conversation: Conversation): ConversationView {
    return viewOfConversation(conversation, {
      userId: this.#parley.account.userid,
      people: this.#parley.people,
      availabilityOf: (id) => this.#availability?.get(id),
      isLookedAt: (this.#lookers.get(conversation.id) ?? 0) > 0,
      typing: this.#typing.get(conversation.id) ?? [],
    });
  }
}
