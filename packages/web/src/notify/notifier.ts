import type { ListModel } from '../list/list-model.ts';
import type { Caller } from '../rpc/caller.ts';
import { notificationState } from '../settings/notifications.ts';
import { routeOf } from '../shell/route.ts';
import type { Router } from '../shell/router.ts';
import type { StationApi } from '../station/api.ts';
import type { ConversationView } from '../station/conversations.ts';
import { newsOf, unreadIn } from './news.ts';
import { type NotificationData, notify, takeBack } from './notification.ts';

/** The tab that holds this lock tells; the others would tell the same again. */
const LOCK = 'parley-notifier';
const TITLE = 'Parley';

/** Tells of new messages while nobody looks: in the title, in the icon, and with the browser's notifications. */
export class Notifier {
  readonly #caller: Caller<StationApi>;
  readonly #list: ListModel;
  readonly #router: Router;
  readonly #over = new AbortController();
  readonly #stops: readonly (() => void)[];
  #before: readonly ConversationView[] = [];
  /** In whole seconds, as the server's dates are. */
  readonly #since = Math.floor(Date.now() / 1000) * 1000;
  #isTeller = false;
  /** The conversation that is before the user's eyes here, and what says that it is no longer. */
  #looking: { readonly id: string; readonly stop: () => void } | undefined;

  constructor(caller: Caller<StationApi>, list: ListModel, router: Router) {
    this.#caller = caller;
    this.#list = list;
    this.#router = router;
    const { signal } = this.#over;
    this.#stops = [
      list.state.observe(() => this.#tellNews()),
      router.route.observe(() => this.#noteLooking()),
    ];
    document.addEventListener('visibilitychange', () => this.#noteLooking(), { signal });
    navigator.serviceWorker?.addEventListener('message', ({ data }) => this.#open(data), { signal });
    this.#noteLooking();
    this.#tellNews();
    void this.#becomeTeller();
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#over.abort();
    this.#looking?.stop();
    show(0);
  }

  /** Tells all tabs, and through them the one that tells, what is before the user's eyes. */
  #noteLooking(): void {
    const route = this.#router.route.value;
    const isLooking = document.visibilityState === 'visible' && route.page === 'conversation';
    const id = isLooking ? route.id : undefined;
    if (id === this.#looking?.id) return;
    this.#looking?.stop();
    this.#looking = undefined;
    if (id === undefined) return;
    this.#looking = { id, stop: this.#caller.watch('lookAt', { id }, () => {}) };
    void takeBack(id);
  }

  #tellNews(): void {
    const { conversations = [] } = this.#list.state.value;
    if (conversations === this.#before) return;
    const news = newsOf(this.#before, conversations, { since: this.#since, opened: this.#looking?.id });
    this.#before = conversations;
    show(unreadIn(conversations));
    if (!this.#isTeller || notificationState() !== 'on') return;
    for (const one of news) {
      void notify(one, () => {
        window.focus();
        this.#router.go({ page: 'conversation', id: one.conversation.id });
      });
    }
  }

  /** A notification of the service worker was clicked. */
  #open(data: Partial<NotificationData>): void {
    if (typeof data?.path === 'string') this.#router.go(routeOf(data.path));
  }

  /** Waits until no other tab tells; then this one does, until it goes. */
  async #becomeTeller(): Promise<void> {
    const { signal } = this.#over;
    try {
      await navigator.locks.request(LOCK, { signal }, () => {
        this.#isTeller = true;
        return new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}

/** Shows how many messages wait. */
function show(unread: number): void {
  document.title = unread === 0 ? TITLE : `(${unread > 99 ? '99+' : unread}) ${TITLE}`;
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const address = unread === 0 ? '/icon.svg' : '/icon-unread.svg';
  if (icon && icon.getAttribute('href') !== address) icon.setAttribute('href', address);
}
