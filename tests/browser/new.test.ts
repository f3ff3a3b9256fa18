import { describe, expect, test } from 'bun:test';
import type { Parley } from '@parley/client';
import type { Page } from 'playwright-core';
import { messages } from './chat.ts';
import { type Device, emailOf } from './harness.ts';
import { expectAccessible, PHONE, Stage, THEMES } from './stage.ts';

let alice: Device;
let bob: Parley;
let carol: Parley;

Stage.set(async (stage) => {
  alice = await stage.registered('Alice Archer');
  bob = await stage.station('Bob Baker');
  carol = await stage.station('Carol Cook');
});

const search = (page: Page) => page.getByRole('searchbox', { name: 'Search people' });

test('somebody of the directory is found by part of a name, with the keyboard alone', async () => {
  const { page } = alice;
  await page.getByRole('button', { name: 'New conversation' }).focus();
  await page.keyboard.press('Enter');
  await search(page).and(page.locator(':focus')).waitFor();
  await page.keyboard.type('bo');
  await page.getByText('1 person found').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: /Bob/ }).waitFor();
  const [made] = await bob.conversations();
  await page.waitForURL(`/c/${made?.id}`);
  expect(made?.isGroup).toBe(false);
});

test('who is found by address has that address, and nobody is said so', async () => {
  const { page } = alice;
  await page.goto('/new');
  await search(page).fill('nobody@example.org');
  await page.getByText('Nobody in this workspace is called that.').waitFor();
  await search(page).fill(emailOf('Carol Cook'));
  await page.getByRole('button', { name: 'Carol', exact: true }).waitFor();
});

test('a group is made with several people, and its name reaches them', async () => {
  const { page } = alice;
  await page.goto('/new');
  await page.getByText('New group').click();
  expect(await page.getByRole('button', { name: 'Create group' }).textContent()).toBe('Create group');
  await search(page).fill('bob');
  await page.getByRole('button', { name: 'Bob', exact: true }).click();
  await search(page).fill('carol');
  await page.getByRole('button', { name: 'Carol', exact: true }).click();
  const create = page.getByRole('button', { name: 'Create group with 2 people' });
  expect(await create.isDisabled()).toBe(true);
  await page.getByLabel('Name of the group').fill('Garden planning');
  await create.click();
  await page.getByRole('link', { name: /Garden planning/ }).waitFor();
  const group = await carol.conversation('Garden planning');
  await page.waitForURL(`/c/${group.id}`);
  expect(group.readers.length).toBe(3);
});

test('who is added and who is removed is named in the group, in the language of its reader', async () => {
  const { page } = alice;
  const group = await bob.createGroup('Quartet', [emailOf('Alice Archer')]);
  await group.addParticipants([emailOf('Carol Cook')]);
  await group.removeParticipants([emailOf('Carol Cook')]);
  await page.goto(`/c/${group.id}`);
  await messages(page)
    .getByText(/^Bob added Carol [\d:]+/)
    .waitFor();
  await messages(page)
    .getByText(/^Bob removed Carol [\d:]+/)
    .waitFor();
  await page.goto('/settings/appearance');
  await page.getByLabel('Deutsch').check();
  await page.goto(`/c/${group.id}`);
  await messages(page)
    .getByText(/^Bob hat Carol hinzugefügt [\d:]+/)
    .waitFor();
  await messages(page)
    .getByText(/^Bob hat Carol entfernt [\d:]+/)
    .waitFor();
  await page.goto('/settings/appearance');
  await page.getByLabel('English').check();
});

describe.each(THEMES)('in the %s theme', (colorScheme) => {
  test('the page is accessible and fits a small phone', async () => {
    const { page } = alice;
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(PHONE);
    await page.goto('/new');
    await page.getByText('New group').click();
    await search(page).fill('bob');
    await page.getByRole('button', { name: 'Bob', exact: true }).click();
    await page.getByRole('button', { name: 'Take Bob out' }).waitFor();
    await expectAccessible(page);
  });
});

test('no page complained', () => {
  expect(alice.complaints).toEqual([]);
});
