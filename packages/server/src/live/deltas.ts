import { makeCursor } from '../operations/conversation/cursor.ts';
import { deltaLists } from '../operations/conversation/delta.ts';
import { streamedAnswer } from '../operations/conversation/streamed.ts';
import type { Services } from '../operations/operation.ts';
import type { Conversation } from '../store/conversations.ts';
import type { Reader } from '../store/engine/engine.ts';

/** The most items of a pushed delta: every number is one at most. Source: docs/live.md. */
const MOST = 1000;

/** A conversation's deltas for many listeners: those who stand at the same place share one text. */
export class Deltas {
  readonly #services: Pick<Services, 'store' | 'cursorKey'>;
  readonly #reader: Reader;
  readonly #workspace: string;
  readonly #conversation: Conversation;
  readonly #texts = new Map<number, string | undefined>();

  constructor(
    services: Pick<Services, 'store' | 'cursorKey'>,
    reader: Reader,
    workspace: string,
    conversation: Conversation,
  ) {
    this.#services = services;
    this.#reader = reader;
    this.#workspace = workspace;
    this.#conversation = conversation;
  }

  /**
   * An entry of `deltas` with what comes after a place, as JSON text; undefined when it is too large for a push.
   * Source: docs/spec/wire.md part 3, WebSocket pushes.
   */
  async after(place: number): Promise<string | undefined> {
    if (!this.#texts.has(place)) this.#texts.set(place, await this.#make(place));
    return this.#texts.get(place);
  }

  async #make(after: number): Promise<string | undefined> {
    const { id, instance, head } = this.#conversation;
    if (head - after > MOST) return undefined;
    const { store, cursorKey } = this.#services;
    const scope = { workspace: this.#workspace, conversation: id, instance, head };
    const cursor = makeCursor(cursorKey, scope, head);
    const { pieces } = await streamedAnswer(store, this.#reader, this.#conversation, [
      `{"conversationid":"${id}","instance":"${instance}","cursor":"${cursor}",`,
      ...deltaLists(this.#conversation, after, head),
      '}',
    ]);
    return Array.isArray(pieces) ? pieces.join('') : undefined;
  }
}
