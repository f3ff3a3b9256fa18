import { afterEach, expect, test } from 'bun:test';
import type { Conversation } from '@parley/client';
import type { TamperingProxy } from '@parley/testkit';
import type { Page } from 'playwright-core';
import { composer, messages, settled } from './chat.ts';
import { type Device, emailOf, logOutOn } from './harness.ts';
import { Stage } from './stage.ts';

/** More than are caught up on at the same time. */
const GROUPS = 8;

let proxy: TamperingProxy;
let alice: Device;
let groups: Conversation[];

Stage.set(async (stage) => {
  proxy = await stage.proxy();
  const bob = await stage.station('Bob Baker');
  alice = await stage.registered('Alice Archer', { url: proxy.url.replace('127.0.0.1', 'localhost') });
  groups = [];
  for (let count = 1; count <= GROUPS; count++) {
    const group = await bob.createGroup(`Group ${count}`, [emailOf('Alice Archer')]);
    await group.send(`Said in ${count}`);
    groups.push(group);
  }
  await Promise.all(groups.map((_, index) => row(alice.page, index + 1).waitFor()));
  await kept(alice.page, GROUPS);
});

afterEach(() => proxy.rest());

const row = (page: Page, count: number) =>
  page.getByRole('link', { name: new RegExp(`Group ${count}.*Said in ${count}`) });

/** Waits until the list is kept for the next start as it is shown. It rests sealed, with a key that stays in the browser. */
async function kept(page: Page, count: number): Promise<void> {
  const read = `new Promise((resolve) => {
    indexedDB.open('parley').onsuccess = ({ target: { result: database } }) => {
      const transaction = database.transaction(['documents', 'keys']);
      const list = transaction.objectStore('documents').get('web/list');
      const key = transaction.objectStore('keys').get('local');
      transaction.oncomplete = async () => {
        database.close();
        if (!list.result || !key.result) return resolve(['', '']);
        const bytes = Uint8Array.from(atob(JSON.parse(list.result)), (letter) => letter.charCodeAt(0));
        const parameters = {
          name: 'AES-GCM',
          iv: bytes.subarray(0, 12),
          additionalData: new TextEncoder().encode('web/list'),
        };
        const opened = await crypto.subtle.decrypt(parameters, key.result, bytes.subarray(12));
        resolve([list.result, new TextDecoder().decode(opened)]);
      };
    };
  })`;
  for (;;) {
    const [sealed, opened] = await page.evaluate<[string, string]>(read);
    expect(sealed).not.toContain('Said in');
    const isWhole = Array.from({ length: count }, (_, index) => `Said in ${index + 1}`).every((text) =>
      opened.includes(text),
    );
    if (isWhole) return;
    await page.waitForTimeout(50);
  }
}

/** A tab whose worker never comes. */
async function tabAlone(): Promise<Page> {
  const page = await alice.context.newPage();
  await page.addInitScript(() => {
    globalThis.SharedWorker = class {
      readonly port = new MessageChannel().port1;
    } as unknown as typeof SharedWorker;
  });
  return page;
}

test('the list is there before the worker is', async () => {
  const page = await tabAlone();
  await page.goto('/');
  for (let count = 1; count <= GROUPS; count++) await row(page, count).waitFor();
  await page.close();
});

test('what is opened is shown while a slow server holds up everything else', async () => {
  await alice.page.close();
  const held = proxy.hold('conversation/download');
  const page = await alice.context.newPage();
  await page.goto('/');
  await held.arrived;
  for (const count of [GROUPS, 1]) {
    await row(page, count).click();
    await messages(page).getByText(`Said in ${count}`).waitFor();
    await composer(page).waitFor();
  }
  held.release();
  await groups[2]?.send('After all that');
  await page.getByRole('link', { name: /Group 3.*After all that/ }).waitFor();
});

test('what somebody points at and what comes meanwhile are both there when it is opened', async () => {
  const [page] = alice.context.pages() as [Page];
  await page.getByRole('link', { name: /Group 5/ }).hover();
  await groups[4]?.send('While you pointed');
  await page.getByRole('link', { name: /Group 5.*While you pointed/ }).click();
  await messages(page).getByText('Said in 5').waitFor();
  await messages(page).getByText('While you pointed').waitFor();
});

test('what was made ready is there with the click', async () => {
  const [page] = alice.context.pages() as [Page];
  const link = row(page, 6);
  // Nothing tells when it is ready: whoever clicks too early comes back and points again, for longer.
  for (let isShown = false, patience = 50; !isShown; patience *= 2) {
    await page.getByRole('link', { name: /Group 5/ }).click();
    await link.hover();
    await page.waitForTimeout(patience);
    isShown = await link.evaluate(async (element) => {
      (element as HTMLElement).click();
      await Promise.resolve();
      return document.querySelector('[role=log]')?.textContent?.includes('Said in 6') ?? false;
    });
  }
});

test('what has more unread than a window shows opens at the first of it, and stays there', async () => {
  const [page] = alice.context.pages() as [Page];
  for (let count = 1; count <= 20; count++) await groups[6]?.send(`Seen ${count}`);
  await page.getByRole('link', { name: /Group 7.*Seen 20.*21 unread/ }).click();
  await settled(page);
  await messages(page).press('End');
  await page.getByRole('link', { name: 'Group 7' }).filter({ hasNotText: 'unread' }).waitFor();
  await page.getByRole('link', { name: /Group 6/ }).click();
  await messages(page).getByText('Said in 6').waitFor();
  for (let count = 1; count <= 40; count++) await groups[6]?.send(`Number ${count}`);
  await groups[6]?.send('The last');
  await page.getByRole('link', { name: /Group 7.*The last.*41 unread/ }).click();
  const first = messages(page).getByText('Number 1', { exact: true });
  await first.waitFor();
  const top = () => first.evaluate((text) => Math.round(text.getBoundingClientRect().top));
  const before = await top();
  expect(before).toBeLessThan(200);
  await page.locator('.timeline-rows:not(.timeline-first)').waitFor();
  expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(1);
  await settled(page);
  expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(1);
  await messages(page).press('End');
  await messages(page).getByText('The last').waitFor();
});

test('after a logout nothing of the list is left to begin with', async () => {
  const [page] = alice.context.pages() as [Page];
  await logOutOn(page);
  await page.getByRole('button', { name: 'Log in' }).waitFor();
  await page.goto('/');
  await page.getByRole('button', { name: 'Log in' }).waitFor();
  expect(await page.getByText(/Group/).count()).toBe(0);
  expect(alice.complaints).toEqual([]);
});
