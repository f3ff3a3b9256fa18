import { toWireDate } from '@parley/protocol/encoding';
import type { Station } from '../account/station.ts';
import { reportMessages } from '../conversation/reports.ts';
import { ServerError } from '../errors.ts';

type Kind = 'delivered' | 'viewed';

/** What is to be reported and was not yet, by instance. */
interface Due {
  readonly instance: string;
  readonly delivered: readonly string[];
  readonly viewed: readonly string[];
}

/** Reports of what was delivered and viewed: noted first and sent then, so that none is lost without a connection. */
export class Reports {
  readonly #station: Station;
  readonly #conversationId: string;

  constructor(station: Station, conversationId: string) {
    this.#station = station;
    this.#conversationId = conversationId;
  }

  /** Notes what is to be reported. */
  async note(kind: Kind, instance: string, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.#change((due) => {
      const same = due?.instance === instance ? due : { instance, delivered: [], viewed: [] };
      return { ...same, [kind]: [...new Set([...same[kind], ...ids])] };
    });
  }

  /**
   * Sends what was noted, as many messages a call as it takes.
   * @throws ConnectionError, and ServerError when the server cannot now: then it is sent with the next call
   */
  async send(signal?: AbortSignal): Promise<void> {
    for (const kind of ['delivered', 'viewed'] as const) {
      const due = await this.#load();
      if (!due) return;
      if (due[kind].length === 0) continue;
      await this.#report(kind, due, due[kind], signal);
      const sent = new Set(due[kind]);
      await this.#change((now) => now && { ...now, [kind]: now[kind].filter((id) => !sent.has(id)) });
    }
  }

  async #report(kind: Kind, { instance }: Due, ids: readonly string[], signal?: AbortSignal): Promise<void> {
    // The dates are only a hint.
    const Created = toWireDate(this.#station.transport.now());
    const messages = ids.map((ID) => ({ ID, Created }));
    const place = { conversationid: this.#conversationId, instance };
    try {
      await reportMessages(this.#station, kind, place, messages, signal);
    } catch (error) {
      // Cleared, or left: nobody asks for these reports any more.
      const isOver =
        error instanceof ServerError && (error.code === 'instance_changed' || error.code === 'not_found');
      if (!isOver) throw error;
    }
  }

  get #name(): string {
    return `conversations/${this.#conversationId}/reports`;
  }

  async #load(): Promise<Due | undefined> {
    return (await this.#station.store.get(this.#name)) as Due | undefined;
  }

  async #change(change: (due: Due | undefined) => Due | undefined): Promise<void> {
    const { store } = this.#station;
    await store.lock(this.#name, async () => {
      const due = change(await this.#load());
      if (!due || (due.delivered.length === 0 && due.viewed.length === 0)) await store.remove(this.#name);
      else await store.set(this.#name, due);
    });
  }
}
