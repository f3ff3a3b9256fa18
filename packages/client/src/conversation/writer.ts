import { toWireDate } from '@parley/protocol/encoding';
import {
  type Content,
  type LastWritten,
  nextLink,
  type PreparedMessage,
  type Prev,
  prepareMessage,
  type SealedMessage,
  sealPrepared,
} from '@parley/protocol/trust';
import type { NewMessage } from '@parley/protocol/wire';
import type { Station } from '../account/station.ts';
import { ClientError } from '../errors.ts';
import type { Epochs } from './epochs.ts';
import { ImportSize } from './import.ts';
import type { Pending } from './outbox.ts';

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

  /** Seals the next message. @throws ClientError `too_long` */
  async seal(draft: Draft): Promise<NewMessage> {
    const [message] = await this.#seal([draft], () => true);
    return message as NewMessage;
  }

  /**
   * Seals as many of the next messages as one `import` carries, side by side: several times faster than one by one.
   * @throws ClientError `too_long`
   */
  sealBatch(drafts: Iterable<Draft>): Promise<NewMessage[]> {
    const size = new ImportSize();
    return this.#seal(drafts, ({ dataLength }) => size.take(dataLength));
  }

  /** @param fits whether the next message is to be sealed as well */
  async #seal(drafts: Iterable<Draft>, fits: (message: PreparedMessage) => boolean): Promise<NewMessage[]> {
    const { own, session, transport } = this.#station;
    const { keys } = this.#epochs.newest();
    const messages: Omit<NewMessage, 'Data'>[] = [];
    const prepared: PreparedMessage[] = [];
    for (const { content, sent, id = crypto.randomUUID(), created } of drafts) {
      const link = nextLink(this.#last);
      const header = { station: session.station, ...link, prev: this.#prev, sent };
      const place = { instance: this.#instance, id, type: 'Message' } as const;
      const one = prepareMessage(keys, place, own.userId, header, content);
      if (one.dataLength > LONGEST_DATA) throw tooLong();
      if (!fits(one)) break;
      this.#last = { seq: link.seq, hash: one.hash };
      prepared.push(one);
      const Created = created ?? toWireDate(transport.now());
      messages.push({ ID: id, Type: 'Message', Created, ValidUntil: FOREVER });
    }
    const sealed = await sealPrepared(keys, own.signKey, prepared);
    return messages.map((message, index) => ({ ...message, Data: (sealed[index] as SealedMessage).data }));
  }
}

function tooLong(): ClientError {
  return new ClientError(
    'too_long',
    'This is too long for one message: send it in parts of at most 500,000 characters.',
  );
}

/** What was just sealed, as the outbox takes it. */
export function pendingOf(
  call: Pending['call'],
  messages: readonly NewMessage[],
  writer: MessageWriter,
): Pending {
  if (!writer.last) throw new Error('nothing was sealed');
  return { call, messages, link: writer.last };
}
