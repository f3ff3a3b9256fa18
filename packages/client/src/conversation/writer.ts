import { toWireDate } from '@parley/protocol/encoding';
import {
  type Content,
  type LastWritten,
  nextLink,
  type Prev,
  type SealedMessage,
  sealMessage,
} from '@parley/protocol/trust';
import type { NewMessage } from '@parley/protocol/wire';
import type { Station } from '../account/station.ts';
import { ClientError } from '../errors.ts';
import type { Epochs } from './epochs.ts';

/** What is to be written. */
export interface Draft {
  readonly content: Content;
  /** Milliseconds since the Unix epoch; of an imported text the original time. */
  readonly sent: number;
  /** The message's UUID; a new one when absent. */
  readonly id?: string | undefined;
  /** `yyyy-MM-dd HH:mm:ss`; the clock's when absent. */
  readonly created?: string | undefined;
}

/** Until when a message is valid that nobody sets a limit to. */
const FOREVER = '9999-12-31 23:59:59';
/** The longest `Data` that an `add` carries: the body limit less what stands around it, quoted in quotes. */
const LONGEST_DATA = 1024 * 1024 - 2048;

/** Seals messages in the order in which they are to be sent. Source: docs/spec/trust.md section 4. */
export class MessageWriter {
  readonly #station: Station;
  readonly #epochs: Epochs;
  readonly #instance: string;
  readonly #prev: Prev | undefined;
  #last: LastWritten | undefined;

  /**
   * @param last the station's last accepted message in this instance
   * @param prev the newest message that the station holds
   */
  constructor(
    station: Station,
    epochs: Epochs,
    instance: string,
    last: LastWritten | undefined,
    prev: Prev | undefined,
  ) {
    this.#station = station;
    this.#epochs = epochs;
    this.#instance = instance;
    this.#last = last;
    this.#prev = prev;
  }

  /** The last message that was sealed. */
  get last(): LastWritten | undefined {
    return this.#last;
  }

  /** Takes the last sealed message back: the next one stands in its place, and the taken one is never sent. */
  rewind(last: LastWritten | undefined): void {
    this.#last = last;
  }

  /** Seals the next message. @throws ClientError `too_long` */
  async seal({ content, sent, id = crypto.randomUUID(), created }: Draft): Promise<NewMessage> {
    const { own, session, transport } = this.#station;
    const link = nextLink(this.#last);
    const header = { station: session.station, seq: link.seq, chain: link.chain, prev: this.#prev, sent };
    const place = { instance: this.#instance, id, type: 'Message' } as const;
    const { data, hash }: SealedMessage = await sealMessage(
      this.#epochs.newest().keys,
      place,
      own,
      header,
      content,
    );
    if (data.length > LONGEST_DATA) {
      throw new ClientError(
        'too_long',
        'This is too long for one message: send it in parts of at most 500,000 characters.',
      );
    }
    this.#last = { seq: link.seq, hash };
    const Created = created ?? toWireDate(transport.now());
    return { ID: id, Type: 'Message', Created, ValidUntil: FOREVER, Data: data };
  }
}
