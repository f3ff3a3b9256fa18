import type { Conversation } from '../conversation/conversation.ts';
import { ServerError } from '../errors.ts';
import type { FriendView } from '../people/friends.ts';
import type { News } from './channel.ts';
import type { LiveClock } from './clock.ts';
import type { Emitter, LiveEvents } from './events.ts';
import type { Precedence } from './precedence.ts';
import { Row } from './row.ts';
import { Task } from './task.ts';

/** Where a follower gets what it is told has changed. */
export interface FollowerSource {
  conversations(): Promise<readonly Conversation[]>;
  /** @param changed user ids of those of whom something is told to be another */
  friends(changed: readonly string[]): Promise<readonly FriendView[]>;
  /** Learns what the user's other stations have pinned and verified since. */
  keyring(): Promise<void>;
  /** The user, and what learns how the user's other stations call the user now. */
  readonly own?: { readonly userId: string; refresh(): Promise<boolean> };
  /** What goes before all of this, where anything does. */
  readonly precedence?: Precedence;
}

interface FollowerParts {
  readonly source: FollowerSource;
  readonly events: Emitter<LiveEvents>;
  readonly clock: LiveClock;
  /** Is told what fails; what failed is tried again. */
  readonly failed: (error: Error, conversationId?: string) => void;
  /** Is told when nothing is left of what failed. */
  readonly mended: () => void;
}

/** How many conversations are fetched at the same time. */
const MOST_AT_ONCE = 4;
/** In milliseconds: one that takes longer holds up no other. */
const LONG = 1000;

/**
 * Keeps what this station holds in step with the server: fetches everything when a channel has opened, then joins what
 * it is told. Nothing is missed, because the fetching begins after the channel is open, and nothing doubled, because a
 * delta is joined only where it begins exactly at what is held; otherwise what is new is fetched.
 * Source: docs/live.md, Deltas, and how they join.
 */
export class Follower {
  readonly #parts: FollowerParts;
  readonly #stopping = new AbortController();
  readonly #list: Task;
  readonly #friends: Task;
  readonly #keyring: Task;
  readonly #own: Task;
  readonly #rows = new Map<string, Row>();
  /** What failed, and was not done since. */
  readonly #failing = new Set<Task>();
  #conversations: ReadonlyMap<string, Conversation> = new Map();
  #friendsChanged: string[] = [];
  #fetching = 0;
  /** How many of them have not taken long yet. */
  #brief = 0;
  /** Whether the last one that was caught up with had nothing new. */
  #isQuiet = false;
  /** Pending while something goes before it. */
  #resting: Promise<void> | undefined;
  #settled: PromiseWithResolvers<void> | undefined;

  constructor(parts: FollowerParts) {
    this.#parts = parts;
    this.#list = new Task(parts.clock);
    this.#friends = new Task(parts.clock);
    this.#keyring = new Task(parts.clock);
    this.#own = new Task(parts.clock);
  }

  /** A channel has opened: whatever changed before is fetched. */
  begin(): void {
    this.#isQuiet = false;
    this.#list.wantNow();
    this.#friends.wantNow();
    this.#keyring.wantNow();
    this.#own.wantNow();
    for (const row of this.#rows.values()) {
      row.break();
      row.task.wantNow();
    }
    this.#work();
  }

  /** Something has changed. */
  take(news: News): void {
    const deltas = new Map((news.deltas ?? []).map((delta) => [delta.conversationid, delta]));
    for (const id of new Set([...news.conversationchangedof, ...deltas.keys()])) {
      const delta = deltas.get(id);
      if (delta) this.#rowOf(id).push(delta);
      else this.#rowOf(id).break();
      if (!this.#conversations.has(id)) this.#list.want();
    }
    if (news.conversationlistchangedof.length > 0) this.#list.want();
    if (news.friendavailabilitesof.length > 0) this.#friends.want();
    if (news.friendavailabilitesof.some((id) => id === this.#parts.source.own?.userId)) {
      this.#own.want();
      this.#keyring.want();
    }
    this.#friendsChanged.push(...news.friendavailabilitesof);
    this.#work();
  }

  /** Resolves when all is here that it was told of. */
  settled(): Promise<void> {
    this.#settled ??= Promise.withResolvers();
    const { promise } = this.#settled;
    this.#checkSettled();
    return promise;
  }

  stop(): void {
    this.#stopping.abort();
  }

  #rowOf(id: string): Row {
    let row = this.#rows.get(id);
    if (!row) {
      row = new Row(this.#parts.clock);
      row.task.want();
      this.#rows.set(id, row);
    }
    return row;
  }

  #work(): void {
    if (this.#stopping.signal.aborted) return;
    const { precedence } = this.#parts.source;
    if (precedence && !precedence.isFree) {
      this.#resting ??= precedence.free().then(() => {
        this.#resting = undefined;
        this.#work();
      });
      return;
    }
    if (this.#friends.isDue) this.#run(this.#friends, () => this.#fetchFriends());
    if (this.#keyring.isDue) this.#run(this.#keyring, () => this.#fetchKeyring());
    if (this.#own.isDue) this.#run(this.#own, () => this.#fetchOwn());
    if (this.#list.isDue) this.#run(this.#list, () => this.#fetchList());
    // The list first: it has the secrets under which a new message may stand, and the conversations not known yet.
    if (this.#list.isBusy) return;
    for (const [id, row] of this.#rows) {
      const conversation = this.#conversations.get(id);
      if (!conversation) {
        if (this.#list.isSettled) this.#drop(id, row);
      } else if (row.task.isDue && this.#hasRoomFor(row)) {
        this.#fetching++;
        this.#run(row.task, () => this.#follow(row, conversation), id);
      }
    }
    this.#checkSettled();
  }

  async #run(task: Task, work: () => Promise<void>, conversationId?: string): Promise<void> {
    try {
      await task.run(work, () => this.#work());
      this.#done(task);
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      // Not found: no longer in it, which the list tells.
      if (error instanceof ServerError && error.code === 'not_found') this.#list.want();
      else {
        this.#failing.add(task);
        this.#parts.failed(error as Error, conversationId);
      }
    } finally {
      if (conversationId !== undefined) this.#fetching--;
      this.#work();
    }
  }

  #done(task: Task): void {
    if (this.#failing.delete(task) && this.#failing.size === 0) this.#parts.mended();
  }

  /** The user is no longer in a conversation. */
  #drop(id: string, { task }: Row): void {
    this.#rows.delete(id);
    this.#done(task);
  }

  async #fetchList(): Promise<void> {
    const conversations = await this.#parts.source.conversations();
    this.#conversations = new Map(conversations.map((conversation) => [conversation.id, conversation]));
    // Those that were written to last come first, as the list has them.
    for (const { id } of conversations) {
      const row = this.#rowOf(id);
      this.#rows.delete(id);
      this.#rows.set(id, row);
    }
    this.#parts.events.emit('list', { conversations });
  }

  async #fetchKeyring(): Promise<void> {
    await this.#parts.source.keyring();
    this.#parts.events.emit('people', {});
  }

  async #fetchOwn(): Promise<void> {
    if (await this.#parts.source.own?.refresh()) this.#parts.events.emit('account', {});
  }

  async #fetchFriends(): Promise<void> {
    const changed = this.#friendsChanged;
    this.#friendsChanged = [];
    try {
      const friends = await this.#parts.source.friends(changed);
      this.#parts.events.emit('availability', { friends, changed: [...new Set(changed)] });
    } catch (error) {
      this.#friendsChanged.push(...changed);
      throw error;
    }
  }

  async #follow(row: Row, conversation: Conversation): Promise<void> {
    const { events } = this.#parts;
    const isCatchingUp = row.isStale;
    let isNew = false;
    await this.#briefly(() =>
      row.follow(conversation, this.#stopping.signal, (sync) => {
        isNew = true;
        events.emit('conversation', { conversation, sync });
      }),
    );
    if (!isCatchingUp) return;
    this.#isQuiet = !isNew;
    this.#work();
    // What was written without a connection goes out.
    await conversation.flush();
  }

  /**
   * Where nothing is new, conversations are caught up with one after the other: those that follow were written to even
   * earlier, and whoever reads and scrolls meanwhile needs the processor more. What is pushed waits for none of that.
   */
  #hasRoomFor({ isStale }: Row): boolean {
    return this.#fetching < MOST_AT_ONCE && !(isStale && this.#isQuiet && this.#brief > 0);
  }

  /** Does what others wait for, as long as it does not take long. */
  async #briefly(work: () => Promise<void>): Promise<void> {
    this.#brief++;
    let isBrief = true;
    const end = () => {
      if (isBrief) this.#brief--;
      isBrief = false;
    };
    const stop = this.#parts.clock.after(LONG, () => {
      end();
      this.#work();
    });
    try {
      await work();
    } finally {
      stop();
      end();
    }
  }

  #checkSettled(): void {
    const tasks = [
      this.#list,
      this.#friends,
      this.#keyring,
      this.#own,
      ...[...this.#rows.values()].map(({ task }) => task),
    ];
    if (!this.#settled || !tasks.every(({ isSettled }) => isSettled)) return;
    this.#settled.resolve();
    this.#settled = undefined;
  }
}
