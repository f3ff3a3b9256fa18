import { currentGeneration, type Log } from '../../store/conversations.ts';
import type { Engine, Reader } from '../../store/engine/engine.ts';
import type { Item } from '../../store/messages.ts';
import { JsonText } from '../operation.ts';
import { instanceChanged, noConversation } from './access.ts';

/** How much of an answer is in memory at a time, in characters; one message more at most. */
export const PIECE = 512 * 1024;

/** What a message or report has around its `Data`, in characters: more than enough. */
const AROUND = 400;

/** The most items that one query gives. */
const MOST = 1000;

/** A list of an answer, read in parts. */
export interface ItemList {
  /** Items after this place … */
  readonly after: number;
  /** … up to this one. */
  readonly upTo: number;
  /** The most items of one part. */
  readonly most: number;
  read(reader: Reader, after: number, upTo: number, most: number): Promise<Item[]>;
}

/** How many items fit into a piece. @param largest the length of the longest `Data`, in characters */
export function itemsPerPiece(largest: number): number {
  return Math.min(MOST, Math.max(1, Math.floor(PIECE / (AROUND + largest))));
}

/**
 * An answer of any size in constant memory: text and lists, in the order in which they stand in it. What fits into
 * one piece is read at once; each further piece is a read of its own, made when the piece before it was taken, so
 * that a slow reader holds nothing open.
 *
 * Iterating throws Refusal `instance_changed` when the conversation is cleared in the middle.
 */
export async function streamedAnswer(
  store: Engine,
  reader: Reader,
  log: Log,
  parts: readonly (string | ItemList)[],
): Promise<JsonText> {
  const text = new AnswerText(parts);
  const first = await text.next(reader);
  return new JsonText(text.done ? [first] : piecesOf(store, log, first, text));
}

async function* piecesOf(store: Engine, log: Log, first: string, text: AnswerText): AsyncGenerator<string> {
  yield first;
  while (!text.done) {
    yield await store.read(async (reader) => {
      const current = await currentGeneration(reader, log.key);
      if (!current) throw noConversation();
      if (current.generation !== log.generation) throw instanceChanged(current.instance);
      return text.next(reader);
    });
  }
}

class AnswerText {
  readonly #parts: readonly (string | ItemList)[];
  #part = 0;
  /** The last item given of the list under way. */
  #place: number | undefined;

  constructor(parts: readonly (string | ItemList)[]) {
    this.#parts = parts;
  }

  get done(): boolean {
    return this.#part === this.#parts.length;
  }

  async next(reader: Reader): Promise<string> {
    let text = '';
    while (!this.done && text.length < PIECE) text += await this.#piece(reader);
    return text;
  }

  async #piece(reader: Reader): Promise<string> {
    const part = this.#parts[this.#part] as string | ItemList;
    if (typeof part === 'string') {
      this.#part++;
      return part;
    }
    const after = this.#place ?? part.after;
    const items = after < part.upTo ? await part.read(reader, after, part.upTo, part.most) : [];
    // Put together by appending: the engine copies the characters once, when the answer is sent.
    let text = '';
    let comma = this.#place === undefined ? '' : ',';
    for (const { json } of items) {
      text += comma + json;
      comma = ',';
    }
    this.#place = items.at(-1)?.place;
    if (items.length < part.most) {
      this.#place = undefined;
      this.#part++;
    }
    return text;
  }
}
