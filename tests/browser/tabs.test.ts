import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Conversation, Parley } from '@parley/client';
import type { Page } from 'playwright-core';
import { article, composer, messages } from './chat.ts';
import { type Device, emailOf, enteredOn, logInOn, logOutOn, registerFor } from './harness.ts';
import { Stage } from './stage.ts';

setDefaultTimeout(60_000);

let bob: Parley;

const stage = Stage.set(async (stage) => {
  bob = await stage.station('Bob Baker');
});

/** Writes and sends, and waits for nothing: the page may be about to lose its worker. */
async function send(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
}

/** Waits until somebody else has downloaded what was sent. @returns the row of the one message that says so */
async function sentAs(pair: Conversation, text: string): Promise<string> {
  const rows: string[] = [];
  while (rows.length === 0) {
    await pair.sync();
    for await (const { id, body } of pair.download()) if (body === text) rows.push(`row-${id}`);
  }
  expect(rows).toHaveLength(1);
  return rows[0] as string;
}

/** In each of some tabs a message was sent once, and is shown once: each of the two is told by itself. */
async function expectOnce(tabs: readonly Page[], pair: Conversation, text: string): Promise<void> {
  const row = await sentAs(pair, text);
  for (const tab of tabs) {
    await article(tab, text).first().waitFor();
    expect(await article(tab, text).evaluateAll((rows) => rows.map(({ id }) => id))).toEqual([row]);
  }
  await sentAs(pair, text);
}

/** Runs in each page before its own scripts: no row stands twice in a timeline, not even for a moment. */
const NOTE_DOUBLED = `new MutationObserver(() => {
  const ids = [...document.querySelectorAll('article[id]')].map(({ id }) => id);
  for (const [index, id] of ids.entries()) if (ids.indexOf(id) !== index) doubled(id);
}).observe(document, { childList: true, subtree: true });`;

describe.each([
  ['shared by the browser', 'Alice Archer', ''],
  ['run by the tab that leads', 'Ada Quist', 'delete globalThis.SharedWorker'],
] as const)('a worker %s', (_, name, script) => {
  let device: Device;
  let pair: Conversation;
  let tabs: Page[];
  const doubled: string[] = [];

  beforeAll(async () => {
    await (await registerFor(stage.server.url, name)).close();
    pair = await bob.conversationWith(emailOf(name));
    await pair.send('Hello to all tabs');
    device = await stage.device();
    await device.context.addInitScript(script);
    await device.context.exposeBinding('doubled', (_, id: string) => doubled.push(id));
    await device.context.addInitScript(NOTE_DOUBLED);
    await logInOn(device.page, name);
    await enteredOn(device.page);
    tabs = [device.page];
    for (let i = 0; i < 3; i++) tabs.push(await open());
    await device.page.goto(`/c/${pair.id}`);
  });

  afterAll(() => device.context.close());

  async function open(): Promise<Page> {
    const page = await device.context.newPage();
    await page.goto(`/c/${pair.id}`);
    await messages(page).getByText('Hello to all tabs').waitFor();
    return page;
  }

  test('has one connection for all tabs, and all show what comes', async () => {
    expect(await device.page.evaluate('"SharedWorker" in globalThis')).toBe(script === '');
    await pair.send('To each of them');
    for (const tab of tabs) await messages(tab).getByText('To each of them').waitFor();
    expect(stage.server.running.listeners()).toBe(1);
  });

  test('what one tab writes stands in all, once', async () => {
    await send(tabs[2] as Page, 'Written in the third');
    await expectOnce(tabs, pair, 'Written in the third');
  });

  test('whichever tab is closed while another one sends, the message goes out once', async () => {
    for (const text of ['during the first', 'during the second']) {
      const [oldest, ...others] = tabs as [Page, ...Page[]];
      const last = others.at(-1) as Page;
      tabs = [...others, await open()];
      await Promise.all([send(last, text), oldest.close()]);
      await expectOnce(tabs, pair, text);
      await article(last, text)
        .getByRole('button', { name: /on the server|delivered|seen/ })
        .waitFor();
      expect(stage.server.running.listeners()).toBe(1);
    }
  });

  test('a tab that crashes leaves the others as they are: what is being written stays, and goes out', async () => {
    const [oldest, next] = tabs as [Page, Page];
    await composer(next).fill('Half a thought');
    const crashed = oldest.waitForEvent('crash');
    const session = await device.context.newCDPSession(oldest);
    session.send('Page.crash').catch(() => undefined);
    await crashed;
    tabs = tabs.slice(1);
    await pair.send('Came meanwhile');
    for (const tab of tabs) await messages(tab).getByText('Came meanwhile').waitFor();
    expect(await composer(next).inputValue()).toBe('Half a thought');
    await send(next, 'A whole thought');
    await expectOnce(tabs, pair, 'A whole thought');
    expect(stage.server.running.listeners()).toBe(1);
  });

  test('whoever logs out in one tab is out in all', async () => {
    await logOutOn(tabs.at(-1) as Page);
    for (const tab of tabs) await tab.getByRole('button', { name: 'Log in' }).waitFor();
    expect(stage.server.running.listeners()).toBe(0);
    expect(doubled).toEqual([]);
    expect(device.complaints).toEqual([]);
  });
});
