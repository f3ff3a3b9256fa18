import type { Content } from '@parley/protocol/trust';
import type { Station } from '../account/station.ts';

/** A message that waits for its turn to be sent. */
export interface Queued {
  /** The ID that the message will have; another one when it must be sealed anew. */
  readonly id: string;
  readonly content: Content;
  /** When it was written, in milliseconds since the Unix epoch. */
  readonly sent: number;
  /** Why it was refused for good, or undefined while it waits. */
  readonly failure?: { readonly code: string; readonly text: string } | undefined;
}

/** A message that the server has, until it comes with what is downloaded. */
export type Accepted = Queued & { readonly created: string };

interface Kept {
  readonly waiting: readonly Queued[];
  /** IDs that their writers named, of the newest such messages: none of them is taken twice. */
  readonly named: readonly string[];
}

const NOTHING: Kept = { waiting: [], named: [] };
/** How many named IDs are kept: whoever repeats a post does it soon. */
const NAMED_KEPT = 100;

/**
 * Messages that wait to be sent, sealed at rest, in the order in which they were written. A message leaves the queue
 * once the outbox says that it was accepted; what a crash leaves between the two is settled before anything else is
 * written, so that each goes out exactly once. Several processes may share it.
 */
export class OutgoingQueue {
  readonly #station: Station;
  readonly #name: string;
  readonly #accepted = new Map<string, Accepted>();
  #known: readonly Queued[] = [];

  constructor(station: Station, conversationId: string) {
    this.#station = station;
    this.#name = `conversations/${conversationId}/queue`;
  }

  /** What waits, as it was last seen; `load` looks. */
  get waiting(): readonly Queued[] {
    return this.#known;
  }

  /** What was accepted and may not have been downloaded yet, and what waits behind it: each once. */
  get outgoing(): readonly (Queued | Accepted)[] {
    // What was accepted waits on until that is stored.
    return [...this.#accepted.values(), ...this.#known.filter(({ id }) => !this.#accepted.has(id))];
  }

  async load(): Promise<readonly Queued[]> {
    return (await this.#load()).waiting;
  }

  /** @param isNamed whether the ID is the writer's, who may repeat it: a message that was added before is not added */
  async add(queued: Queued, isNamed: boolean): Promise<void> {
    await this.#change(({ waiting, named }) => {
      if (named.includes(queued.id)) return { waiting, named };
      return {
        waiting: [...waiting, queued],
        named: isNamed ? [...named, queued.id].slice(-NAMED_KEPT) : named,
      };
    });
  }

  /** The next one to be sent. */
  async next(): Promise<Queued | undefined> {
    return (await this.load()).find(({ failure }) => !failure);
  }

  /** Takes out what the server has accepted. @param id of the last message that was accepted here */
  async settle(id: string | undefined, created: string): Promise<void> {
    const done = this.#known.find((queued) => queued.id === id) ?? (await this.#find(id));
    if (!done) return;
    this.#accepted.set(done.id, { ...done, created });
    await this.#changeWaiting((all) => all.filter((queued) => queued.id !== id));
  }

  /** Forgets what has come with a download. */
  arrived(isHere: (id: string) => boolean): void {
    for (const id of this.#accepted.keys()) if (isHere(id)) this.#accepted.delete(id);
  }

  /** Gives a message another ID, everywhere in the queue. */
  async rename(id: string, other: string): Promise<void> {
    await this.#changeWaiting((all) => all.map((queued) => renamed(queued, id, other)));
  }

  async fail(id: string, failure: NonNullable<Queued['failure']>): Promise<void> {
    await this.#changeWaiting((all) =>
      all.map((queued) => (queued.id === id ? { ...queued, failure } : queued)),
    );
  }

  /** Lets what failed wait again. */
  async retry(isMeant: (queued: Queued) => boolean): Promise<void> {
    await this.#changeWaiting((all) =>
      all.map((queued) => (queued.failure && isMeant(queued) ? { ...queued, failure: undefined } : queued)),
    );
  }

  /** Gives up what failed. */
  async discard(isMeant: (queued: Queued) => boolean): Promise<void> {
    await this.#changeWaiting((all) => all.filter((queued) => !(queued.failure && isMeant(queued))));
  }

  async #find(id: string | undefined): Promise<Queued | undefined> {
    return id === undefined ? undefined : (await this.load()).find((queued) => queued.id === id);
  }

  async #load(): Promise<Kept> {
    const stored = ((await this.#station.vault.get(this.#name)) ?? NOTHING) as Kept | readonly Queued[];
    // Before IDs were kept, it was the waiting ones alone.
    const kept: Kept = 'waiting' in stored ? stored : { waiting: stored, named: [] };
    this.#known = kept.waiting;
    return kept;
  }

  async #changeWaiting(change: (waiting: Kept['waiting']) => Kept['waiting']): Promise<void> {
    await this.#change(({ waiting, named }) => ({ waiting: change(waiting), named }));
  }

  async #change(change: (kept: Kept) => Kept): Promise<void> {
    const { store, vault } = this.#station;
    await store.lock(this.#name, async () => {
      const after = change(await this.#load());
      const { waiting, named } = after;
      if (waiting.length + named.length === 0) await store.remove(this.#name);
      else await vault.set(this.#name, after);
      this.#known = waiting;
    });
  }
}

function renamed(queued: Queued, id: string, other: string): Queued {
  const { content } = queued;
  const to = (one: string) => (one === id ? other : one);
  const isChange = 'target' in content;
  const isAnswer = content.kind === 'text' && content.replyto !== undefined;
  return {
    ...queued,
    id: to(queued.id),
    content: isChange
      ? { ...content, target: to(content.target) }
      : isAnswer
        ? { ...content, replyto: [content.replyto].flat().map((one) => to(one as string)) }
        : content,
  };
}
