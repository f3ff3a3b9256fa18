import { expect, test } from 'bun:test';
import type { Parley } from '@parley/client';
import type { Page } from 'playwright-core';
import { type Device, emailOf, enteredOn } from './harness.ts';
import { expectAccessible, PHONE, Stage, THEMES } from './stage.ts';

let alice: Device;
let bob: Device;
let station: Parley;

const stage = Stage.set(async (stage) => {
  station = await stage.station('Alice Archer');
  await (await stage.station('Bob Baker')).conversationWith(emailOf('Alice Archer'));
  alice = await stage.loggedIn('Alice Archer', { reducedMotion: 'reduce' });
  bob = await stage.loggedIn('Bob Baker');
});

const openMenu = (page: Page) => page.getByRole('button', { name: 'Your account' }).click();
const choice = (page: Page, name: string) => page.getByRole('menuitemradio', { name });

async function choose(page: Page, name: string): Promise<void> {
  await openMenu(page);
  await choice(page, name).click();
}

/** Waits until Bob sees Alice so. */
const seen = (word: string) => bob.page.getByRole('link', { name: new RegExp(`Alice.*${word}$`) }).waitFor();

test('what somebody chooses is what the others see, at once', async () => {
  await seen('available');
  await choose(alice.page, 'Busy');
  await seen('busy');
  await alice.page.getByRole('button', { name: /Your account.*Busy/ }).waitFor();
  await choose(alice.page, 'Appear offline');
  await seen('offline');
});

test('by keyboard it is chosen as well', async () => {
  const { page } = alice;
  await page.getByRole('button', { name: 'Your account' }).focus();
  await page.keyboard.press('Enter');
  await choice(page, 'Available').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await seen('away');
});

test('it holds over a restart of the browser and of the server, which forgets it', async () => {
  await alice.page.close();
  await stage.server.restart();
  await station.setAvailability('available');
  await seen('available');
  alice = { ...alice, page: await alice.context.newPage() };
  await alice.page.goto('/');
  await enteredOn(alice.page);
  await seen('away');
  await openMenu(alice.page);
  expect(await choice(alice.page, 'Away').getAttribute('aria-checked')).toBe('true');
  await alice.page.keyboard.press('Escape');
});

test('of whom somebody begins to write to it is there at once, for both', async () => {
  await stage.station('Carol Cook');
  const { page } = await stage.loggedIn('Carol Cook');
  await page.goto('/new');
  await page.getByRole('searchbox', { name: 'Search people' }).fill('bob');
  await page.getByRole('button', { name: 'Bob', exact: true }).click();
  await page.getByRole('link', { name: /Bob.*available$/ }).waitFor();
  await bob.page.getByRole('link', { name: /Carol.*available$/ }).waitFor();
});

test.each(THEMES)('the menu is accessible and fits a small phone in the %s theme', async (colorScheme) => {
  await alice.page.emulateMedia({ colorScheme });
  await alice.page.setViewportSize(PHONE);
  await openMenu(alice.page);
  await expectAccessible(alice.page);
  await alice.page.keyboard.press('Escape');
});
