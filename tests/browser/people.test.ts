import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import type { Parley } from '@parley/client';
import type { TestServer } from '@parley/testkit';
import type { Browser, Page } from 'playwright-core';
import { accessFaults, launchBrowser, logInOn, newDevice, registerFor, startWebServer } from './harness.ts';

let server: TestServer;
let browser: Browser;
let alice: Parley;
let bob: Parley;

beforeAll(async () => {
  server = await startWebServer();
  browser = await launchBrowser();
  alice = await registerFor(server.url, 'Alice Archer');
  bob = await registerFor(server.url, 'Bob Baker');
  await alice.conversationWith(bob.account.email);
});

afterAll(async () => {
  await browser.close();
  for (const station of [alice, bob]) await station.close();
  await server.close();
});

async function openBob(page: Page): Promise<void> {
  await logInOn(page, 'Alice Archer');
  await page.getByRole('button', { name: 'Your account' }).waitFor();
  await page.goto(`/person/${bob.account.userid}`);
  await page.getByRole('heading', { name: bob.account.nick }).waitFor();
}

test('both see the same safety number, and a comparison is kept for all stations', async () => {
  const { page, complaints, context } = await newDevice(browser, server.url);
  await openBob(page);
  const shown = (
    await page.getByRole('list', { name: 'Safety number' }).locator('li').allTextContents()
  ).join(' ');
  const person = await bob.people.findByEmail(alice.account.email);
  expect(shown).toBe(bob.safetyNumber(person));
  expect(await page.getByRole('img', { name: 'The safety number as a QR code' }).count()).toBe(1);
  await page.getByRole('button', { name: 'We see the same: mark as verified' }).click();
  await page.getByRole('button', { name: 'Take the mark back' }).waitFor();
  await alice.people.syncKeyring();
  await alice.people.learn([bob.account.userid]);
  expect(alice.people.get(bob.account.userid)?.isVerified).toBe(true);
  expect(complaints).toEqual([]);
  await context.close();
});

test('somebody is blocked, and let in again', async () => {
  const { page, context } = await newDevice(browser, server.url);
  await openBob(page);
  await page.getByRole('button', { name: 'Block', exact: true }).click();
  await page.getByRole('button', { name: 'Unblock' }).waitFor();
  expect(await alice.friends.blocked()).toEqual([bob.account.userid]);
  await page.getByRole('button', { name: 'Unblock' }).click();
  await page.getByRole('button', { name: 'Block', exact: true }).waitFor();
  expect(await alice.friends.blocked()).toEqual([]);
  await context.close();
});

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  test('the page of a person is accessible and fits a small phone', async () => {
    const { page, context } = await newDevice(browser, server.url, {
      colorScheme,
      viewport: { width: 320, height: 640 },
    });
    await openBob(page);
    expect(await accessFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    await context.close();
  });
});
