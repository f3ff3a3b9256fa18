import type { BrowserContext, Page } from 'playwright-core';

/** A notification, and the tab that showed it. */
export interface Told {
  readonly tab: Page;
  readonly title: string;
  readonly body: string;
}

/** A headless browser shows no notifications: what a page asks it to show is noted, and can be clicked. */
const NOTE = `
  globalThis.Notification = class {
    static permission = 'granted';
    static requestPermission = async () => 'granted';
    constructor(title, { body }) { globalThis.lastTold = this; globalThis.tell({ title, body }); }
    close() {}
  };
`;

/** How many tabs hold the lock of the one that tells, and how many wait for it. */
const TELLERS = `navigator.locks.query().then((locks) =>
  [locks.held, locks.pending].map((all) => all.filter(({ name }) => name === 'parley-notifier').length))`;

/** Waits until one of so many tabs tells: when the one that did goes away, the browser lets another one know. */
export async function telling([tab, ...others]: readonly [Page, ...Page[]]): Promise<void> {
  while (!Bun.deepEquals(await tab.evaluate(TELLERS), [1, others.length])) await Bun.sleep(20);
}

/** Notes what the pages of a browser tell from now on. To be called before they are opened. */
export async function noteTold(context: BrowserContext): Promise<Told[]> {
  const told: Told[] = [];
  await context.exposeBinding('tell', ({ page }, news) => told.push({ tab: page, ...news }));
  await context.addInitScript(NOTE);
  return told;
}
