import { expect, test } from 'bun:test';
import type { Conversation } from '@parley/client';
import type { Page } from 'playwright-core';
import type { Cable } from './cable.ts';
import { bodiesOf, composer, messages } from './chat.ts';
import { type Device, emailOf, logInOn, logOutOn } from './harness.ts';
import { Stage } from './stage.ts';

let cable: Cable;
let alice: Device;
let pair: Conversation;

const stage = Stage.set(async (stage) => {
  cable = await stage.cable();
  alice = await stage.registered('Alice Archer', { url: cable.url });
  const bob = await stage.station('Bob Baker');
  pair = await bob.conversationWith(emailOf('Alice Archer'));
  await pair.send('Read this under way.');
  await alice.page.getByRole('link', { name: /Read this under way/ }).waitFor();
  await alice.page.evaluate('navigator.serviceWorker.ready.then(() => true)');
});

const waiting = (page: Page) => messages(page).getByRole('button', { name: 'waiting to be sent' });

async function newTab(path: string): Promise<Page> {
  const page = await alice.context.newPage();
  await page.goto(path);
  return page;
}

test('without a network it starts, and shows the list and what was said', async () => {
  await alice.page.close();
  cable.cut();
  const page = await newTab('/');
  await page.getByText('No connection.').waitFor();
  await page.getByRole('link', { name: /Bob.*Read this under way/ }).click();
  await messages(page).getByText('Read this under way.').waitFor();
  await composer(page).fill('Written in a tunnel');
  await composer(page).press('Enter');
  await waiting(page).waitFor();
  await page.goto('/');
  const row = page.getByRole('link', { name: /Bob.*Waiting to be sent: Written in a tunnel/ });
  await row.waitFor();
  await page.reload();
  await row.waitFor();
  await page.close();
});

test('what was written without a network survives the browser tab, and goes out once when it is back', async () => {
  const page = await newTab(`/c/${pair.id}`);
  await messages(page).getByText('Written in a tunnel').waitFor();
  await waiting(page).waitFor();
  cable.mend();
  await waiting(page).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: /Bob.*You: Written in a tunnel/ }).waitFor();
  expect((await bodiesOf(pair)).filter((body) => body === 'Written in a tunnel').length).toBe(1);
  await page.close();
});

test('whoever does not want to wait for the next try asks for it now', async () => {
  await using patient = await stage.device({ url: cable.url, serviceWorkers: 'block' });
  const { context, page } = patient;
  // A worker that can be told how long to wait, which is chance otherwise.
  await context.addInitScript('delete globalThis.SharedWorker');
  await context.route('/assets/worker-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      body: `Math.random = () => globalThis.wait ?? 0;${await response.text()}`,
    });
  });
  await logInOn(page, 'Alice Archer');
  await page.getByRole('link', { name: /Bob/ }).click();
  await messages(page).getByText('Read this under way.').waitFor();
  // By itself it would try again in a quarter of an hour.
  await page.workers()[0]?.evaluate('globalThis.wait = 1000');
  cable.cut();
  await page.getByText('No connection.').waitFor();
  cable.mend();
  await pair.send('Said while you waited');
  await page.getByRole('button', { name: 'Try now' }).click();
  await messages(page).getByText('Said while you waited').waitFor();
  await page.getByText('No connection.').waitFor({ state: 'detached' });
});

test('a network that hangs holds up no start', async () => {
  cable.hang();
  const page = await newTab('/');
  await page.getByRole('link', { name: /Bob/ }).waitFor();
  await page.close();
  cable.mend();
});

test('tabs share one worker, and with it one store and one connection', async () => {
  const [one, two] = [await newTab('/'), await newTab(`/c/${pair.id}`)];
  await pair.send('To all tabs');
  await one.getByRole('link', { name: /To all tabs/ }).waitFor();
  await messages(two).getByText('To all tabs').waitFor();
  const session = await stage.browser.newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets');
  expect(targetInfos.filter(({ type }) => type === 'shared_worker').length).toBe(1);
  await session.detach();
});

test('whoever logs out in one tab is logged out in all, and nothing is left in the browser', async () => {
  const [one, two] = alice.context.pages() as [Page, Page];
  await logOutOn(one);
  for (const page of [one, two]) await page.getByRole('button', { name: 'Log in' }).waitFor();
  const left = await two.evaluate('indexedDB.databases().then((all) => all.map(({ name }) => name))');
  expect(left).toEqual([]);
});
