import { beforeEach, describe, expect, test } from 'bun:test';
import type { Conversation } from '@parley/client';
import type { Locator, Page } from 'playwright-core';
import { composer, messages, written } from './chat.ts';
import { type Device, emailOf, enteredOn, logInOn } from './harness.ts';
import { expectAccessible, PHONE, Stage, THEMES, TOUCHED } from './stage.ts';

let alice: Device;
let page: Page;
/** As the list has them, from the top down. */
let names: readonly string[];
/** The one that is made last. */
let cellar: Conversation;

const stage = Stage.set(async (stage) => {
  alice = await stage.registered('Alice Archer');
  page = alice.page;
  const bob = await stage.station('Bob Baker');
  for (const name of ['Garden', 'Kitchen', 'Cellar']) {
    cellar = await bob.createGroup(name, [emailOf('Alice Archer')]);
    await cellar.send(`In the ${name}`);
  }
  await page.getByText('In the Cellar').waitFor();
  names = await page.locator('.row-name').allTextContents();
});

beforeEach(async () => {
  await page.goto('/');
  await row(names[0]).waitFor();
});

const row = (name = ''): Locator => page.getByRole('link', { name: new RegExp(`^${name}\\b`) });
const search = (): Locator => page.getByRole('searchbox', { name: 'Search' });
const writing = (name = ''): Locator => page.getByRole('textbox', { name: `Message to ${name}` });
const dialog = (): Locator => page.getByRole('dialog', { name: 'Keyboard shortcuts' });
const focused = (): Locator => page.locator(':focus');

async function open(name = ''): Promise<void> {
  await row(name).click();
  await writing(name).waitFor();
}

describe('the search', () => {
  test('is reached while a message is written, and left again', async () => {
    await open(names[0]);
    await composer(page).fill('half a tho');
    await page.keyboard.press('Control+k');
    await focused().and(search()).waitFor();
    await page.keyboard.type('Cell/?');
    expect(await search().inputValue()).toBe('Cell/?');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('Cell');
    expect(await search().inputValue()).toBe('Cell');
    await page.keyboard.press('Escape');
    expect(await search().inputValue()).toBe('');
    await focused().and(search()).waitFor();
    await page.keyboard.press('Escape');
    await focused().and(composer(page)).waitFor();
    await page.keyboard.type('ught/?');
    expect(await composer(page).inputValue()).toBe('half a thought/?');
  });

  test('is reached from a conversation on a small screen', async () => {
    await open(names[0]);
    await page.setViewportSize(PHONE);
    await page.keyboard.press('Control+k');
    await focused().and(search()).waitFor();
    await page.setViewportSize({ width: 1280, height: 720 });
  });
});

describe('the conversations', () => {
  test('are opened one after the other, from wherever one writes', async () => {
    await page.keyboard.press('Alt+ArrowDown');
    await focused().and(writing(names[0])).waitFor();
    await page.keyboard.press('Alt+ArrowDown');
    await focused().and(writing(names[1])).waitFor();
    await page.keyboard.type('Hm');
    expect(await writing(names[1]).inputValue()).toBe('Hm');
    await page.keyboard.press('Alt+ArrowUp');
    await focused().and(writing(names[0])).waitFor();
    // There is none above.
    await page.keyboard.press('Alt+ArrowUp');
    await focused().and(writing(names[0])).waitFor();
    await page.keyboard.press('Alt+ArrowDown');
    await focused().and(writing(names[1])).waitFor();
    await written(page, 'Hm');
  });

  test('are opened from their rows and from messages as well', async () => {
    await open(names[0]);
    await row(names[0]).focus();
    await page.keyboard.press('Alt+ArrowDown');
    await focused().and(writing(names[1])).waitFor();
    await messages(page).getByRole('article').last().focus();
    await page.keyboard.press('Alt+ArrowDown');
    await focused().and(writing(names[2])).waitFor();
  });

  test('with something unread are opened past all others', async () => {
    for (const name of names) {
      await open(name);
      await row(name).getByText('unread').waitFor({ state: 'detached' });
    }
    await page.goto('/');
    await cellar.send('News');
    const { name } = cellar;
    await row(name).getByText('1 unread').waitFor({ state: 'attached' });
    await open(names.find((other) => other !== name));
    await page.keyboard.press('Alt+Shift+ArrowUp');
    await focused().and(writing(name)).waitFor();
  });
});

describe('the focus is not lost', () => {
  test('where something else is opened: it goes there', async () => {
    await open(names[0]);
    await page.getByRole('button', { name: 'Actions of this conversation' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Insights' }).press('Enter');
    await page.getByRole('button', { name: 'Back' }).waitFor();
    await focused().and(page.getByRole('main')).waitFor();
    await page.keyboard.press('Tab');
    await focused()
      .and(page.getByRole('button', { name: 'Back' }))
      .waitFor();
    await page.keyboard.press('Enter');
    await writing(names[0]).waitFor();
    await focused().and(page.getByRole('main')).waitFor();
    await page.keyboard.press('Escape');
    await writing(names[0]).waitFor({ state: 'detached' });
    await focused().and(row(names[0])).waitFor();
  });

  test('where a conversation is closed from a message: it goes to its row', async () => {
    await open(names[1]);
    await messages(page).getByRole('article').last().focus();
    await page.keyboard.press('Escape');
    await writing(names[1]).waitFor({ state: 'detached' });
    await focused().and(row(names[1])).waitFor();
  });
});

describe('what keys do is told', () => {
  test('from the list, and Escape leads back', async () => {
    await open(names[0]);
    await row(names[0]).focus();
    await page.keyboard.press('Control+/');
    await dialog().getByText('Search', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await focused().and(row(names[0])).waitFor();
  });

  test('while a message is written, and by mouse', async () => {
    await open(names[0]);
    await composer(page).focus();
    await page.keyboard.press('Control+/');
    await dialog().getByText('Ctrl').first().waitFor();
    await dialog().getByRole('button', { name: 'Close' }).click();
    await focused().and(composer(page)).waitFor();
    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).click();
    await dialog().waitFor();
  });

  test('in the user’s language', async () => {
    await using device = await stage.loggedIn('Alice Archer');
    await device.page.evaluate("localStorage.setItem('parley-language', 'de')");
    await device.page.reload();
    await device.page.getByRole('searchbox').waitFor();
    await device.page.keyboard.press('Control+/');
    const told = device.page.getByRole('dialog', { name: 'Tastenkürzel' });
    await told.getByText('Strg').first().waitFor();
    await told.getByText('Bild ↓').waitFor();
  });

  test('with the signs of a Mac on one', async () => {
    await using device = await stage.device();
    await device.context.addInitScript("Object.defineProperty(navigator, 'platform', { value: 'MacIntel' })");
    const { page: mac } = device;
    await logInOn(mac, 'Alice Archer');
    await enteredOn(mac);
    await mac.keyboard.press('Control+k');
    expect(await mac.evaluate('document.activeElement.localName')).not.toBe('input');
    await mac.keyboard.press('Meta+k');
    await mac.locator(':focus').and(mac.getByRole('searchbox')).waitFor();
    await mac.keyboard.press('Meta+/');
    await mac.getByRole('dialog').getByText('⌘').first().waitFor();
  });

  test('but not where there is no keyboard', async () => {
    await using phone = await stage.loggedIn('Alice Archer', TOUCHED);
    await phone.page.getByRole('button', { name: 'Your account' }).tap();
    await phone.page.getByRole('menuitem', { name: 'Settings' }).waitFor();
    expect(await phone.page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).count()).toBe(0);
  });

  test.each(THEMES)('accessibly, in the %s theme and on a small screen', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.keyboard.press('Control+/');
    await dialog().waitFor();
    await expectAccessible(page);
    await page.setViewportSize(PHONE);
    await expectAccessible(page);
    await page.setViewportSize({ width: 1280, height: 720 });
  });
});

test('no page complained', () => {
  expect(alice.complaints).toEqual([]);
});
