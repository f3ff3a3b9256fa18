import type { Vault } from '@parley/client';
import type { AccountView } from './account.ts';
import type { ConversationView } from './conversations.ts';

/** The name of the document. */
export const LAST_LIST = 'web/list';
/** In milliseconds: how long changes are gathered before they are kept. */
const SOON = 1000;

/** What an earlier or later client keeps in another form is not shown. */
const VERSION = 1;

/** The list as it was last shown, and whose it is. */
export interface KeptList {
  readonly account: AccountView;
  readonly conversations: readonly ConversationView[];
}

/**
 * The list that `LastList` has kept. Who was there and who was typing is not known any more.
 * @param document what stands under `LAST_LIST`
 * @returns undefined before any list was shown
 */
export function lastListOf(document: unknown): KeptList | undefined {
  const kept = document as (KeptList & { readonly version: number }) | undefined;
  if (kept?.version !== VERSION) return undefined;
  const conversations = kept.conversations.map(
    (view): ConversationView => ({
      ...view,
      typing: [],
      isLookedAt: false,
      ...(view.availability && { availability: 'offline' }),
    }),
  );
  return { account: kept.account, conversations };
}

/** Keeps the list as it was last shown, sealed, so that a start shows it before anything else is read. */
export class LastList {
  readonly #vault: Vault;
  /** What was kept when it was made, which is read at once. */
  readonly kept: Promise<KeptList | undefined>;
  #waiting: KeptList | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(vault: Vault) {
    this.#vault = vault;
    // Where it does not open, nothing does: then that is said to who asks for more.
    this.kept = vault.get(LAST_LIST).then(lastListOf, () => undefined);
  }

  /** Keeps the list soon. */
  keep(list: KeptList): void {
    this.#waiting = list;
    if (this.#isClosed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const writing = this.#writing.then(() =>
        this.#vault.set(LAST_LIST, { version: VERSION, ...this.#waiting }),
      );
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
