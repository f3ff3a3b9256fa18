import { openMessage, TrustError } from '@parley/protocol/trust';
import type { Message } from '@parley/protocol/wire';
import { ServerError } from '../errors.ts';
import type { Page } from './page.ts';
import type { Parts } from './reading.ts';
import { reportMessages } from './reports.ts';

/** How many messages are reported that came before this station reported any: a new one has a long past. */
const PAST = 1000;

/**
 * Reports what others wrote as delivered, once this station holds it and can open it. What another station of the user
 * has reported is known to have arrived.
 */
export class Delivered {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Reports what came since the last time. */
  async report(signal?: AbortSignal): Promise<void> {
    const { station, history } = this.#parts;
    const upTo = await station.store.get(this.#name);
    const known = new Set<string>();
    let newest: Page | undefined;
    let past = 0;
    // From the newest back: a report stands behind its message.
    for await (const { page } of history.pagesBack()) {
      newest ??= page;
      past += page.messages.length;
      if (page.cursor === upTo || (upTo === undefined && page !== newest && past > PAST)) break;
      for (const { User, MessageID } of page.reports)
        if (User === station.account.userid) known.add(MessageID);
      await this.#reportPage(page, known, signal);
    }
    if (newest && newest.cursor !== upTo) await station.store.set(this.#name, newest.cursor);
  }

  async #reportPage({ instance, messages }: Page, known: ReadonlySet<string>, signal?: AbortSignal) {
    const { station, conversationId: conversationid } = this.#parts;
    const candidates = messages.filter(({ ID }) => !known.has(ID));
    const theirs = await Promise.all(candidates.map((message) => this.#isTheirs(instance, message)));
    const reported = candidates.filter((_, index) => theirs[index]);
    try {
      await reportMessages(station, 'delivered', { conversationid, instance }, reported, signal);
    } catch (error) {
      // Cleared meanwhile: there is nothing left to report.
      if (!(error instanceof ServerError && error.code === 'instance_changed')) throw error;
    }
  }

  /** Whether somebody else says to have written it; that needs no proof to be reported. */
  async #isTheirs(instance: string, { ID: id, Type: type, Data }: Message): Promise<boolean> {
    if (type === 'Removed') return false;
    const { epochs, station } = this.#parts;
    try {
      const { payload } = await openMessage(epochs.keys, { instance, id, type }, Data);
      return payload.from !== station.account.userid;
    } catch (error) {
      if (error instanceof TrustError) return false;
      throw error;
    }
  }

  get #name(): string {
    return `conversations/${this.#parts.conversationId}/delivered`;
  }
}
