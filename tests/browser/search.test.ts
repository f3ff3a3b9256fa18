import { describe, expect, test } from 'bun:test';
import { fromWireDate } from '@parley/protocol/encoding';
import type { Page } from 'playwright-core';
import { messages } from './chat.ts';
import { type Device, emailOf } from './harness.ts';
import { expectAccessible, PHONE, Stage, THEMES } from './stage.ts';

let alice: Device;

Stage.set(async (stage) => {
  alice = await stage.registered('Alice Archer');
  const bob = await stage.station('Bob Baker');
  const pair = await bob.conversationWith(emailOf('Alice Archer'));
  const group = await bob.createGroup('Garden planning', [emailOf('Alice Archer')]);
  const { created } = await pair.send('The greenhouse key hangs behind the Übersetzung of Faust.');
  for (let count = 1; count <= 120; count++) await pair.send(`Line ${count}`);
  // Of the same second, what conversations say has no order in time.
  const last = fromWireDate(created) as number;
  while (Date.now() < last + 1000) await Bun.sleep(10);
  await group.send('Who waters the tomatoes in the greenhouse?');
  await alice.page.getByRole('link', { name: /Garden planning.*tomatoes/ }).waitFor();
  await alice.page.getByRole('link', { name: /Bob.*Line 120/ }).waitFor();
});

const found = (page: Page) => page.getByRole('region', { name: 'Messages found' });

async function look(page: Page, query: string): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search' }).fill(query);
}

test('messages of all conversations are found by parts of words, and pointed out', async () => {
  await look(alice.page, 'reenh');
  await found(alice.page).getByText('2 messages found').waitFor();
  expect(await found(alice.page).locator('mark').allTextContents()).toEqual(['reenh', 'reenh']);
  expect(await found(alice.page).getByRole('heading').allTextContents()).toEqual(['Garden planning', 'Bob']);
});

test('case and accents do not matter, and what nobody wrote is said so', async () => {
  await look(alice.page, 'UBERSETZ');
  await found(alice.page).getByText('1 message found').waitFor();
  expect(await found(alice.page).locator('mark').allTextContents()).toEqual(['Übersetz']);
  await look(alice.page, 'submarine');
  await found(alice.page).getByText('No message holds that.').waitFor();
});

test('while messages are still looked through, that is said beside what no name has', async () => {
  const { page } = alice;
  await look(page, '');
  await page.evaluate(`globalThis.said = [];
    new MutationObserver(() => said.push(document.querySelector('.sidebar-found')?.innerText ?? ''))
      .observe(document.querySelector('.sidebar'), { subtree: true, childList: true, characterData: true })`);
  await look(page, 'Faust');
  await found(page).getByText('1 message found').waitFor();
  const said = await page.evaluate<string[]>('said.filter((text) => text !== "")');
  const both = ['No conversation has that name.', 'Looking through the messages…'];
  expect(said[0]?.split('\n').filter((line) => line.trim() !== '')).toEqual(both);
});

test('a click leads to the message, however far back', async () => {
  await look(alice.page, 'Faust');
  await found(alice.page).getByRole('link').click();
  await messages(alice.page).getByText('The greenhouse key hangs').waitFor();
  expect(new URL(alice.page.url()).pathname).toMatch(/^\/c\/[^/]+\/[^/]+$/);
});

describe.each(THEMES)('in the %s theme', (colorScheme) => {
  test('what was found is accessible and fits a small phone', async () => {
    const { page } = alice;
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(PHONE);
    await page.goto('/');
    await look(page, 'greenhouse');
    await found(page).getByText('2 messages found').waitFor();
    await expectAccessible(page);
  });
});

test('no page complained', () => {
  expect(alice.complaints).toEqual([]);
});
