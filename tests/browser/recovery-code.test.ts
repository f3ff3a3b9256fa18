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

/** Where each of a code's groups begins, by its line; a group that is broken has no place. */
const LINES = `(() => {
  const output = document.querySelector('.recovery-code');
  const walker = document.createTreeWalker(output, NodeFilter.SHOW_TEXT);
  const places = [];
  while (walker.nextNode()) {
    for (const { index, 0: group } of walker.currentNode.data.matchAll(/[^-]+/g)) {
      const range = new Range();
      range.setStart(walker.currentNode, index);
      range.setEnd(walker.currentNode, index + group.length);
      places.push([...range.getClientRects()]);
    }
  }
  const lines = Map.groupBy(places, ([first]) => first.top);
  return [...lines.values()].map((line) => line.map((rects) => (rects.length === 1 ? Math.round(rects[0].left) : NaN)));
})()`;

test.each([1280, 390, 320, 280])(
  'a code stands in even groups, %d pixels wide, and is one text',
  async (width) => {
    await using device = await stage.device();
    const { page } = device;
    await page.setViewportSize({ width, height: 720 });
    await fillRegistrationOn(page, `Carol ${width}`);
    const code = await codeOn(page);
    expect(code).toMatch(/^(?:\w{4}-){6}\w{2}$/);
    const lines = await page.evaluate<number[][]>(LINES);
    expect(lines.flat()).toHaveLength(7);
    const [first = []] = lines;
    expect(first.length).toBeLessThanOrEqual(4);
    for (const line of lines) expect(line).toEqual(first.slice(0, line.length));
    for (const line of lines.slice(0, -1)) expect(line).toHaveLength(first.length);
    await page.getByLabel('Your recovery code').click();
    expect(await page.evaluate<string>('getSelection().toString()')).toBe(code);
  },
);

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
