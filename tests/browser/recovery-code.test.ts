import { expect, test } from 'bun:test';
import type { BrowserContext, Page } from 'playwright-core';
import { codeOn, confirmCodeOn, type Device, emailOf, fillRegistrationOn, PASSWORD } from './harness.ts';
import { expectAccessible, PHONE, Stage, THEMES } from './stage.ts';

const stage = Stage.set();

const reminder = (page: Page) => page.getByRole('region', { name: 'Recovery code' });

/** Everything that the browser keeps for the page, as text. */
const KEPT = `(async () => {
  const kept = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
  for (const { name } of await indexedDB.databases()) {
    const opening = indexedDB.open(name);
    await new Promise((resolve) => (opening.onsuccess = resolve));
    const database = opening.result;
    for (const store of database.objectStoreNames) {
      const all = database.transaction(store).objectStore(store).getAll();
      await new Promise((resolve) => (all.onsuccess = resolve));
      kept.push(JSON.stringify(all.result));
    }
    database.close();
  }
  return kept.join();
})()`;

/** Somebody new, who closes the tab while it shows the code. @returns the code */
async function leftUnconfirmed(device: Device, name: string): Promise<string> {
  await fillRegistrationOn(device.page, name);
  const code = await codeOn(device.page);
  await device.page.close();
  return code;
}

async function reopened(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto('/');
  await page.getByRole('button', { name: 'Your account' }).waitFor();
  return page;
}

async function makeNewCode(page: Page): Promise<string> {
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Make a new recovery code' }).click();
  return codeOn(page);
}

test('a code that was not confirmed is reminded of until there is a new one, and kept nowhere', async () => {
  await using device = await stage.device();
  const { context } = device;
  const lost = await leftUnconfirmed(device, 'Alice Archer');
  let page = await reopened(context);
  await reminder(page).waitFor();
  const kept = (await page.evaluate(KEPT)) as string;
  expect(kept).toContain(emailOf('Alice Archer'));
  for (const form of [lost, lost.replaceAll('-', '')]) expect(kept).not.toContain(form);

  await reminder(page).getByRole('link', { name: 'Make a new recovery code' }).click();
  const next = await makeNewCode(page);
  expect(next).not.toBe(lost);
  // Closed again before it is confirmed.
  await page.close();
  page = await reopened(context);
  await reminder(page).getByRole('link', { name: 'Make a new recovery code' }).click();
  await confirmCodeOn(page, await makeNewCode(page));
  await page.goto('/');
  await page.getByText('No conversations yet').waitFor();
  expect(await reminder(page).count()).toBe(0);
});

test('whoever wants no code says so, and is not reminded any more', async () => {
  await using device = await stage.device({ reducedMotion: 'reduce' });
  await leftUnconfirmed(device, 'Bob Baker');
  const page = await reopened(device.context);
  await page.setViewportSize(PHONE);
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme });
    await reminder(page).waitFor();
    await expectAccessible(page);
  }
  await reminder(page).getByRole('button', { name: 'Do not remind me' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await reminder(page).getByRole('button', { name: 'Do not remind me' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Do not remind me' }).click();
  await reminder(page).waitFor({ state: 'detached' });
  await page.reload();
  await page.getByText('No conversations yet').waitFor();
  expect(await reminder(page).count()).toBe(0);
  expect(device.complaints).toEqual([]);
});
