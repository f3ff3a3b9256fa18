/** The parts of an open conversation, as somebody finds them on the page. */
import { expect } from 'bun:test';
import type { Conversation } from '@parley/client';
import type { Locator, Page } from 'playwright-core';

export function composer(page: Page): Locator {
  return page.getByRole('textbox', { name: /^Message to/ });
}

export function messages(page: Page): Locator {
  return page.getByRole('log');
}

/** A message, by its text. */
export function article(page: Page, text: string): Locator {
  return messages(page).getByRole('article').filter({ hasText: text });
}

/** Notes what is clicked in a page from now on. @returns what reads it: an element's role, or its name where it has none */
export async function clicksOn(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(`addEventListener('click', ({ target }) => clicks.push(target.role ?? target.localName), true);
    globalThis.clicks = [];`);
  return () => page.evaluate<string[]>('clicks');
}

/** In milliseconds: so long the list of messages holds on to what it was told to show; whoever waits longer finds it free. */
export const HELD = 200;

/** Waits until a timeline is measured, and nothing moves in it any more. */
export async function settled(page: Page): Promise<void> {
  const list = messages(page).and(page.locator(':not(.timeline-first)'));
  const places = () => list.evaluate(({ scrollTop, scrollHeight }) => [scrollTop, scrollHeight]);
  for (let last: unknown, now = await places(); !Bun.deepEquals(now, last); ) {
    await page.waitForTimeout(HELD);
    [last, now] = [now, await places()];
  }
}

/** Writes a message and sends it. */
export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
  await messages(page).getByText(text, { exact: true }).waitFor();
}

/** Waits until a text stands in the composer. */
export async function written(page: Page, text: string): Promise<void> {
  await composer(page).waitFor();
  while ((await composer(page).inputValue()) !== text) await Bun.sleep(20);
}

/** What was said in a conversation, as another station reads it. */
export async function bodiesOf(conversation: Conversation): Promise<string[]> {
  await conversation.sync();
  const bodies: string[] = [];
  for await (const { body } of conversation.download()) bodies.push(body);
  return bodies;
}

/**
 * Holds what a timeline shows against what it must. The list that measures its rows takes over from those that are
 * painted first: in between they are not all there, but never is there anything else.
 */
export async function expectSoon(
  read: () => Promise<readonly string[]>,
  expected: readonly string[],
): Promise<void> {
  let shown = await read();
  for (let tries = 0; tries < 250 && !Bun.deepEquals(shown, expected); tries++) {
    expect(expected).toEqual(expect.arrayContaining(shown));
    await Bun.sleep(20);
    shown = await read();
  }
  expect(shown).toEqual([...expected]);
}
