import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import type { Parley } from '@parley/client';
import type { TestServer } from '@parley/testkit';
import type { Browser } from 'playwright-core';
import {
  accessFaults,
  emailOf,
  launchBrowser,
  logInOn,
  newDevice,
  PASSWORD,
  registerFor,
  startWebServer,
} from './harness.ts';

let server: TestServer;
let browser: Browser;
let stations: Parley[];

beforeAll(async () => {
  server = await startWebServer();
  browser = await launchBrowser();
  stations = [await registerFor(server.url, 'Alice Archer'), await registerFor(server.url, 'Bob Baker')];
});

afterAll(async () => {
  await browser.close();
  for (const station of stations) await station.close();
  await server.close();
});

async function loggedIn(name: string, options = {}) {
  const device = await newDevice(browser, server.url, options);
  await logInOn(device.page, name);
  await device.page.getByRole('button', { name: 'Your account' }).waitFor();
  return device;
}

test('theme and language are chosen, and stay chosen', async () => {
  const { page, context, complaints } = await loggedIn('Alice Archer');
  await page.goto('/settings/appearance');
  await page.getByLabel('Dark').check();
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  await page.getByLabel('Deutsch').check();
  await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  await page.getByLabel('Wie der Browser').check();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test('a station is logged out from another one, at once', async () => {
  const first = await loggedIn('Alice Archer');
  const second = await loggedIn('Alice Archer');
  const { page } = second;
  await page.goto('/settings/stations');
  await page.getByText('This one').waitFor();
  const others = page
    .getByRole('listitem')
    .filter({ hasText: 'Chrome on Linux' })
    .filter({ hasNotText: 'This one' });
  const button = others.getByRole('button', { name: 'Log out' });
  await button.first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Log out' }).click();
  await first.page.getByText('logged out', { exact: false }).first().waitFor();
  await first.context.close();
  await second.context.close();
});

test('a password is changed: the old one no longer opens, the new one does', async () => {
  const { page, context } = await loggedIn('Bob Baker');
  const next = 'seven copper kettles whistle softly';
  await page.goto('/settings/account');
  await page.getByLabel('Present password').fill('not the password');
  await page.getByLabel('New password', { exact: true }).fill(next);
  await page.getByLabel('Password, once more').fill(next);
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('The present password is wrong.').waitFor();
  await page.getByLabel('Present password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('The password is changed.').waitFor();
  await context.close();

  const anew = await newDevice(browser, server.url);
  await logInOn(anew.page, 'Bob Baker');
  await anew.page.getByText('The e-mail address or the password is wrong.').waitFor();
  await anew.page.getByLabel('E-mail address').fill(emailOf('Bob Baker'));
  await anew.page.getByLabel('Password', { exact: true }).fill(next);
  await anew.page.getByRole('button', { name: 'Log in' }).click();
  await anew.page.getByRole('button', { name: 'Your account' }).waitFor();
  await anew.context.close();
});

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  test('every section of the settings is accessible and fits a small phone', async () => {
    const { page, context } = await loggedIn('Alice Archer', {
      colorScheme,
      viewport: { width: 320, height: 640 },
    });
    for (const section of ['account', 'appearance', 'notifications', 'stations', 'about']) {
      await page.goto(`/settings/${section}`);
      await page.getByRole('heading', { level: 2 }).or(page.getByRole('group')).first().waitFor();
      expect(await accessFaults(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    }
    await context.close();
  });
});
