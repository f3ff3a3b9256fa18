import { errorFields, type Log } from '../log.ts';
import type { Before, Changes, Maker } from '../operations/changes.ts';
import type { Notices, Sets, Watch } from '../operations/notification/notices.ts';
import type { Services } from '../operations/operation.ts';
import type { SessionsListener } from '../sessions/sessions.ts';
import { conversationIds, participantIds, viewerIds, visibleFriendIds } from '../store/audience.ts';
import { conversationNumbered } from '../store/conversations.ts';
import type { Reader } from '../store/engine/engine.ts';
import type { StationOf } from '../store/sessions.ts';
import { Deltas } from './deltas.ts';
import { type ChangedConversation, Dirty } from './dirty.ts';
import { type Listener, stationName, userName } from './listener.ts';
import { Listeners } from './listeners.ts';
import { Marks } from './marks.ts';
import { News } from './news.ts';
import { Poll } from './poll.ts';

/** How many changed conversations, and users, are looked up before others get a turn. */
const MOST = 64;
/** How much of deltas one push carries, in characters; what is beyond is told without a delta. */
const PUSH_LIMIT = 1024 * 1024;

type Parts = Pick<Services, 'store' | 'cursorKey'>;

/**
 * Hears of every change and tells those who listen; remembers what each station has not been told, for its next poll.
 * All of it is in memory: who was away learns everything from lists and deltas. Source: docs/live.md.
 */
export class Hub implements Changes, Notices, SessionsListener {
  readonly #parts: Parts;
  readonly #log: Log;
  readonly #marks = new Marks();
  /** The friends whose entry in somebody's list has changed, by that somebody. */
  readonly #friendsChanged = new Map<string, Set<string>>();
  readonly #listeners = new Listeners();
  readonly #dirty = new Dirty();
  #telling = false;
  #stopped = false;

  constructor(parts: Parts, log: Log) {
    this.#parts = parts;
    this.#log = log;
  }

  conversation(by: Maker, before: Before): void {
    const workspace = by.workspace.id;
    this.#marks.note(conversationMark(workspace, before.id), makerName(by));
    this.#dirty.conversation(workspace, before, makerName(by));
    this.#schedule();
  }

  list(by: Maker, users: readonly string[]): void {
    const workspace = by.workspace.id;
    const maker = makerName(by);
    for (const user of users) {
      this.#marks.note(listMark(workspace, user), maker);
      this.#dirty.personal({ workspace, user, maker, kind: 'list', who: user, conversationid: '' });
    }
    this.#schedule();
  }

  friend(by: Maker, viewer: string, friend: string): void {
    const workspace = by.workspace.id;
    const maker = makerName(by);
    const name = userName(workspace, viewer);
    this.#friendsChanged.set(name, (this.#friendsChanged.get(name) ?? new Set()).add(friend));
    this.#marks.note(friendMark(workspace, viewer, friend), maker);
    this.#dirty.personal({ workspace, user: viewer, maker, kind: 'friend', who: friend, conversationid: '' });
    this.#schedule();
  }

  befriended(by: Maker, friend: string): void {
    this.#marks.note(friendshipMark(by.workspace.id, by.user, friend), '');
  }

  typing(by: Maker, conversationid: string, users: readonly string[]): void {
    const maker = makerName(by);
    for (const user of users) {
      const news = { user, maker, kind: 'typing', who: by.user, conversationid } as const;
      this.#dirty.personal({ workspace: by.workspace.id, ...news });
    }
    this.#schedule();
  }

  /** A user's availability is another: those who have the user as a friend are told. */
  availability(workspace: string, user: string): void {
    this.#marks.note(availabilityMark(workspace, user), '');
    this.#dirty.availability(workspace, user);
    this.#schedule();
  }

  async take(of: StationOf): Promise<Sets> {
    const { workspace, user } = of;
    const name = stationName(of);
    const upTo = this.#marks.count;
    const news = new News();
    if (upTo > this.#marks.toldUpTo(name)) {
      const [conversations, friends] = await this.#parts.store.read((reader) =>
        Promise.all([conversationIds(reader, workspace, user), visibleFriendIds(reader, workspace, user)]),
      );
      const isNews = (mark: string) => this.#marks.isNews(mark, name);
      const changed = [...(this.#friendsChanged.get(userName(workspace, user)) ?? [])];
      news.add({
        conversations: conversations.filter((id) => isNews(conversationMark(workspace, id))),
        friends: [
          ...friends.filter(
            (id) =>
              isNews(availabilityMark(workspace, id)) &&
              this.#marks.latest(availabilityMark(workspace, id)) >
                this.#marks.latest(friendshipMark(workspace, user, id)),
          ),
          ...changed.filter((id) => isNews(friendMark(workspace, user, id))),
        ],
        lists: isNews(listMark(workspace, user)) ? [user] : [],
      });
      this.#marks.tell(name, upTo);
    }
    return news.sets;
  }

  watch(stations: readonly StationOf[]): Watch {
    const poll = new Poll(stations, this.#listeners);
    if (this.#stopped) poll.end('stopping');
    return poll;
  }

  /** From now on the listener hears of every change that commits later; it has to be removed. */
  add(listener: Listener): void {
    this.#listeners.add(listener);
    if (this.#stopped) listener.end('stopping');
  }

  remove(listener: Listener): void {
    this.#listeners.remove(listener);
  }

  /** A station that logs in has nothing to be told of what was before. */
  started(of: StationOf): void {
    this.#marks.begin(stationName(of));
  }

  /** @param over whether the station has no session any more */
  ended(of: StationOf, over: boolean): void {
    if (over) this.#marks.forget(stationName(of));
    for (const listener of this.#listeners.ofStation(of)) listener.end('session');
  }

  /** How many listen. */
  get listeners(): number {
    return this.#listeners.all().length;
  }

  /** Ends all listening. */
  stop(): void {
    this.#stopped = true;
    for (const listener of this.#listeners.all()) listener.end('stopping');
  }

  /**
   * What is told waits for the next turn of the event loop: by then every change of one commit has been heard of,
   * and in their order, so that a row of deltas begins before the first of them.
   */
  #schedule(): void {
    if (this.#telling) return;
    this.#telling = true;
    setImmediate(() => this.#tellAll());
  }

  async #tellAll(): Promise<void> {
    while (!this.#dirty.isEmpty) {
      try {
        await this.#tellSome();
      } catch (error) {
        // What could not be read was not told: whoever listens has to begin anew.
        if (!this.#stopped) this.#log.error(errorFields(error), 'telling changes failed');
        for (const listener of this.#listeners.all()) listener.end('failure');
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#telling = false;
  }

  async #tellSome(): Promise<void> {
    const { conversations, availabilities, personal } = this.#dirty.take(MOST);
    if (this.#listeners.isEmpty) return;
    const told = new Map<Listener, News>();
    const newsOf = (listener: Listener) => {
      const news = told.get(listener) ?? new News();
      told.set(listener, news);
      return news;
    };
    if (conversations.length + availabilities.length > 0) {
      await this.#parts.store.read(async (reader) => {
        for (const changed of conversations) await this.#gather(reader, changed, newsOf);
        for (const { workspace, user } of availabilities) {
          for (const viewer of await viewerIds(reader, workspace, user)) {
            for (const listener of this.#listeners.ofUser(workspace, viewer))
              newsOf(listener).friends.add(user);
          }
        }
      });
    }
    for (const { workspace, user, maker, kind, who, conversationid } of personal) {
      for (const listener of this.#listeners.ofUser(workspace, user)) {
        if (stationName(listener.of) === maker) continue;
        if (kind === 'list') newsOf(listener).lists.add(who);
        else if (kind === 'friend') newsOf(listener).friends.add(who);
        else newsOf(listener).typing(conversationid, who);
      }
    }
    for (const [listener, news] of told) listener.hear(news);
  }

  /** Who takes part, what is new and up to where are read in one state: nobody gets what came after they left. */
  async #gather(
    reader: Reader,
    { workspace, before, makers }: ChangedConversation,
    newsOf: (listener: Listener) => News,
  ): Promise<void> {
    const conversation = await conversationNumbered(reader, before.key);
    if (!conversation) return;
    const deltas = new Deltas(this.#parts, reader, workspace, conversation);
    for (const user of await participantIds(reader, before.key)) {
      for (const listener of this.#listeners.ofUser(workspace, user)) {
        const { rows, isSlow = false } = listener;
        if (rows?.hasTold(conversation)) continue;
        // The row begins before the change, whether or not the change itself is told.
        const place = conversation.generation === before.generation ? rows?.begin(before) : undefined;
        if (makers.size === 1 && makers.has(stationName(listener.of))) continue;
        const news = newsOf(listener);
        news.conversations.add(conversation.id);
        const delta = place === undefined || isSlow ? undefined : await deltas.after(place);
        if (delta !== undefined && news.length + delta.length <= PUSH_LIMIT) {
          news.deltas.push(delta);
          rows?.advance(conversation);
        } else rows?.break(conversation.id);
      }
    }
  }
}

function makerName({ workspace, user, station }: Maker): string {
  return stationName({ workspace: workspace.id, user, station });
}

function conversationMark(workspace: string, id: string): string {
  return `conversation/${workspace}/${id}`;
}

function listMark(workspace: string, user: string): string {
  return `list/${workspace}/${user}`;
}

function availabilityMark(workspace: string, user: string): string {
  return `availability/${workspace}/${user}`;
}

/** Of the friendship itself, the same from both sides. */
function friendshipMark(workspace: string, one: string, other: string): string {
  return `friendship/${workspace}/${[one, other].sort().join('/')}`;
}

/** Of what one sees of the other. */
function friendMark(workspace: string, viewer: string, friend: string): string {
  return `friend/${workspace}/${viewer}/${friend}`;
}
