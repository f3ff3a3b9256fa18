import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { type Conversation, ircDrafts, type Parley } from '@parley/client';
import { logPaths, readLog, type TestServer } from '@parley/testkit';
import type { Browser, Page } from 'playwright-core';
import { accessFaults, launchBrowser, logInOn, newDevice, registerFor, startWebServer } from './harness.ts';

let server: TestServer;
let browser: Browser;
let alice: Parley;
let group: Conversation;

const log = readLog(logPaths()[1] as string);

beforeAll(async () => {
  server = await startWebServer();
  browser = await launchBrowser();
  alice = await registerFor(server.url, 'Alice Archer');
  group = await alice.createGroup('Ubuntu', []);
  await group.import(ircDrafts(group.id, log.name, log.lines));
});

afterAll(async () => {
  await browser.close();
  await alice.close();
  await server.close();
});

/** What the page counts, by reading the log: what nobody said is not among the messages. */
const said = log.lines.filter(({ kind }) => kind !== 'system');

async function openInsights(page: Page): Promise<void> {
  await logInOn(page, 'Alice Archer');
  await page.getByRole('button', { name: 'Your account' }).waitFor();
  await page.goto(`/insights/${group.id}`);
  await page.getByRole('heading', { name: 'Messages per hour of the day' }).waitFor();
}

describe.each(['light', 'dark'] as const)('insights in the %s theme', (colorScheme) => {
  test('count what people said, and are accessible', async () => {
    const { page, complaints, context } = await newDevice(browser, server.url, { colorScheme });
    await openInsights(page);
    const messages = page.locator('.insights-tiles div').filter({ hasText: 'messages' }).first();
    expect(await messages.locator('dd').textContent()).toBe(said.length.toLocaleString('en'));
    const people = new Set(said.map(({ nick }) => nick)).size;
    expect(await page.locator('.insights-tiles div').nth(1).locator('dd').textContent()).toBe(String(people));
    const hours = page.getByRole('region', { name: 'Messages per hour of the day' });
    await hours.getByText('As a table').click();
    const counts = (await hours.locator('td').allTextContents()).map((text) => Number(text.replace(',', '')));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(said.length);
    expect(await hours.locator('canvas').count()).toBe(1);
    expect(await accessFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

test('insights fit a small phone', async () => {
  const { page, context } = await newDevice(browser, server.url, { viewport: { width: 320, height: 640 } });
  await openInsights(page);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  await context.close();
});
