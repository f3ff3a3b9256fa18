import { type Conversation, type Live, type Parley, shownName } from '@parley/client';
import { Observable } from '../model/observable.ts';
import { accountViewOf } from './account-view.ts';
import { Contacts } from './contacts.ts';
import { viewOfConversation } from './conversation-view.ts';
import type { ConnectionView, ConversationView } from './conversations.ts';
import type { KeptDrafts } from './kept-drafts.ts';
import type { LastList } from './last-list.ts';
import { followProblems } from './problems.ts';

/** In milliseconds: what happens within it is shown together. */
const TOGETHER = 40;
/** In milliseconds: what was last shown is painted before anything else is begun. */
const PAINTING = 200;

interface BoardParts {
  readonly last: LastList;
  readonly drafts: KeptDrafts;
  /** Is called when another station of the user's says how the user is called. */
  readonly renamed: () => void;
}

/** What the list of conversations shows, kept in step with what happens. */
export class Board {
  readonly views = new Observable<readonly ConversationView[]>([]);
  readonly connection = new Observable<ConnectionView>({ state: 'connecting' });
  readonly contacts: Contacts;
  /** Resolves when `views` shows what was last known. */
  readonly begun: Promise<void>;
  /** Resolves when all conversations that the station holds are here. */
  readonly held: Promise<void>;
  readonly #parley: Parley;
  readonly #parts: BoardParts;
  readonly #conversations = new Map<string, Conversation>();
  /** Whether all conversations are here, so that there are no others to show. */
  #isWhole = false;
  readonly #followed = new WeakSet<Conversation>();
  readonly #typing = new Map<string, readonly string[]>();
  /** How many tabs have a conversation before the user's eyes. */
  readonly #lookers = new Map<string, number>();
  /** IDs of those that are to be shown anew. */
  readonly #stale = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #live: Live | undefined;

  /** Begins with what was last shown, then takes what the station holds, then connects. */
  constructor(parley: Parley, parts: BoardParts) {
    this.#parley = parley;
    this.#parts = parts;
    this.contacts = new Contacts(parley);
    this.contacts.news.observe(() => this.#showAll());
    const { last, drafts } = parts;
    drafts.news.observe(() => this.#drafted(drafts.news.value?.conversationId));
    const loaded = drafts.load().catch((error: unknown) => console.error(error));
    this.held = Promise.all([last.kept, loaded]).then(([kept]) => this.#hold(kept ? PAINTING : 0));
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
    return () => {
      count(-1);
      this.#drafted(id);
    };
  }

  /** Shows a conversation as it is now. */
  show(conversation: Conversation): void {
    this.#take(conversation);
    this.#stale.add(conversation.id);
    this.#showSoon();
  }

  /** Keeps what is shown for the next start. */
  keep(): void {
    this.#parts.last.keep({ account: accountViewOf(this.#parley.account), conversations: this.views.value });
  }

  /** Resolves when nothing more is kept of what is shown. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#parts.last.close();
  }

  async #begin(): Promise<void> {
    const kept = await this.#parts.last.kept;
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
    live.on('availability', ({ friends }) => this.contacts.take(friends));
    live.on('account', () => this.#parts.renamed());
    live.on('people', () => this.contacts.note());
    live.on('typing', ({ conversationId, userIds }) => this.#typed(conversationId, userIds));
    return live;
  }

  #replace(conversations: readonly Conversation[]): void {
    this.#isWhole = true;
    this.#conversations.clear();
    for (const conversation of conversations) this.#take(conversation);
    // With a list, keys are known anew.
    this.contacts.note();
  }

  /** Whoever looks at the list wants to know what is unread: what is fetched is opened from now on. */
  #take(conversation: Conversation): void {
    this.#conversations.set(conversation.id, conversation);
    if (this.#followed.has(conversation)) return;
    this.#followed.add(conversation);
    conversation.timeline().subscribe(() => this.show(conversation));
    this.contacts.meet(conversation);
  }

  /** A draft may be another. While its conversation is looked at, nobody needs to know more than that it is gone. */
  #drafted(conversationId = ''): void {
    const conversation = this.#conversations.get(conversationId);
    const line = this.#parts.drafts.lineOf(conversationId);
    if (!conversation || (line !== undefined && this.#isLookedAt(conversationId))) return;
    const shown = this.views.value.find(({ id }) => id === conversationId);
    if (shown?.draft !== line) this.show(conversation);
  }

  #isLookedAt(conversationId: string): boolean {
    return (this.#lookers.get(conversationId) ?? 0) > 0;
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
      const shown = after.get(id);
      const view = this.#viewOf(conversation, shown);
      if (JSON.stringify(view) !== JSON.stringify(shown)) after.set(id, view);
    }
    this.#stale.clear();
    const views = [...after.values()].filter(({ id }) => !this.#isWhole || this.#conversations.has(id));
    if (views.length === before.length && views.every((view, index) => view === before[index])) return;
    this.views.set(views);
    this.keep();
  }

  /** @param shown what was shown of it before, for what is not known yet */
  #viewOf(conversation: Conversation, shown: ConversationView | undefined): ConversationView {
    const { id } = conversation;
    return viewOfConversation(conversation, {
      userId: this.#parley.account.userid,
      people: this.#parley.people,
      availabilityOf: (userId) => this.contacts.availabilityOf(userId),
      isBlocked: (userId) => this.contacts.isBlocked(userId) ?? shown?.isBlocked ?? false,
      draft: this.#parts.drafts.lineOf(id),
      isLookedAt: this.#isLookedAt(id),
      typing: this.#typing.get(id) ?? [],
    });
  }
}
