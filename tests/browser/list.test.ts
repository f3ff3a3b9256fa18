import { beforeEach, describe, expect, test } from 'bun:test';
import type { Conversation, Parley } from '@parley/client';
import type { Locator, Page } from 'playwright-core';
import { clicksOn, composer, settled, written } from './chat.ts';
import { type Device, emailOf } from './harness.ts';
import { expectAccessible, PHONE, Stage, THEMES, TOUCHED } from './stage.ts';

let alice: Device;
/** Another browser of Alice's. */
let other: Device;
let bob: Parley;
let pair: Conversation;
let garden: Conversation;
let kitchen: Conversation;

const stage = Stage.set(async (stage) => {
  alice = await stage.registered('Alice Archer');
  bob = await stage.station('Bob Baker');
  pair = await bob.conversationWith(emailOf('Alice Archer'));
  garden = await bob.createGroup('Garden', [emailOf('Alice Archer')]);
  kitchen = await bob.createGroup('Kitchen', [emailOf('Alice Archer')]);
  for (const conversation of [pair, garden, kitchen]) await conversation.send('Hello');
  await row(alice.page, 'Kitchen').getByText('Hello').waitFor();
  other = await stage.loggedIn('Alice Archer');
});

beforeEach(() => alice.page.goto('/'));

const list = (page: Page): Locator => page.getByRole('navigation', { name: 'Conversations' });
const row = (page: Page, name: string): Locator =>
  list(page).getByRole('link', { name: new RegExp(`^${name}\\b`) });
const menu = (page: Page, name: string): Locator => page.getByRole('menu', { name: `Actions for ${name}` });
const section = (page: Page, name: string): Locator =>
  list(page)
    .locator('section')
    .filter({ has: page.getByRole('heading', { name, exact: true }) });
const focused = (page: Page): Locator => page.locator(':focus');

async function choose(page: Page, name: string, item: string): Promise<void> {
  await row(page, name).click({ button: 'right' });
  await menu(page, name).getByRole('menuitem', { name: item }).click();
  await menu(page, name).waitFor({ state: 'detached' });
}

describe('the menu of a conversation', () => {
  test('opens by a right click, where it was asked for, and Escape closes it', async () => {
    const { page } = alice;
    await row(page, 'Garden').click({ button: 'right', position: { x: 100, y: 20 } });
    const { x, y } = (await row(page, 'Garden').boundingBox()) as { x: number; y: number };
    const place = (await menu(page, 'Garden').boundingBox()) as { x: number; y: number };
    expect(Math.abs(place.x - x - 100)).toBeLessThan(1.5);
    expect(Math.abs(place.y - y - 20)).toBeLessThan(1.5);
    await page.keyboard.press('Escape');
    await menu(page, 'Garden').waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).toBe('/');
  });

  test.each(['ContextMenu', 'Shift+F10'])(
    'opens by %s, works by arrows, and gives the focus back',
    async (key) => {
      const { page } = alice;
      await row(page, 'Garden').focus();
      await page.keyboard.press(key);
      await focused(page)
        .and(page.getByRole('menuitem', { name: 'Add to favourites' }))
        .waitFor();
      await page.keyboard.press('ArrowDown');
      await focused(page)
        .and(page.getByRole('menuitem', { name: 'Mute' }))
        .waitFor();
      await page.keyboard.press('End');
      await focused(page)
        .and(page.getByRole('menuitemradio', { name: 'Lemon' }))
        .waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Escape');
      await focused(page).and(row(page, 'Garden')).waitFor();
    },
  );

  test('is beside each conversation for the tabulator', async () => {
    const { page } = alice;
    await row(page, 'Garden').focus();
    await page.keyboard.press('Tab');
    await focused(page)
      .and(page.getByRole('button', { name: 'Actions for Garden' }))
      .waitFor();
    await page.keyboard.press('Enter');
    await menu(page, 'Garden').waitFor();
    await page.keyboard.press('Escape');
    await focused(page)
      .and(page.getByRole('button', { name: 'Actions for Garden' }))
      .waitFor();
  });

  test('opens by a finger that rests, and lifting it opens nothing else', async () => {
    await using phone = await stage.loggedIn('Alice Archer', TOUCHED);
    const { page } = phone;
    const { x, y, height } = (await row(page, 'Garden').boundingBox()) as {
      x: number;
      y: number;
      height: number;
    };
    const touch = await phone.context.newCDPSession(page);
    const at = { x: x + 60, y: y + height / 2 };
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
    await menu(page, 'Garden').waitFor();
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await menu(page, 'Garden').getByRole('menuitem', { name: 'Mute' }).tap();
    await row(page, 'Garden').getByText('muted').waitFor({ state: 'attached' });
    expect(new URL(page.url()).pathname).toBe('/');
    await choose(alice.page, 'Garden', 'Unmute');
    await row(page, 'Garden').getByText('muted').waitFor({ state: 'detached' });
    // A finger that goes on scrolls, and a short touch opens the conversation.
    await row(page, 'Garden').tap();
    await page.waitForURL(`/c/${garden.id}`);
  });

  test('is closed by a finger beside it, which opens nothing that lies beneath', async () => {
    await using phone = await stage.loggedIn('Alice Archer', TOUCHED);
    const { page } = phone;
    await row(page, 'Garden').waitFor();
    await page.getByRole('button', { name: 'Your account' }).tap();
    const account = page.getByRole('menu', { name: 'Your account' });
    await account.waitFor();
    const at = await list(page).evaluate((list) => {
      for (const row of list.querySelectorAll('a')) {
        const { right, top, bottom } = row.getBoundingClientRect();
        const [x, y] = [right - 60, (top + bottom) / 2];
        const beneath = document.elementsFromPoint(x, y);
        if (beneath.includes(row) && !beneath.some(({ role }) => role === 'menu')) return { x, y };
      }
      throw new Error('no conversation lies beside the menu');
    });
    const clicks = await clicksOn(page);
    await page.touchscreen.tap(at.x, at.y);
    await account.waitFor({ state: 'detached' });
    await page.waitForFunction('clicks.length > 0');
    expect(await clicks()).toEqual(['div']);
    expect(new URL(page.url()).pathname).toBe('/');
  });

  test('is closed by the mouse beside it, and a right click there opens the next one', async () => {
    const { page } = alice;
    // Each to the left of the one before, so that no menu covers what is clicked.
    await row(page, 'Garden').click({ button: 'right', position: { x: 150, y: 20 } });
    await menu(page, 'Garden').waitFor();
    await row(page, 'Kitchen').click({ button: 'right', position: { x: 100, y: 20 }, force: true });
    await menu(page, 'Kitchen').waitFor();
    expect(await page.getByRole('menu').count()).toBe(1);
    await row(page, 'Garden').click({ position: { x: 50, y: 20 }, force: true });
    await menu(page, 'Kitchen').waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).toBe('/');
  });
});

describe('what is chosen is seen at once, on the other station too, and stays', () => {
  test('favourites stand on top, under their own heading', async () => {
    const { page } = alice;
    await choose(page, 'Garden', 'Add to favourites');
    for (const one of [page, other.page])
      await section(one, 'Favourites')
        .getByRole('link', { name: /Garden/ })
        .waitFor();
    await page.reload();
    await section(page, 'Favourites')
      .getByRole('link', { name: /Garden/ })
      .waitFor();
    expect(await list(page).getByRole('link').first().textContent()).toContain('Garden');
    await choose(other.page, 'Garden', 'Remove from favourites');
    for (const one of [page, other.page]) await section(one, 'Favourites').waitFor({ state: 'detached' });
  });

  test('a colour lies behind the conversation, in both themes, and can be taken away', async () => {
    await other.page.emulateMedia({ colorScheme: 'dark' });
    const { page } = alice;
    const background = (on: Page) =>
      list(on)
        .locator('.row')
        .filter({ hasText: 'Garden' })
        .evaluate((element) => getComputedStyle(element).backgroundColor);
    const none = await background(page);
    await row(page, 'Garden').click({ button: 'right' });
    await menu(page, 'Garden').getByRole('menuitemradio', { name: 'Sky' }).click();
    for (const one of [page, other.page]) await list(one).locator('.row[data-color="sky"]').waitFor();
    const [light, dark] = [await background(page), await background(other.page)];
    expect(new Set([none, light, dark]).size).toBe(3);
    await page.reload();
    await list(page).locator('.row[data-color="sky"]').waitFor();
    await row(page, 'Garden').click({ button: 'right' });
    const sky = menu(page, 'Garden').getByRole('menuitemradio', { name: 'Sky' });
    expect(await sky.getAttribute('aria-checked')).toBe('true');
    await menu(page, 'Garden').getByRole('menuitemradio', { name: 'No colour' }).click();
    for (const one of [page, other.page])
      await list(one).locator('.row[data-color]').waitFor({ state: 'detached' });
  });

  test('a muted conversation counts quietly, and not in the title', async () => {
    await choose(other.page, 'Garden', 'Mute');
    const { page } = alice;
    await row(page, 'Garden').getByText('muted').waitFor({ state: 'attached' });
    const before = await page.title();
    await garden.send('Who waters?');
    await row(page, 'Garden').getByText('Who waters?').waitFor();
    await row(page, 'Garden').locator('.badge-quiet').waitFor();
    expect(await page.title()).toBe(before);
    await page.reload();
    await row(page, 'Garden').locator('.badge-quiet').waitFor();
    await choose(page, 'Garden', 'Unmute');
    await row(page, 'Garden').locator('.badge-quiet').waitFor({ state: 'detached' });
    expect(await page.title()).not.toBe(before);
  });

  test('a hidden conversation is found again, and a new message brings it back', async () => {
    const { page } = alice;
    await choose(page, 'Garden', 'Hide until something new comes');
    for (const one of [page, other.page]) await row(one, 'Garden').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('button', { name: 'Hidden (1)' }).click();
    await section(page, 'Hidden')
      .getByRole('link', { name: /Garden/ })
      .waitFor();
    await choose(page, 'Garden', 'Show again');
    await page.getByText('Nothing is hidden.').waitFor();
    await page.getByRole('button', { name: 'All conversations' }).click();
    for (const one of [page, other.page]) await row(one, 'Garden').waitFor();
    await choose(page, 'Garden', 'Hide until something new comes');
    await row(other.page, 'Garden').waitFor({ state: 'detached' });
    await garden.send('Something new');
    for (const one of [page, other.page]) await row(one, 'Garden').getByText('Something new').waitFor();
  });
});

describe('with the keyboard', () => {
  let round = 0;

  /** The names from the top down, in an order that stays: what a start shows first can be a second old. */
  async function namesInOrder(page: Page): Promise<string[]> {
    const text = `Round ${++round}`;
    for (const conversation of [pair, kitchen, garden]) await conversation.send(text);
    await list(page).getByText(text).nth(2).waitFor();
    // In one second, all three: their IDs say which is first.
    return list(page).locator('.row-name').allTextContents();
  }

  test('the search leads into the list, arrows through it, Escape out of it', async () => {
    const { page } = alice;
    const names = await namesInOrder(page);
    const search = page.getByRole('searchbox', { name: 'Search' });
    await search.fill('itch');
    await row(page, 'Garden').waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowDown');
    await focused(page).and(row(page, 'Kitchen')).waitFor();
    await page.keyboard.press('ArrowUp');
    await focused(page).and(search).waitFor();
    await page.keyboard.press('Escape');
    expect(await search.inputValue()).toBe('');
    await row(page, 'Garden').waitFor();
    await page.keyboard.press('ArrowDown');
    for (const name of names) {
      await focused(page).and(row(page, name)).waitFor();
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Home');
    await focused(page).and(list(page).getByRole('link').first()).waitFor();
    await page.keyboard.press('End');
    await focused(page).and(list(page).getByRole('link').last()).waitFor();
    await page.keyboard.press('Enter');
    await composer(page).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL('/');
  });

  test('what has no match is said', async () => {
    const { page } = alice;
    await page.getByRole('searchbox', { name: 'Search' }).fill('nothing of that name');
    await page.getByText('No conversation has that name.').waitFor();
  });

  test('the focus goes to the next conversation where one is hidden', async () => {
    const { page } = alice;
    const [first = '', second = ''] = await namesInOrder(page);
    await row(page, first).focus();
    await page.keyboard.press('Shift+F10');
    await menu(page, first).getByRole('menuitem', { name: 'Hide' }).press('Enter');
    await row(page, first).waitFor({ state: 'detached' });
    await focused(page).and(row(page, second)).waitFor();
    await page.getByRole('button', { name: 'Hidden (1)' }).click();
    await choose(page, first, 'Show again');
  });
});

describe('the preview is what the conversation ends with', () => {
  test('after an edit, a reaction and a removal', async () => {
    const { page } = alice;
    await garden.send('Who waters the tomatoes?');
    const { id } = await garden.send('I do tuesday');
    await row(page, 'Garden').getByText('I do tuesday').waitFor();
    await garden.edit(id, 'I do, on Tuesday');
    await row(page, 'Garden').getByText('I do, on Tuesday').waitFor();
    await garden.react(id, '👍');
    await garden.delete(id);
    await row(page, 'Garden').getByText('Who waters the tomatoes?').waitFor();
    await page.reload();
    await row(page, 'Garden').getByText('Who waters the tomatoes?').waitFor();
    expect(await row(page, 'Garden').getByText('👍').count()).toBe(0);
  });

  test('as it reads, without the signs of its form', async () => {
    const { page } = alice;
    await garden.send('```\ntwo **stars** each\n```');
    await row(page, 'Garden').getByText('two **stars** each', { exact: true }).waitFor();
    await garden.send('**Bring** `the can`,\nplease');
    await row(page, 'Garden').getByText('Bring the can, please', { exact: true }).waitFor();
  });

  test('a draft stands in its place, but for the open conversation, and survives a reload', async () => {
    const { page } = alice;
    await garden.send('Before the draft');
    await row(page, 'Garden').click();
    await composer(page).fill('I could **bring** the can');
    await row(page, 'Garden').getByText('Before the draft').waitFor();
    expect(await row(page, 'Garden').getByText('Draft:').count()).toBe(0);
    await row(page, 'Kitchen').click();
    const draft = row(page, 'Garden').filter({ hasText: 'Draft: I could bring the can' });
    await draft.waitFor();
    await page.goto('/');
    await draft.waitFor();
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
    }
    await draft.click();
    await draft.waitFor({ state: 'detached' });
    await composer(page).fill('');
    await row(page, 'Kitchen').click();
    await composer(page)
      .and(page.getByRole('textbox', { name: /Kitchen/ }))
      .waitFor();
    await row(page, 'Garden').getByText('Before the draft').waitFor();
    expect(await draft.count()).toBe(0);
  });

  test('a draft that is emptied in another tab goes at once', async () => {
    const { page } = alice;
    await row(page, 'Garden').click();
    await composer(page).fill('I take it back');
    await row(page, 'Kitchen').click();
    const draft = row(page, 'Garden').filter({ hasText: 'Draft: I take it back' });
    await draft.waitFor();
    const second = await alice.context.newPage();
    await second.goto('/');
    await row(second, 'Garden').click();
    await written(second, 'I take it back');
    await settled(second);
    await composer(second).fill('');
    await draft.waitFor({ state: 'detached' });
    await second.close();
  });

  test('where nothing was said, or all of it is cleared, that is said', async () => {
    const { page } = alice;
    const shed = await bob.createGroup('Shed', [emailOf('Alice Archer')]);
    await row(page, 'Shed').getByText('No messages yet').waitFor();
    await shed.send('To be cleared');
    await row(page, 'Shed').getByText('To be cleared').waitFor();
    await shed.clear();
    await row(page, 'Shed').getByText('No messages yet').waitFor();
    await page.reload();
    await row(page, 'Shed').getByText('No messages yet').waitFor();
  });

  test('and says who speaks, in a group', async () => {
    await garden.send('Good night');
    await row(alice.page, 'Garden').getByText('Bob: ').waitFor();
  });
});

test('a dot tells how somebody is seen', async () => {
  const dot = row(alice.page, 'Bob').locator('.avatar-dot');
  for (const [availability, shown] of [
    ['available', 'avatar-available'],
    ['busy', 'avatar-busy'],
    ['away', 'avatar-away'],
  ] as const) {
    await bob.setAvailability(availability);
    await dot.and(alice.page.locator(`.${shown}`)).waitFor();
    await row(alice.page, 'Bob').getByText(availability).waitFor({ state: 'attached' });
  }
  await bob.setAvailability('offline');
  await dot.waitFor({ state: 'detached' });
});

describe.each(THEMES)('in the %s theme', (colorScheme) => {
  test('menus and dialogs are accessible, on a small phone too', async () => {
    const { page } = alice;
    await page.emulateMedia({ colorScheme });
    await row(page, 'Garden').click({ button: 'right' });
    await menu(page, 'Garden').waitFor();
    await expectAccessible(page);
    await page.setViewportSize(PHONE);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Your account' }).click();
    await expectAccessible(page);
    await page.getByRole('menuitem', { name: 'Log out' }).click();
    await page.getByRole('dialog').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.goto(`/c/${pair.id}`);
    const actions = page.getByRole('button', { name: 'Actions of this conversation' });
    for (const item of ['Who can read', 'Download as a file', 'Clear for everybody']) {
      await actions.click();
      await expectAccessible(page);
      await page.getByRole('menuitem', { name: item }).click();
      await page.getByRole('dialog').waitFor();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await focused(page).and(actions).waitFor();
    }
    await page.setViewportSize({ width: 1280, height: 720 });
  });
});

test('no page complained', () => {
  expect(alice.complaints).toEqual([]);
});
