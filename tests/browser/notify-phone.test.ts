import { expect, test } from 'bun:test';
import type { Conversation } from '@parley/client';
import type { Page, Worker } from 'playwright-core';
import { messages } from './chat.ts';
import { type Device, emailOf, enteredOn, logInOn } from './harness.ts';
import { telling } from './notifications.ts';
import { Stage } from './stage.ts';

/*
 * Browsers of phones refuse a page its own notifications, and show those of its service worker. A browser without a
 * screen has nowhere to show them: what it is asked to show is noted, and the click is made in the service worker.
 */

let alice: Device;
let group: Conversation;
let other: Conversation;

const NOTE = `
  globalThis.Notification = class {
    static permission = 'granted';
    static requestPermission = async () => 'granted';
    constructor() { throw new TypeError('Illegal constructor'); }
  };
  globalThis.shown = [];
  Object.assign(ServiceWorkerRegistration.prototype, {
    async showNotification(title, options) {
      const notification = { title, ...options, close: () => shown.splice(shown.indexOf(notification), 1) };
      shown.push(notification);
    },
    async getNotifications({ tag }) {
      return shown.filter((notification) => notification.tag === tag);
    },
  });
`;

Stage.set(async (stage) => {
  await stage.station('Alice Archer');
  const bob = await stage.station('Bob Baker');
  group = await bob.createGroup('Plans', [emailOf('Alice Archer')]);
  other = await bob.createGroup('Lunch', [emailOf('Alice Archer')]);
  await other.send('At noon?');
  alice = await stage.device();
  await alice.context.addInitScript(NOTE);
  await logInOn(alice.page, 'Alice Archer');
  await enteredOn(alice.page);
  await alice.page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  await alice.page.goto('/settings/notifications');
  await alice.page.getByRole('checkbox', { name: 'Tell me' }).check();
});

const row = (page: Page, text: string) => page.getByRole('link', { name: new RegExp(text) });

interface Shown {
  readonly title: string;
  readonly body: string;
  readonly data: unknown;
}

/** What the system shows once it shows so many. */
async function shown(count: number): Promise<Shown[]> {
  for (;;) {
    const all = JSON.parse(await alice.page.evaluate('JSON.stringify(shown)')) as Shown[];
    if (all.length === count) return all;
    await Bun.sleep(20);
  }
}

/** A click as the system makes it; only the system may ask that the worker be kept for it. */
async function click({ data }: Shown): Promise<void> {
  const [worker] = alice.context.serviceWorkers() as [Worker];
  await worker.evaluate(
    (given) => {
      const notification = { data: given, close: () => {} };
      const event = Object.assign(new Event('notificationclick'), { notification, waitUntil: () => {} });
      dispatchEvent(event);
    },
    data as { path: string },
  );
}

test('the service worker tells, and a click leads to the conversation in the tab that is open', async () => {
  await telling([alice.page]);
  await group.send('Who is coming?');
  await row(alice.page, 'Plans.*Who is coming').waitFor();
  const [notification] = (await shown(1)) as [Shown];
  expect(notification).toMatchObject({ title: 'Plans', body: 'Bob: Who is coming?' });
  await click(notification);
  await alice.page.waitForURL(`/c/${group.id}`);
  await messages(alice.page).getByText('Who is coming?').waitFor();
  expect(alice.context.pages().length).toBe(1);
  // What is not viewed yet, a new page of the same second would tell again.
  while ((await alice.page.title()) !== '(1) Parley') await Bun.sleep(20);
});

test('what was told of a conversation goes when it is opened', async () => {
  await alice.page.goto('/settings/about');
  await row(alice.page, 'Lunch.*At noon').waitFor();
  await telling([alice.page]);
  await other.send('Or at one?');
  await row(alice.page, 'Lunch.*Or at one').waitFor();
  expect(await shown(1)).toMatchObject([{ title: 'Lunch', body: 'Bob: Or at one?' }]);
  await row(alice.page, 'Lunch').click();
  await messages(alice.page).getByText('Or at one?').waitFor();
  await shown(0);
});
