import type { Parley } from '@parley/client';
import type { Message, Report } from '@parley/protocol/wire';
import type { Random } from './random.ts';

const SOME_DATE = '2000-01-01 00:00:00';
const FOREVER = '9999-12-31 23:59:59';
/** Bytes that no key opens: what is in a message plays no part. */
const DATA = 'A'.repeat(64);

/** A conversation as the server has it. */
export interface Truth {
  readonly messages: readonly Message[];
  readonly reports: readonly Report[];
}

/** A conversation of two people, and what can happen in it. */
export class Room {
  readonly id: string;
  readonly #other: Parley;
  readonly #twin: Parley;
  #instance: string;
  /** IDs of what the other wrote and did not remove. */
  readonly #removable: string[] = [];
  /** IDs of what the twin wrote. */
  readonly ownIds = new Set<string>();

  /**
   * @param other somebody else
   * @param twin the reader's own station in another program, of whose doings the server does not tell the reader
   */
  constructor(id: string, instance: string, other: Parley, twin: Parley) {
    this.id = id;
    this.#instance = instance;
    this.#other = other;
    this.#twin = twin;
  }

  /** Something happens. */
  async act(random: Random): Promise<void> {
    const dice = random.below(100);
    if (dice < 60) await this.#add(this.#other);
    else if (dice < 68) for (let count = 0; count < 3; count++) await this.#add(this.#other);
    else if (dice < 78) await this.#add(this.#twin);
    else if (dice < 87) await this.#report(random);
    else if (dice < 97) await this.#remove(random);
    else await this.clear();
  }

  async clear(): Promise<void> {
    const { transport, session } = this.#other.station;
    this.#instance = (
      await transport.call('conversation/clear', this.#place, { session })
    ).conversation.instance;
    this.#removable.length = 0;
  }

  async truth(): Promise<Truth> {
    const { transport, session } = this.#other.station;
    return transport.call('conversation/download', { ...this.#place, since: '' }, { session });
  }

  get #place() {
    return { conversationid: this.id, instance: this.#instance };
  }

  async #add(by: Parley): Promise<void> {
    const { transport, session } = by.station;
    const ID = crypto.randomUUID();
    const message = { ID, Type: 'Message', Created: SOME_DATE, ValidUntil: FOREVER, Data: DATA };
    await transport.call(
      'conversation/add',
      { ...this.#place, message: JSON.stringify(message) },
      { session },
    );
    if (by === this.#twin) this.ownIds.add(ID);
    else this.#removable.push(ID);
  }

  async #report(random: Random): Promise<void> {
    const { transport, session } = this.#other.station;
    const { messages } = await this.truth();
    const messageids = messages.slice(-1 - random.below(3)).map(({ ID }) => ID);
    const dates = { firstmessagedate: SOME_DATE, lastmessagedate: SOME_DATE };
    await transport.call('reports/viewed', { ...this.#place, ...dates, messageids }, { session });
  }

  async #remove(random: Random): Promise<void> {
    const { transport, session } = this.#other.station;
    const messageids = this.#removable.splice(random.below(this.#removable.length), 1);
    if (messageids.length === 0) return;
    await transport.call('conversation/remove', { ...this.#place, messageids }, { session });
  }
}
