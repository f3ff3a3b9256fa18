import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Conversation, Parley } from '@parley/client';
import type { TestServer } from '@parley/testkit';
import type { Browser, Page } from 'playwright-core';
import {
  type Device,
  emailOf,
  launchBrowser,
  newDevice,
  registerFor,
  registerOn,
  startWebServer,
} from './harness.ts';

let server: TestServer;
let browser: Browser;
let alice: Device;
let bob: Parley;
let pair: Conversation;
const told: { readonly tab: Page; readonly title: string; readonly body: string }[] = [];

/** A headless browser shows no notifications: what the page asks it to show is noted, and can be clicked. */
const NOTE = `
  globalThis.Notification = class {
    static permission = 'granted';
    static requestPermission = async () => 'granted';
    constructor(title, { body }) { globalThis.lastTold = this; globalThis.tell({ title, body }); }
    close() {}
  };
`;

beforeAll(async () => {
  server = await startWebServer();
  browser = await launchBrowser();
  alice = await newDevice(browser, server.url);
  await alice.context.exposeBinding('tell', ({ page }, news) => told.push({ tab: page, ...news }));
  await alice.context.addInitScript(NOTE);
  await registerOn(alice.page, 'Alice Archer');
  await alice.page.goto('/settings/notifications');
  await alice.page.getByRole('checkbox').check();
  bob = await registerFor(server.url, 'Bob Baker');
  pair = await bob.conversationWith(emailOf('Alice Archer'));
});

afterAll(async () => {
  await browser.close();
  await bob.close();
  await server.close();
});

const row = (text: string) => alice.page.getByRole('link', { name: new RegExp(`Bob.*${text}`) });

test('a message is told with its text, in the title and in the icon, and a click leads to it', async () => {
  await pair.send('Are you there?');
  await row('Are you there').waitFor();
  expect(told.map(({ title, body }) => ({ title, body }))).toEqual([
    { title: 'Bob', body: 'Are you there?' },
  ]);
  expect(await alice.page.title()).toBe('(1) Parley');
  expect(await alice.page.locator('link[rel=icon]').getAttribute('href')).toBe('/icon-unread.svg');
  await alice.page.evaluate('lastTold.onclick()');
  await alice.page.waitForURL(`/c/${pair.id}`);
});

test('what stands before the eyes is not told', async () => {
  await alice.page.getByRole('log').getByText('Are you there?').waitFor();
  told.length = 0;
  await pair.send('You see this already.');
  await alice.page.getByRole('log').getByText('You see this already.').waitFor();
  await row('You see this already').waitFor();
  expect(told).toEqual([]);
});

test('of two tabs one tells', async () => {
  const second = await alice.context.newPage();
  await second.goto('/settings/about');
  await second.getByRole('link', { name: /You see this already/ }).waitFor();
  await alice.page.goto('/settings/about');
  await row('You see this already').waitFor();
  told.length = 0;
  await pair.send('Told once');
  await second.getByRole('link', { name: /Told once/ }).waitFor();
  await row('Told once').waitFor();
  expect(told.map(({ body }) => body)).toEqual(['Told once']);
  await second.close();
});

test('a muted conversation is not told', async () => {
  await alice.page.getByRole('button', { name: 'Actions for Bob' }).click();
  await alice.page.getByRole('menuitem', { name: 'Mute' }).click();
  await alice.page.getByRole('link', { name: /Bob.*muted/ }).waitFor();
  told.length = 0;
  await pair.send('Silently');
  await row('Silently').waitFor();
  expect(told).toEqual([]);
  expect(await alice.page.title()).toBe('Parley');
});
