import { describe, expect, test } from 'bun:test';
import type { Conversation, Parley } from '@parley/client';
import { composer, messages } from './chat.ts';
import type { Device } from './harness.ts';
import { expectAccessible, PHONE, Stage, THEMES } from './stage.ts';

let alice: Parley;
let bob: Parley;
let device: Device;
let pair: Conversation;

const stage = Stage.set(async (stage) => {
  alice = await stage.station('Alice Archer');
  bob = await stage.station('Bob Baker');
  pair = await alice.conversationWith(bob.account.email);
  device = await stage.loggedIn('Alice Archer');
});

async function openBob(): Promise<void> {
  const { page } = device;
  await page.goto(`/person/${bob.account.userid}`);
  await page.getByRole('heading', { name: bob.account.nick }).waitFor();
}

test('both see the same safety number, and a comparison is kept for all stations', async () => {
  const { page, complaints } = device;
  await openBob();
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
  const known = alice.people.require(bob.account.userid);
  expect(known.isVerified).toBe(true);
  await alice.people.markVerified(known, false);
  await page.getByRole('button', { name: 'We see the same: mark as verified' }).waitFor();
  expect(complaints).toEqual([]);
});

test('somebody is blocked, and let in again', async () => {
  const { page } = device;
  await openBob();
  await page.getByRole('button', { name: 'Block', exact: true }).click();
  await page.getByRole('button', { name: 'Unblock' }).waitFor();
  expect(await alice.friends.blocked()).toEqual([bob.account.userid]);
  await page.getByRole('button', { name: 'Unblock' }).click();
  await page.getByRole('button', { name: 'Block', exact: true }).waitFor();
  expect(await alice.friends.blocked()).toEqual([]);
});

test('the page of a person follows what another browser does, and what the person does', async () => {
  const { page } = device;
  await using other = await stage.loggedIn('Alice Archer');
  await openBob();
  await other.page.goto(`/person/${bob.account.userid}`);
  for (const [before, after] of [
    ['Block', 'Unblock'],
    ['We see the same: mark as verified', 'Take the mark back'],
    ['Remove from contacts', 'Add to contacts'],
  ] as const) {
    await other.page.getByRole('button', { name: before, exact: true }).click();
    await page.getByRole('button', { name: after, exact: true }).waitFor();
    await other.page.getByRole('button', { name: after, exact: true }).click();
    await page.getByRole('button', { name: before, exact: true }).waitFor();
  }
  const head = page.locator('.person-head');
  await bob.setAvailability('busy');
  await head.getByText('Busy').waitFor();
  await bob.setNames({ nick: 'Robert' });
  await head.getByRole('heading', { name: 'Robert' }).waitFor();
  await head.getByText('Known as Bob before').waitFor();
  await bob.setNames({ nick: 'Bob' });
  await head.getByRole('heading', { name: 'Bob', exact: true }).waitFor();
  expect(other.complaints).toEqual([]);
});

test('whoever has blocked the other one of two sees that in place of the composer, and can end it there', async () => {
  const { page } = device;
  const hers = await bob.conversationWith(alice.account.email);
  await hers.send('Read me');
  await using his = await stage.loggedIn('Bob Baker');
  const row = page.getByRole('link', { name: /Bob/ });
  await openBob();
  await row.getByText('1 unread message').waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Block', exact: true }).click();
  await page.getByRole('button', { name: 'Unblock' }).waitFor();
  await row.click();
  await page.getByText('You blocked Bob.').waitFor();
  await messages(page).getByText('Read me').waitFor();
  await row.getByText('unread').waitFor({ state: 'detached' });
  expect(await composer(page).count()).toBe(0);
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(PHONE);
    await expectAccessible(page);
  }
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.reload();
  await page.getByText('You blocked Bob.').waitFor();
  await his.page.goto(`/c/${pair.id}`);
  await composer(his.page).waitFor();
  expect(await his.page.getByText('blocked').count()).toBe(0);
  await page.getByRole('button', { name: 'Unblock' }).click();
  await composer(page).waitFor();
  expect(await alice.friends.blocked()).toEqual([]);
  expect(await page.getByText('You blocked Bob.').count()).toBe(0);
});

test('who is verified is marked so in the list, in the head of the conversation, and among its readers', async () => {
  const { page } = device;
  await page.goto(`/c/${pair.id}`);
  const row = page.getByRole('link', { name: /Bob/ });
  const places = [row, page.locator('.conversation-head')];
  await composer(page).waitFor();
  const known = alice.people.require(bob.account.userid);
  await alice.people.markVerified(known);
  for (const place of places) await place.getByText('Verified').waitFor({ state: 'attached' });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Actions of this conversation' }).click();
  await page.getByRole('menuitem', { name: 'Who can read' }).click();
  await page
    .getByRole('dialog')
    .getByRole('link', { name: /Bob/ })
    .getByText('Verified')
    .waitFor({ state: 'attached' });
  await page.keyboard.press('Escape');
  await page.reload();
  for (const place of places) await place.getByText('Verified').waitFor({ state: 'attached' });
  await alice.people.markVerified(known, false);
  for (const place of places) await place.getByText('Verified').waitFor({ state: 'detached' });
});

describe.each(THEMES)('in the %s theme', (colorScheme) => {
  test('the page of a person is accessible and fits a small phone', async () => {
    const { page } = device;
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(PHONE);
    await openBob();
    await expectAccessible(page);
  });
});
