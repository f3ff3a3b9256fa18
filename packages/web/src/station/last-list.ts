import type { Vault } from '@parley/client';
import type { ConversationView } from './conversations.ts';

const NAME = 'web/list';
/** In milliseconds: how long changes are gathered before they are kept. */
const SOON = 1000;

/** The list as it was last shown, kept sealed, so that a start shows it before anything else is read. */
export class LastList {
  readonly #vault: Vault;
  /** What was kept when it was made, which is read at once. */
  readonly kept: Promise<readonly ConversationView[] | undefined>;
  #waiting: readonly ConversationView[] | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(vault: Vault) {
    this.#vault = vault;
    // Where it does not open, nothing does: then that is said to who asks for more.
    this.kept = this.#read().catch(() => undefined);
  }

  /** Who was there and who was typing is not known any more. @returns undefined before any list was shown */
  async #read(): Promise<readonly ConversationView[] | undefined> {
    const views = (await this.#vault.get(NAME)) as readonly ConversationView[] | undefined;
    return views?.map((view) => ({
      ...view,
      typing: [],
      isLookedAt: false,
      ...(view.availability && { availability: 'offline' }),
    }));
  }

  /** Keeps the list soon. */
  keep(views: readonly ConversationView[]): void {
    this.#waiting = views;
    if (this.#isClosed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const writing = this.#writing.then(() => this.#vault.set(NAME, this.#waiting));
      // The next start then begins with an older list, which it brings up to date.
      this.#writing = writing.catch((error: unknown) => console.error(error));
    }, SOON);
  }

  /** Resolves when nothing more is written. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#writing;
  }
}
