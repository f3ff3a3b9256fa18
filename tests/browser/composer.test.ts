import { expect, test } from 'bun:test';
import type { Conversation, Parley } from '@parley/client';
import type { TamperingProxy } from '@parley/testkit';
import type { Page } from 'playwright-core';
import { article, bodiesOf, clicksOn, composer, messages, say, settled } from './chat.ts';
import { type Device, emailOf } from './harness.ts';
import { expectAccessible, PHONE, Stage, THEMES, TOUCHED } from './stage.ts';

let proxy: TamperingProxy;
let alice: Device;
let page: Page;
let bob: Parley;
let bobby: Parley;
let group: Conversation;

const stage = Stage.set(async (stage) => {
  proxy = await stage.proxy();
  await stage.station('Alice Archer');
  bob = await stage.station('Bob Baker');
  bobby = await stage.station('Bobby Quist');
  group = await bob.createGroup('Plans', ['Alice Archer', 'Bobby Quist'].map(emailOf));
  await group.send('What shall we do?');
  const url = proxy.url.replace('127.0.0.1', 'localhost');
  alice = await stage.loggedIn('Alice Archer', { url, reducedMotion: 'reduce' });
  await alice.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  page = alice.page;
  await page.getByRole('link', { name: /Plans/ }).click();
  await messages(page).getByText('What shall we do?').waitFor();
});

/** What the others get, once they have so many messages. */
async function bodies(count: number): Promise<string[]> {
  for (;;) {
    const all = await bodiesOf(group);
    if (all.length >= count) return all;
    await Bun.sleep(20);
  }
}

const alert = () => messages(page).getByRole('alert');

test('whoever begins to type writes, wherever the focus is', async () => {
  await page.getByRole('link', { name: /Plans/ }).focus();
  await page.keyboard.type('Go');
  expect(await composer(page).inputValue()).toBe('Go');
  await page.getByRole('searchbox').focus();
  await page.keyboard.type('x');
  expect(await composer(page).inputValue()).toBe('Go');
  await page.getByRole('searchbox').fill('');
});

test('Shift+Enter begins a line, Enter sends all of them', async () => {
  await composer(page).fill('Three things:');
  for (const line of ['tea', 'cake']) {
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type(line);
  }
  const height = async () => (await composer(page).boundingBox())?.height ?? 0;
  const tall = await height();
  await page.keyboard.press('Enter');
  await messages(page).getByText('Three things:').waitFor();
  expect(await composer(page).inputValue()).toBe('');
  expect(await height()).toBeLessThan(tall);
  expect(await bodies(2)).toContain('Three things:\ntea\ncake');
});

test('a person is mentioned by keyboard, and Escape leaves the name as it is typed', async () => {
  await composer(page).fill('Ask ');
  await page.keyboard.press('End');
  await page.keyboard.type('@bob');
  const names = page.getByRole('listbox', { name: 'People to mention' }).getByRole('option');
  expect(await names.allTextContents()).toEqual(['Bob', 'Bobby']);
  await page.keyboard.press('ArrowDown');
  expect(await names.nth(1).getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('Enter');
  expect(await composer(page).inputValue()).toBe('Ask @Bobby ');
  await page.keyboard.type('or @bo');
  await names.first().waitFor();
  await page.keyboard.press('Escape');
  await names.first().waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  await article(page, 'or @bo').locator('.text-mention', { hasText: '@Bobby' }).waitFor();
  expect(await bodies(3)).toContain('Ask @Bobby or @bo');
});

test('a person is mentioned by mouse, and whoever types on writes behind the name', async () => {
  await composer(page).fill('');
  await page.keyboard.type('@bob');
  await page.getByRole('option', { name: 'Bobby' }).click();
  await page.keyboard.type('!');
  expect(await composer(page).inputValue()).toBe('@Bobby !');
  await composer(page).fill('');
});

test('a person is mentioned by a finger, and a link that lies beneath the name is not opened', async () => {
  await using phone = await stage.loggedIn('Alice Archer', TOUCHED);
  const links = Array.from({ length: 9 }, (_, index) => `https://example.org/a-long-way-to-go/${index}`);
  const trips = await bob.createGroup('Trips', ['Alice Archer', 'Bobby Quist'].map(emailOf));
  await trips.send(links.join('\n'));
  const { page } = phone;
  await page.getByRole('link', { name: /Trips/ }).tap();
  await messages(page).getByRole('link').nth(8).waitFor();
  await settled(page);
  await composer(page).tap();
  await page.keyboard.type('See @bob, please');
  for (let i = 0; i < ', please'.length; i++) await page.keyboard.press('ArrowLeft');
  const option = page.getByRole('option', { name: 'Bobby' });
  await option.waitFor();
  const at = await option.evaluate((option) => {
    const { left, right, top, bottom } = option.getBoundingClientRect();
    for (let y = top + 2; y < bottom - 2; y++) {
      for (let x = left + 2; x < right - 2; x++) {
        const beneath = document.elementsFromPoint(x, y);
        if (beneath.some(({ localName }) => localName === 'a')) return { x, y };
      }
    }
    throw new Error('no link lies beneath');
  });
  const clicks = await clicksOn(page);
  await page.touchscreen.tap(at.x, at.y);
  await option.waitFor({ state: 'detached' });
  await page.waitForFunction('clicks.length > 0');
  expect(await clicks()).toEqual(['option']);
  await page.keyboard.type('or Ann');
  expect(await composer(page).inputValue()).toBe('See @Bobby or Ann, please');
});

test('whoever types on at once writes behind the name, however late the next frame is', async () => {
  const LATE = 500;
  await composer(page).fill('@bob');
  await page.getByRole('listbox', { name: 'People to mention' }).waitFor();
  await page.evaluate((late) => {
    const frame = globalThis.requestAnimationFrame;
    const slow = (then: () => void) => setTimeout(() => frame(then), late);
    Object.assign(globalThis, {
      requestAnimationFrame: slow,
      mend: () => Object.assign(globalThis, { requestAnimationFrame: frame }),
    });
  }, LATE);
  await page.keyboard.press('Enter');
  await page.keyboard.type('co');
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(resolve))');
  await page.keyboard.type('me');
  await page.evaluate('mend()');
  expect(await composer(page).inputValue()).toBe('@Bob come');
  await composer(page).fill('');
});

test('an emoji goes where the caret is', async () => {
  await composer(page).fill('Hooray, at last');
  await composer(page).press('Home');
  for (let i = 0; i < 'Hooray'.length; i++) await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Insert emoji' }).click();
  await page.getByRole('button', { name: '🎉' }).click();
  await page.keyboard.type('!');
  expect(await composer(page).inputValue()).toBe('Hooray🎉!, at last');
  await composer(page).fill('');
});

test('what is pasted comes as plain text, with all of its lines', async () => {
  await page.evaluate(`navigator.clipboard.write([new ClipboardItem({
    'text/html': new Blob(['<h1 onclick="alert(1)">Bold</h1><ul><li>one</li></ul>'], { type: 'text/html' }),
    'text/plain': new Blob(['Bold\\n- one'], { type: 'text/plain' }),
  })])`);
  await composer(page).focus();
  await page.keyboard.press('Control+V');
  expect(await composer(page).inputValue()).toBe('Bold\n- one');
  const lines = Array.from({ length: 200 }, (_, index) => `line ${index}`).join('\n');
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(lines)})`);
  await composer(page).fill('');
  await page.keyboard.press('Control+V');
  const box = await composer(page).boundingBox();
  expect(box?.height).toBeLessThan(400);
  await page.keyboard.press('Enter');
  await messages(page).getByText('line 199').waitFor();
  expect(await bodies(4)).toContain(lines);
});

test('an edit that is given up brings back what was begun before', async () => {
  await say(page, 'To be edited');
  await article(page, 'To be edited')
    .getByRole('button', { name: /on the server|delivered|seen/ })
    .waitFor();
  await article(page, 'To be edited').focus();
  await composer(page).fill('');
  await page.keyboard.press('ArrowUp');
  await page.getByText('Editing your message').waitFor();
  expect(await composer(page).inputValue()).toBe('To be edited');
  await page.keyboard.press('Escape');
  expect(await composer(page).inputValue()).toBe('');
});

test('without motion, another theme is there at once, in every element', async () => {
  const COLOURS = `[...document.querySelectorAll('main *')].map((element) => getComputedStyle(element).color).join()`;
  // A row shows its time in colour while the pointer is over it, and rows still move: the pointer leaves them.
  await page.mouse.move(0, 0);
  for (const colorScheme of THEMES.toReversed()) {
    await page.emulateMedia({ colorScheme });
    const atOnce = await page.evaluate<string>(COLOURS);
    await page.evaluate('Promise.all(document.getAnimations().map(({ finished }) => finished))');
    expect(await page.evaluate<string>(COLOURS)).toBe(atOnce);
  }
});

test('what the server refuses says so, and is tried again or given up', async () => {
  proxy.refuseOnce('conversation/add', 403, { errorcode: 'forbidden' });
  await say(page, 'Refused at first');
  await alert().waitFor();
  await page.setViewportSize(PHONE);
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await alert().getByRole('button', { name: 'Try again' }).click();
  await article(page, 'Refused at first')
    .getByRole('button', { name: /on the server|delivered|seen/ })
    .waitFor();
  expect((await bodies(6)).filter((body) => body === 'Refused at first').length).toBe(1);
  proxy.refuseOnce('conversation/add', 403, { errorcode: 'forbidden' });
  await say(page, 'Given up');
  await alert().getByRole('button', { name: 'Discard' }).click();
  await messages(page).getByText('Given up').waitFor({ state: 'detached' });
  await say(page, 'The end');
  expect(await bodies(7)).not.toContain('Given up');
});

test('several people are named as a sentence of the language names them', async () => {
  const { id } = await group.send('Who is in?');
  const own = await bobby.conversation('Plans');
  await own.sync();
  for (const conversation of [group, own]) await conversation.react(id, '👍');
  await messages(page).getByRole('button', { name: '👍 by Bob and Bobby' }).waitFor();
  await page.getByText('Only you, Bob and Bobby can read this.').waitFor();
  await page.evaluate("localStorage.setItem('parley-language', 'de')");
  await page.reload();
  await page.getByRole('button', { name: '👍 von Bob und Bobby' }).waitFor();
  await page.getByText('Nur Sie, Bob und Bobby können dies lesen.').waitFor();
  await page.evaluate("localStorage.removeItem('parley-language')");
  await page.reload();
  await composer(page).waitFor();
});

test('a text that is too long for one message says so, and what is typed next goes out', async () => {
  await composer(page).fill('x'.repeat(800_000));
  await page.keyboard.press('Enter');
  await alert()
    .getByText(/too long/)
    .waitFor();
});
