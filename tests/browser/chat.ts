/** The parts of an open conversation, as somebody finds them on the page. */
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
