import { describe, expect, test } from 'bun:test';
import type { Parley } from '@parley/client';
import { makePrivateKeys, openPrivateKeys, publicKeysOf } from '@parley/protocol/trust';
import type { TamperingProxy } from '@parley/testkit';
import { bodiesOf, composer, messages } from './chat.ts';
import { type Device, emailOf } from './harness.ts';
import { expectAccessible, PHONE, Stage, THEMES } from './stage.ts';

/*
 * Somebody's keys change while a browser is open: the server gives out keys of its own making under a person's id, each
 * of them valid for itself. What the page must then say, and stop, is in docs/spec/trust.md section 2, Pins.
 */

let proxy: TamperingProxy;
let alice: Parley;
let device: Device;
let id: string;

Stage.set(async (stage) => {
  proxy = await stage.proxy();
  alice = await stage.station('Alice Archer');
  await stage.station('Bob Baker');
  const pair = await alice.conversationWith(emailOf('Bob Baker'));
  id = pair.id;
  await pair.send('This is really me.');
  const url = proxy.url.replace('127.0.0.1', 'localhost');
  device = await stage.loggedIn('Bob Baker', { url, reducedMotion: 'reduce' });
  await device.page.getByRole('link', { name: /Alice/ }).click();
  await messages(device.page).getByText('This is really me.').waitFor();
});

const warning = () =>
  device.page.getByRole('alert').filter({ hasText: 'The keys of Alice are not the ones' });

/** From now on the server gives out other keys as Alice's. @returns their fingerprint */
async function swapKeys(): Promise<string> {
  const { userid, workspaceid } = alice.account;
  const own = await openPrivateKeys({ workspaceId: workspaceid, userId: userid }, await makePrivateKeys());
  const keys = await publicKeysOf(own);
  proxy.change('friends/list', ({ availabilities }) => {
    for (const friend of availabilities) if (friend.friendid === userid) Object.assign(friend, keys);
  });
  proxy.change('friends/keys', ({ users }) => {
    for (const user of users) if (user.friendid === userid) Object.assign(user, keys);
  });
  return own.identity.fingerprint;
}

test('the open conversation warns at once, and writing stops', async () => {
  await composer(device.page).waitFor();
  await swapKeys();
  await alice.setAvailability('away');
  await warning().waitFor();
  await device.page.getByText('Writing is stopped until you have decided.').waitFor();
  expect(await composer(device.page).count()).toBe(0);
  await device.page
    .getByRole('link', { name: /Alice/ })
    .getByText('Keys have changed')
    .waitFor({ state: 'attached' });
  // What was proven before stays what it is.
  await messages(device.page).getByText('This is really me.').waitFor();
});

describe.each(THEMES)('in the %s theme', (colorScheme) => {
  test('the warning and what there is to compare are accessible and fit a small phone', async () => {
    const { page } = device;
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(PHONE);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Compare with Alice' }).click();
    await page.getByRole('list', { name: 'Number of the keys you knew' }).waitFor();
    await expectAccessible(page);
    await page.goBack();
    await warning().waitFor();
  });
});

test('the person’s page has both numbers, of the keys that were known and of those that are given now', async () => {
  const { page } = device;
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole('link', { name: 'Compare with Alice' }).click();
  const numberIn = async (name: string) =>
    (await page.getByRole('list', { name, exact: true }).locator('li').allTextContents()).join(' ');
  await page.getByRole('list', { name: 'Number of the keys you knew' }).waitFor();
  const known = await numberIn('Number of the keys you knew');
  const given = await numberIn('Number of the keys that the server gives now');
  expect(known).toBe(alice.safetyNumber(await alice.people.findByEmail(emailOf('Bob Baker'))));
  expect(given).not.toBe(known);
  expect(given).toMatch(/^(\d{5} ){11}\d{5}$/);
  expect(await page.getByRole('button', { name: /mark as verified/ }).count()).toBe(0);
  await page.goBack();
});

test('whoever decides to goes on writing, and only the known keys read it', async () => {
  await device.page.getByRole('button', { name: 'Write all the same' }).click();
  await composer(device.page).fill('Is that you?');
  await composer(device.page).press('Enter');
  const pair = await alice.conversation(id);
  while (!(await bodiesOf(pair)).includes('Is that you?')) await Bun.sleep(50);
  await warning().waitFor();
});

test('when the server gives the known keys again, the warning goes', async () => {
  proxy.rest();
  await alice.setAvailability('available');
  await warning().waitFor({ state: 'detached' });
  await composer(device.page).waitFor();
});
