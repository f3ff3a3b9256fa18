import { oneLine } from '@parley/client/text';
import { currentWords } from '../i18n/words.ts';
import { showsText } from '../settings/notifications.ts';
import { pathOf } from '../shell/route.ts';
import { glanceOf } from '../text/plain-text.ts';
import type { News } from './news.ts';

/** How much of a text and a name is told, in characters. */
const BODY_LIMIT = 200;
const NAME_LIMIT = 60;

/** What the service worker is given with a notification, and gives back to the page when it is clicked. */
export interface NotificationData {
  /** Where it leads. */
  readonly path: string;
}

/** What a notification says of a message. */
function contentOf({ conversation, preview }: News) {
  const { id, name, isGroup } = conversation;
  const said = glanceOf(preview.text);
  const text = isGroup ? `${preview.senderName}: ${said}` : said;
  const data: NotificationData = { path: pathOf({ page: 'conversation', id }) };
  return {
    title: oneLine(name, NAME_LIMIT),
    body: showsText() ? oneLine(text, BODY_LIMIT) : currentWords().list.newMessage,
    tag: id,
    icon: '/icon.svg',
    data,
  };
}

/** Shows a notification. @param onClick where the page itself is asked */
export async function notify(news: News, onClick: () => void): Promise<void> {
  const { title, ...options } = contentOf(news);
  try {
    const notification = new Notification(title, options);
    notification.onclick = () => {
      onClick();
      notification.close();
    };
  } catch {
    // Browsers of phones show only those of a service worker, which also hears of clicks when no page is there.
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.showNotification(title, options);
  }
}

/** Takes back what was told of a conversation that is looked at now. */
export async function takeBack(conversationId: string): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  for (const notification of (await registration?.getNotifications({ tag: conversationId })) ?? []) {
    notification.close();
  }
}
