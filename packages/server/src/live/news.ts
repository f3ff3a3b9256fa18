import type { Push } from '@parley/protocol/wire';
import type { Sets } from '../operations/notification/notices.ts';

type Typing = NonNullable<Push['typingof']>[number];

/** What a listener hears in one go: sets, so that changes coalesce. */
export class News {
  readonly friends = new Set<string>();
  readonly conversations = new Set<string>();
  /** The listener's own user id, or nothing. */
  readonly lists = new Set<string>();
  /** Entries of `deltas`, as JSON text. */
  readonly deltas: string[] = [];
  readonly #typing = new Map<string, Typing>();

  /** The length of all deltas, in characters. */
  get length(): number {
    return this.deltas.reduce((sum, { length }) => sum + length, 0);
  }

  typing(conversationid: string, userid: string): void {
    this.#typing.set(`${conversationid}/${userid}`, { conversationid, userid });
  }

  /** Takes over the sets of other news: what remains to be said of them when it is late. */
  add(other: { friends: Iterable<string>; conversations: Iterable<string>; lists: Iterable<string> }): void {
    for (const id of other.friends) this.friends.add(id);
    for (const id of other.conversations) this.conversations.add(id);
    for (const id of other.lists) this.lists.add(id);
  }

  get hasSets(): boolean {
    return this.friends.size + this.conversations.size + this.lists.size > 0;
  }

  get sets(): Sets {
    return {
      friendavailabilitesof: [...this.friends],
      conversationchangedof: [...this.conversations],
      conversationlistchangedof: [...this.lists],
    };
  }

  /** A push of the wire, as JSON text. Source: docs/spec/wire.md part 3, WebSocket pushes. */
  get text(): string {
    const text = JSON.stringify({
      status: 'OK',
      errormessage: '',
      ...this.sets,
      ...(this.#typing.size > 0 && { typingof: [...this.#typing.values()] }),
    });
    return this.deltas.length === 0 ? text : `${text.slice(0, -1)},"deltas":[${this.deltas.join(',')}]}`;
  }
}
