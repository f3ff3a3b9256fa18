import { ComposerModel } from '../composer/composer-model.ts';
import { Observable } from '../model/observable.ts';
import type { Caller } from '../rpc/caller.ts';
import type { CallError } from '../rpc/failure.ts';
import type { StationApi } from '../station/api.ts';
import type { DirectoryEntry } from '../station/conversations.ts';
import type { ReaderView } from '../station/people.ts';
import { TimelineModel } from '../timeline/timeline-model.ts';

/** An open conversation: its rows, what is being written in it, and who can read it. */
export class ConversationModel {
  readonly id: string;
  readonly timeline: TimelineModel;
  readonly composer: ComposerModel;
  /** Others who can read; undefined until they are known. */
  readonly readers = new Observable<readonly ReaderView[] | undefined>(undefined);
  /** User ids of those whose keys are refused, and to whom the user writes all the same. */
  readonly acceptedRefusals = new Observable<readonly string[]>([]);
  readonly error = new Observable<CallError | undefined>(undefined);
  readonly #caller: Caller<StationApi>;

  /** @param message where to open it */
  constructor(caller: Caller<StationApi>, id: string, message?: string) {
    this.id = id;
    this.#caller = caller;
    this.timeline = new TimelineModel(caller, id, message);
    this.composer = new ComposerModel(caller, id);
    void this.#try(async () => {
      const readers = await caller.call('readers', { conversation: id });
      this.readers.set(readers.filter(({ isOwn }) => !isOwn));
    });
  }

  reply(id: string): void {
    const item = this.timeline.message(id);
    if (item) this.composer.reply(item);
  }

  edit(id: string): void {
    const item = this.timeline.message(id);
    if (item) this.composer.edit(item);
  }

  editLast(): void {
    const item = this.timeline.lastOwn();
    if (item) this.composer.edit(item);
  }

  /** Goes on writing though the keys of these people are refused: under the secret that the known ones have. */
  accept(refused: readonly DirectoryEntry[]): void {
    this.acceptedRefusals.set(refused.map(({ id }) => id));
  }

  unblock(userId: string): Promise<void> {
    return this.#try(() => this.#caller.call('setBlocked', { id: userId, isBlocked: false }));
  }

  clear(): Promise<void> {
    return this.#try(() => this.#caller.call('clearConversation', { id: this.id }));
  }

  close(): void {
    this.timeline.close();
  }

  async #try(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.error.set(undefined);
    } catch (error) {
      this.error.set(error as CallError);
    }
  }
}
