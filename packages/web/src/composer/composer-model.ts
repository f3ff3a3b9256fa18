import { oneLine } from '@parley/client/text';
import { Observable } from '../model/observable.ts';
import type { Caller } from '../rpc/caller.ts';
import type { CallError } from '../rpc/failure.ts';
import type { StationApi } from '../station/api.ts';
import type { Draft, DraftReply } from '../station/drafts.ts';
import type { MessageItem } from '../station/timeline.ts';
import { glanceOf } from '../text/plain-text.ts';

export interface ComposerState extends Draft {
  /** The message that is being edited. */
  readonly editing?: string | undefined;
  readonly error?: CallError | undefined;
}

const QUOTE_LIMIT = 120;
/** How much of a text is looked through for it, in UTF-16 units. */
const QUOTED_OF = 4 * QUOTE_LIMIT;

/** What is being written in a conversation: a new message, a reply, or another text for one. */
export class ComposerModel {
  readonly state = new Observable<ComposerState>({ text: '' });
  readonly #caller: Caller<StationApi>;
  readonly #conversationId: string;
  /** What was begun before something was edited. */
  #before: Draft = { text: '' };
  #toKeep: Draft | undefined;
  #keeping: Promise<void> | undefined;

  constructor(caller: Caller<StationApi>, conversationId: string) {
    this.#caller = caller;
    this.#conversationId = conversationId;
    void this.#restore();
  }

  write(text: string): void {
    const isTyping = text !== '' && text.length > this.state.value.text.length;
    this.state.change({ text });
    this.#keep();
    if (isTyping) void this.#caller.call('typing', { conversationId: this.#conversationId });
  }

  reply(item: MessageItem): void {
    this.cancelEdit();
    const replyTo: DraftReply = {
      id: item.id,
      name: item.imported?.name ?? item.sender.name,
      text: oneLine(glanceOf(item.body.slice(0, QUOTED_OF)) || (item.file?.name ?? ''), QUOTE_LIMIT),
    };
    this.state.change({ replyTo });
    this.#keep();
  }

  edit(item: MessageItem): void {
    const { text, replyTo, editing } = this.state.value;
    if (editing === undefined) this.#before = { text, replyTo };
    this.state.set({ text: item.body, editing: item.id });
  }

  cancelReply(): void {
    this.state.change({ replyTo: undefined });
    this.#keep();
  }

  /** Goes back to what was begun before. */
  cancelEdit(): void {
    if (this.state.value.editing !== undefined) this.state.set(this.#before);
  }

  /** Sends it, or saves the edit; what is refused stays to be mended. */
  async send(): Promise<void> {
    const { text, replyTo, editing } = this.state.value;
    const body = text.replace(/\s+$/, '').replace(/^(?:[ \t]*\r?\n)+/, '');
    if (body === '') return;
    const conversationId = this.#conversationId;
    this.state.set(editing === undefined ? { text: '' } : this.#before);
    try {
      if (editing !== undefined)
        await this.#caller.call('editMessage', { conversationId, id: editing, text: body });
      else {
        const id = crypto.randomUUID();
        await this.#caller.call('post', { conversationId, id, text: body, replyTo: replyTo?.id });
      }
      this.#keep();
    } catch (error) {
      this.state.set({ text, replyTo, editing, error: error as CallError });
    }
  }

  async #restore(): Promise<void> {
    const draft = await this.#caller.call('draft', { conversationId: this.#conversationId });
    const isEdit = this.state.value.editing !== undefined;
    const { text, replyTo } = isEdit ? this.#before : this.state.value;
    // Whoever was quicker has typed as if it were there already.
    const restored = { text: draft.text + text, replyTo: replyTo ?? draft.replyTo };
    if (isEdit) this.#before = restored;
    else this.state.set(restored);
    // What was begun meanwhile was kept in the place of the draft.
    if (replyTo || text !== '') this.#keep();
  }

  /** Keeps the draft as it is now; what is typed while one is being kept comes next. An edit is no draft. */
  #keep(): void {
    if (this.state.value.editing !== undefined) return;
    const { text, replyTo } = this.state.value;
    this.#toKeep = { text, replyTo };
    this.#keeping ??= this.#keepAll().finally(() => {
      this.#keeping = undefined;
    });
  }

  async #keepAll(): Promise<void> {
    while (this.#toKeep) {
      const draft = this.#toKeep;
      this.#toKeep = undefined;
      await this.#caller.call('keepDraft', { conversationId: this.#conversationId, draft });
    }
  }
}
