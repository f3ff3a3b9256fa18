import type { Page } from 'playwright-core';
import type { WorldConversation } from './world.ts';

export interface Opening {
  readonly name: string;
  /** From the click until the newest message was painted, in milliseconds. */
  readonly took: number;
}

/** Clicks on conversations in the list, one after the other. */
export async function measureOpenings(
  page: Page,
  conversations: readonly WorldConversation[],
): Promise<Opening[]> {
  const openings: Opening[] = [];
  for (const { name, newest } of conversations) {
    const link = page.locator('.row-link').filter({ has: page.getByText(name, { exact: true }) });
    await link.scrollIntoViewIfNeeded();
    await link.hover();
    await page.evaluate(
      ([id, title]) => {
        globalThis.opened = probe.opening(id, title);
      },
      [`row-${newest.id}`, name] as const,
    );
    await link.click();
    openings.push({ name, took: await page.evaluate(() => globalThis.opened) });
  }
  return openings;
}

declare global {
  /** In the page: the opening under way. */
  var opened: Promise<number>;
}
