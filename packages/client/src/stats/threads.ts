import type { Speaker } from '../export/index.ts';
import { firstLine } from '../fold/visible.ts';
import type { ThreadStats } from './stats.ts';

interface Said {
  readonly at: number;
  readonly person: Speaker;
  readonly id: string;
  /** Empty where nobody answers it and it answers nothing. */
  readonly firstLine: string;
  readonly deleted: boolean;
}

const LINE_LIMIT = 120;

/** Messages in their order, joined where one answers another. */
export class Threads {
  readonly #said: Said[] = [];
  readonly #byId = new Map<string, number>();
  /** Each message's place of an earlier one of its thread, or its own. */
  readonly #root: number[] = [];
  readonly #links: { readonly answer: number; readonly to: string }[] = [];

  add(
    message: {
      id: string;
      at: number;
      person: Speaker;
      body: string;
      deleted: boolean;
      replyto: readonly string[];
    },
    answered: boolean,
  ): void {
    const { id, at, person, deleted, replyto } = message;
    const index = this.#said.length;
    const isLinked = answered || replyto.length > 0;
    const line = deleted ? '(deleted)' : firstLine(message.body, LINE_LIMIT);
    this.#said.push({ id, at, person, deleted, firstLine: isLinked ? line : '' });
    this.#root.push(index);
    this.#byId.set(id, index);
    for (const to of replyto) this.#links.push({ answer: index, to });
  }

  /** Seconds from each message to each answer by another person; an answer before its message counts as at once. */
  responses(): number[] {
    const seconds: number[] = [];
    for (const { answer, to } of this.#links) {
      const [reply, target] = [this.#said[answer], this.#said[this.#byId.get(to) ?? -1]];
      if (!reply || !target || reply.deleted || target.deleted) continue;
      if (reply.person.key !== target.person.key) seconds.push(Math.max(0, reply.at - target.at) / 1000);
    }
    return seconds;
  }

  /** The largest threads of two messages or more; of equal ones the earlier first. */
  largest(limit: number): ThreadStats[] {
    for (const { answer, to } of this.#links) {
      const target = this.#byId.get(to);
      if (target !== undefined) this.#join(answer, target);
    }
    const members = new Map<number, Said[]>();
    for (const [index, said] of this.#said.entries()) {
      const root = this.#rootOf(index);
      const known = members.get(root);
      if (known) known.push(said);
      else members.set(root, [said]);
    }
    return [...members.values()]
      .map((thread) => ({ thread, living: thread.filter((said) => !said.deleted) }))
      .filter(({ living }) => living.length > 1)
      .sort((a, b) => b.living.length - a.living.length)
      .slice(0, limit)
      .map(({ thread, living }) => {
        const first = thread[0] as Said;
        const times = living.map(({ at }) => at).sort((a, b) => a - b);
        return {
          id: first.id,
          name: first.person.name,
          firstLine: first.firstLine,
          messages: living.length,
          people: new Set(living.map(({ person }) => person.key)).size,
          from: new Date(times[0] as number).toISOString(),
          to: new Date(times.at(-1) as number).toISOString(),
        };
      });
  }

  /** Union-find with the earliest message as root, so that it begins its thread. */
  #join(one: number, other: number): void {
    const [a, b] = [this.#rootOf(one), this.#rootOf(other)];
    this.#root[Math.max(a, b)] = Math.min(a, b);
  }

  #rootOf(index: number): number {
    let root = index;
    while (this.#root[root] !== root) root = this.#root[root] as number;
    for (let at = index; at !== root; ) {
      const next = this.#root[at] as number;
      this.#root[at] = root;
      at = next;
    }
    return root;
  }
}
