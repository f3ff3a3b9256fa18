/** The parts of an open conversation, as somebody finds them on the page. */
import { expect } from 'bun:test';
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

/** Writes a message and sends it. */
export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
  await messages(page).getByText(text, { exact: true }).waitFor();
}

/**
 * Holds what a timeline shows against what it must. The list that measures its rows takes over from those that are
 * painted first: in between they are not all there.
 */
export async function expectSoon(
  read: () => Promise<readonly string[]>,
  expected: readonly string[],
): Promise<void> {
  for (let tries = 0; tries < 250 && !Bun.deepEquals(await read(), expected); tries++) await Bun.sleep(20);
  expect(await read()).toEqual([...expected]);
}
