import { describe, expect, test } from 'bun:test';
import { type Conversation, ircDrafts } from '@parley/client';
import { logPaths, readLog } from '@parley/testkit';
import type { Page } from 'playwright-core';
import type { Device } from './harness.ts';
import { expectAccessible, PHONE, Stage, THEMES } from './stage.ts';

let group: Conversation;
let device: Device;

const log = readLog(logPaths()[1] as string);

Stage.set(async (stage) => {
  const alice = await stage.station('Alice Archer');
  group = await alice.createGroup('Ubuntu', []);
  await group.import(ircDrafts(group.id, log.name, log.lines));
  device = await stage.loggedIn('Alice Archer');
});

/** What the page counts, by reading the log: what nobody said is not among the messages. */
const said = log.lines.filter(({ kind }) => kind !== 'system');

async function openInsights(page: Page): Promise<void> {
  await page.goto(`/insights/${group.id}`);
  await page.getByRole('heading', { name: 'Messages per hour of the day' }).waitFor();
}

describe.each(THEMES)('insights in the %s theme', (colorScheme) => {
  test('count what people said, and are accessible', async () => {
    const { page, complaints } = device;
    await page.emulateMedia({ colorScheme });
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
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });
});

test('insights fit a small phone', async () => {
  await device.page.setViewportSize(PHONE);
  await openInsights(device.page);
  await expectAccessible(device.page);
});
