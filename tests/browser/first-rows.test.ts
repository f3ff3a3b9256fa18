import { expect, test } from 'bun:test';
import type { Conversation } from '@parley/client';
import type { Page } from 'playwright-core';
import { messages, settled } from './chat.ts';
import { type Device, emailOf } from './harness.ts';
import { Stage } from './stage.ts';

/*
 * A conversation is opened with the rows in sight, as they are painted first; then a list takes over that lets rows
 * come and go. Whatever somebody does to them meanwhile is done.
 */

/** Longer than is shown at once. */
const LONG = `Begin ${'many words '.repeat(1_000)}end`;
/** A message before it, high enough for most of them to go when the list takes over. */
const before = (number: number) => `Message ${number}\nwith more\nlines\nthan\none`;

let alice: Device;
let page: Page;
let pair: Conversation;

Stage.set(async (stage) => {
  alice = await stage.registered('Alice Archer');
  page = alice.page;
  const bob = await stage.station('Bob Baker');
  pair = await bob.conversationWith(emailOf('Alice Archer'));
  // More than are painted first, so that the list must be scrolled for them to stay where they are.
  for (let number = 0; number < 80; number++) await pair.send(before(number));
  await pair.send(LONG);
  const low = await bob.createGroup('Low rows', [emailOf('Alice Archer')]);
  for (let number = 0; number < 60; number++) await low.send(`${number}`);
  await page.getByRole('link', { name: /81 unread messages/ }).click();
  await settled(page);
  await messages(page).press('End');
  await page.getByRole('link', { name: /^Bob/ }).filter({ hasNotText: 'unread' }).waitFor();
});

const more = () => page.getByRole('button', { name: 'Show all of it' });
const list = () => messages(page).and(page.locator(':not(.timeline-first)'));

/** Opens a conversation, in which something is seen then; the list takes over once it is told to. */
async function openedHeld(name = /^Bob/, seen = more()): Promise<{ takeOver: () => Promise<void> }> {
  await page.goto('/');
  await page.evaluate(HOLD_FRAMES);
  await page.getByRole('link', { name }).click();
  await seen.waitFor();
  return {
    takeOver: async () => {
      expect(await list().count()).toBe(0);
      await page.evaluate('releaseFrames()');
      await list().waitFor();
    },
  };
}

/** What waits for a frame waits until it is told to go on. */
const HOLD_FRAMES = `{
  const held = [];
  const request = requestAnimationFrame;
  globalThis.requestAnimationFrame = (run) => held.push(run);
  globalThis.releaseFrames = () => {
    globalThis.requestAnimationFrame = request;
    for (const run of held) request(run);
  };
}`;

test('a long text that is asked for whole stays whole, also when its row has gone and comes again', async () => {
  const { takeOver } = await openedHeld();
  await more().click();
  await more().waitFor({ state: 'detached' });
  await takeOver();
  await settled(page);
  expect(await more().count()).toBe(0);
  await messages(page).press('Home');
  await messages(page).getByText(before(0), { exact: true }).waitFor();
  await messages(page).getByText(LONG).waitFor({ state: 'detached' });
  await messages(page).press('End');
  await messages(page).getByText(LONG).waitFor();
});

/** Presses a mouse button on what shows the whole text. */
async function press(): Promise<void> {
  const { x, y, width, height } = (await more().boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
}

test('a click that begins before the list takes over, and ends behind it, is heard', async () => {
  const { takeOver } = await openedHeld();
  await press();
  await takeOver();
  await page.mouse.up();
  await more().waitFor({ state: 'detached' });
});

test('a click is heard though the list is moved by a little while the button is down', async () => {
  const { takeOver } = await openedHeld();
  await takeOver();
  await settled(page);
  await press();
  await messages(page).evaluate((element) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    element.addEventListener('scroll', () => resolve(), { once: true });
    element.scrollBy({ top: -2, behavior: 'instant' });
    return promise;
  });
  await page.mouse.up();
  await more().waitFor({ state: 'detached' });
});

test('who has scrolled before the list takes over stays there', async () => {
  const { takeOver } = await openedHeld();
  const line = messages(page).getByText(before(75), { exact: true });
  await line.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  const top = () => line.evaluate((element) => Math.round(element.getBoundingClientRect().top));
  const held = await top();
  await takeOver();
  expect(Math.abs((await top()) - held)).toBeLessThanOrEqual(1);
  await settled(page);
  expect(Math.abs((await top()) - held)).toBeLessThanOrEqual(1);
});

test('rows that are lower than most fill the window at once, at the first unread one and at the end', async () => {
  const isFilled = () =>
    messages(page).evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      const rows = [...element.querySelectorAll('.timeline-place')].map((row) => row.getBoundingClientRect());
      return (rows[0]?.top ?? bottom) <= top && (rows.at(-1)?.bottom ?? top) >= bottom - 1;
    });
  const row = (number: number) => messages(page).getByText(`${number}`, { exact: true });
  const { takeOver } = await openedHeld(/60 unread messages/, row(0));
  expect(await isFilled()).toBe(true);
  await takeOver();
  await settled(page);
  await messages(page).press('End');
  await page
    .getByRole('link', { name: /Low rows/ })
    .filter({ hasNotText: 'unread' })
    .waitFor();
  await openedHeld(/Low rows/, row(59));
  expect(await isFilled()).toBe(true);
});

test('the page did not complain', () => {
  expect(alice.complaints).toEqual([]);
});
