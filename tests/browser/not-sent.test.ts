import { afterEach, expect, test } from 'bun:test';
import type { Conversation } from '@parley/client';
import type { TamperingProxy } from '@parley/testkit';
import type { Page } from 'playwright-core';
import { article, bodiesOf, composer, expectSoon, messages, say } from './chat.ts';
import { type Device, emailOf } from './harness.ts';
import { expectAccessible, Stage, THEMES } from './stage.ts';

let proxy: TamperingProxy;
let alice: Device;
let pair: Conversation;

Stage.set(async (stage) => {
  proxy = await stage.proxy();
  alice = await stage.registered('Alice Archer', { url: proxy.url.replace('127.0.0.1', 'localhost') });
  const bob = await stage.station('Bob Baker');
  pair = await bob.conversationWith(emailOf('Alice Archer'));
  await pair.send('Tell me');
  await alice.page.getByRole('link', { name: /Tell me/ }).click();
  await messages(alice.page).getByText('Tell me').waitFor();
});

afterEach(() => proxy.rest());

/** Writes something that the server refuses. */
async function sayRefused(page: Page, text: string): Promise<void> {
  proxy.refuseOnce('conversation/add', 403, { errorcode: 'forbidden' });
  await composer(page).fill(text);
  await composer(page).press('Enter');
  await article(page, text).getByRole('alert').getByText('not sent').waitFor();
}

const texts = (page: Page) => messages(page).locator('.text').allTextContents();

test('a message that was refused stays at the end, whatever is said behind it, and goes out when it is tried again', async () => {
  const { page } = alice;
  await sayRefused(page, 'Refused at first');
  await say(page, 'Said behind it');
  await article(page, 'Said behind it')
    .getByRole('button', { name: /on the server|delivered/ })
    .waitFor();
  await pair.send('Answered behind it');
  await messages(page).getByText('Answered behind it').waitFor();
  const before = ['Tell me', 'Said behind it', 'Answered behind it'];
  await expectSoon(() => texts(page), [...before, 'Refused at first']);
  expect(await bodiesOf(pair)).toEqual(before);
  const row = page.getByRole('link', { name: /Not sent: Refused at first/ });
  await row.waitFor();
  await page.reload();
  await article(page, 'Refused at first').getByRole('alert').waitFor();
  await row.waitFor();
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  await expectSoon(() => texts(page), [...before, 'Refused at first']);
  await article(page, 'Refused at first').getByRole('button', { name: 'Try again' }).click();
  await article(page, 'Refused at first')
    .getByRole('button', { name: /on the server|delivered/ })
    .waitFor();
  expect(await article(page, 'Refused at first').getByRole('alert').count()).toBe(0);
  await row.waitFor({ state: 'detached' });
  expect(await bodiesOf(pair)).toEqual([...before, 'Refused at first']);
  await expectSoon(() => texts(page), [...before, 'Refused at first']);
});

test('a message that was refused can be given up', async () => {
  const { page } = alice;
  await sayRefused(page, 'Never mind');
  await article(page, 'Never mind').getByRole('button', { name: 'Discard' }).click();
  await article(page, 'Never mind').waitFor({ state: 'detached' });
  await say(page, 'Something else');
  await article(page, 'Something else')
    .getByRole('button', { name: /on the server|delivered/ })
    .waitFor();
  expect(await bodiesOf(pair)).not.toContain('Never mind');
});
