import { oneLine } from '@parley/client/text';
import type { ListModel } from '../list/list-model.ts';
import { notificationState } from '../settings/notifications.ts';
import type { Router } from '../shell/router.ts';
import type { ConversationView } from '../station/conversations.ts';
import { type News, newsOf, unreadIn } from './news.ts';

/** The tab that holds this lock tells; the others would tell the same again. */
const LOCK = 'parley-notifier';
const TITLE = 'Parley';
/** How much of a text and a name is told, in characters. */
const BODY_LIMIT = 200;
const NAME_LIMIT = 60;

/** Tells of new messages while nobody looks: in the title, in the icon, and with the browser's notifications. */
export class Notifier {
  readonly #list: ListModel;
  readonly #router: Router;
  readonly #over = new AbortController();
  readonly #stop: () => void;
  #before: readonly ConversationView[] = [];
  readonly #since = Date.now();
  #isTeller = false;

  constructor(list: ListModel, router: Router) {
    this.#list = list;
    this.#router = router;
    this.#stop = list.state.observe(() => this.#look());
    this.#look();
    void this.#becomeTeller();
  }

  close(): void {
    this.#stop();
    this.#over.abort();
    show(0);
  }

  #look(): void {
    const { conversations = [] } = this.#list.state.value;
    if (conversations === this.#before) return;
    const route = this.#router.route.value;
    const news = newsOf(this.#before, conversations, {
      isVisible: document.visibilityState === 'visible',
      since: this.#since,
      opened: route.page === 'conversation' ? route.id : undefined,
    });
    this.#before = conversations;
    show(unreadIn(conversations));
    if (!this.#isTeller || notificationState() !== 'on') return;
    for (const one of news) this.#tell(one);
  }

  #tell({ conversation, preview }: News): void {
    const { id, name, isGroup } = conversation;
    const body = isGroup ? `${preview.senderName}: ${preview.text}` : preview.text;
    const options = { body: oneLine(body, BODY_LIMIT), tag: id, icon: '/icon.svg' };
    try {
      const notification = new Notification(oneLine(name, NAME_LIMIT), options);
      notification.onclick = () => {
        window.focus();
        this.#router.go({ page: 'conversation', id });
        notification.close();
      };
    } catch {
      // Browsers of phones allow them to service workers only; the title and the icon tell there.
    }
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
