import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import type { Parley } from '@parley/client';
import type { TestServer } from '@parley/testkit';
import type { Browser, Page } from 'playwright-core';
import {
  accessFaults,
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

beforeAll(async () => {
  server = await startWebServer();
  browser = await launchBrowser();
  alice = await newDevice(browser, server.url);
  await registerOn(alice.page, 'Alice Archer');
  bob = await registerFor(server.url, 'Bob Baker');
  const pair = await bob.conversationWith(emailOf('Alice Archer'));
  const group = await bob.createGroup('Garden planning', [emailOf('Alice Archer')]);
  await pair.send('The greenhouse key hangs behind the Übersetzung of Faust.');
  for (let count = 1; count <= 120; count++) await pair.send(`Line ${count}`);
  await group.send('Who waters the tomatoes in the greenhouse?');
  await alice.page.getByRole('link', { name: /Garden planning.*tomatoes/ }).waitFor();
  await alice.page.getByRole('link', { name: /Bob.*Line 120/ }).waitFor();
});

afterAll(async () => {
  await browser.close();
  await bob.close();
  await server.close();
});

const found = (page: Page) => page.getByRole('region', { name: 'Messages found' });

async function look(page: Page, query: string): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search' }).fill(query);
}

test('messages of all conversations are found by parts of words, and pointed out', async () => {
  await look(alice.page, 'reenh');
  await found(alice.page).getByText('2 messages found').waitFor();
  expect(await found(alice.page).locator('mark').allTextContents()).toEqual(['reenh', 'reenh']);
  expect(await found(alice.page).getByRole('heading').allTextContents()).toEqual(['Garden planning', 'Bob']);
});

test('case and accents do not matter, and what nobody wrote is said so', async () => {
  await look(alice.page, 'UBERSETZ');
  await found(alice.page).getByText('1 message found').waitFor();
  expect(await found(alice.page).locator('mark').allTextContents()).toEqual(['Übersetz']);
  await look(alice.page, 'submarine');
  await found(alice.page).getByText('No message holds that.').waitFor();
});

test('a click leads to the message, however far back', async () => {
  await look(alice.page, 'Faust');
  await found(alice.page).getByRole('link').click();
  await alice.page.getByRole('log').getByText('The greenhouse key hangs').waitFor();
  expect(new URL(alice.page.url()).pathname).toMatch(/^\/c\/[^/]+\/[^/]+$/);
});

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  test('what was found is accessible and fits a small phone', async () => {
    const { page } = alice;
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto('/');
    await look(page, 'greenhouse');
    await found(page).getByText('2 messages found').waitFor();
    expect(await accessFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  });
});

test('no page complained', () => {
  expect(alice.complaints).toEqual([]);
});
