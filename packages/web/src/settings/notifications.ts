/** Whether the user wants to be told of messages while the page is not looked at. */
const KEY = 'parley-notifications';

/** Whether notifications say what was written; `off` says no. */
const TEXT_KEY = 'parley-notification-text';

export type NotificationState =
  /** Wanted and allowed. */
  | 'on'
  | 'off'
  /** The browser was told never to allow it: only its own settings change that. */
  | 'denied'
  /** The browser has none. */
  | 'unsupported';

export function notificationState(): NotificationState {
  if (!('Notification' in globalThis)) return 'unsupported';
  if (Notification.permission === 'denied') return 'denied';
  return Notification.permission === 'granted' && localStorage.getItem(KEY) === 'on' ? 'on' : 'off';
}

/** Asks the browser where it was not asked yet. @returns how it stands now */
export async function wantNotifications(wanted: boolean): Promise<NotificationState> {
  if (wanted && 'Notification' in globalThis) await Notification.requestPermission();
  localStorage.setItem(KEY, wanted ? 'on' : 'off');
  return notificationState();
}

/** Whether a notification says what was written, or only that something was. */
export function showsText(): boolean {
  return localStorage.getItem(TEXT_KEY) !== 'off';
}

export function keepShowsText(shows: boolean): void {
  if (shows) localStorage.removeItem(TEXT_KEY);
  else localStorage.setItem(TEXT_KEY, 'off');
}
