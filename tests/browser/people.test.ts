import { describe, expect, test } from 'bun:test';
import type { Parley } from '@parley/client';
import type { Device } from './harness.ts';
import { expectAccessible, PHONE, Stage, THEMES } from './stage.ts';

let alice: Parley;
let bob: Parley;
let device: Device;

Stage.set(async (stage) => {
  alice = await stage.station('Alice Archer');
  bob = await stage.station('Bob Baker');
  await alice.conversationWith(bob.account.email);
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
  // And what another station takes back is taken back here, at the latest when the page is opened.
  await alice.people.markVerified(known, false);
  await page.reload();
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

describe.each(THEMES)('in the %s theme', (colorScheme) => {
  test('the page of a person is accessible and fits a small phone', async () => {
    const { page } = device;
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(PHONE);
    await openBob();
    await expectAccessible(page);
  });
});
