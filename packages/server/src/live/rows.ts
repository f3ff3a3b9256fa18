import type { Before } from '../operations/changes.ts';

interface Place {
  readonly generation: number;
  readonly head: number;
  /** Whether a delta up to this place was pushed. */
  readonly told: boolean;
}

/**
 * Up to where a socket has every conversation that changed since it subscribed: its next delta begins there.
 * Source: docs/live.md, Deltas.
 */
export class Rows {
  readonly #places = new Map<string, Place>();

  /** The place after which the next delta begins; a row that has not begun begins before the change. */
  begin({ id, generation, head }: Before): number {
    const place = this.#places.get(id);
    if (place?.generation === generation) return place.head;
    this.#places.set(id, { generation, head, told: false });
    return head;
  }

  /** A delta up to this place is on its way. */
  advance({ id, generation, head }: Before): void {
    this.#places.set(id, { generation, head, told: true });
  }

  /** Whether a delta has told everything up to this place. */
  hasTold({ id, generation, head }: Before): boolean {
    const place = this.#places.get(id);
    return place?.told === true && place.generation === generation && place.head === head;
  }

  /** What follows is not told in a delta: the row begins anew with the next change. */
  break(id: string): void {
    this.#places.delete(id);
  }
}
