import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { launchProfile, logInOn } from '../../tests/browser/harness.ts';
import { memoryOf } from '../process.ts';
import { type ExpectedList, installProbe } from './probe.ts';
import { READER, type World } from './world.ts';

/** The reader's browser, as a process of its own. */
export interface Device {
  readonly context: BrowserContext;
  readonly page: Page;
}

/** In milliseconds: a browser that has just started is busy with itself, whatever it is to open. */
const SETTLING = 3000;

/** Starts the browser anew; what it has stored is in the folder. */
export async function startDevice(folder: string, world: World): Promise<Device> {
  const context = await launchProfile(join(folder, 'profile'), `http://localhost:${world.port}`);
  const expected: ExpectedList = {
    rows: world.conversations.length,
    newest: Object.fromEntries(world.conversations.map(({ name, newest }) => [name, newest.text])),
  };
  await context.addInitScript(installProbe, expected);
  // The page that the browser begins with has passed the script by.
  const [blank] = context.pages();
  const page = await context.newPage();
  await blank?.close();
  await page.waitForTimeout(SETTLING);
  return { context, page };
}

/** Logs in on an empty profile and waits until everything is here. @returns milliseconds from the login on */
export async function fetchAll({ page }: Device): Promise<number> {
  const begun = performance.now();
  await logInOn(page, READER);
  await page.evaluate(() => probe.wholeList());
  const took = performance.now() - begun;
  await keptForOffline(page);
  return took;
}

/** Opens the client. @returns when the list was painted, in milliseconds after the navigation began */
export async function openClient({ page }: Device): Promise<number> {
  await page.goto('/');
  return listPainted(page);
}

export function listPainted(page: Page): Promise<number> {
  return page.evaluate(() => probe.list);
}

/** In milliseconds: a list is kept a second after it was last changed. */
const KEEPING = 2000;

/** Resolves when the client's files and the list are kept, as they are after any visit. */
export async function keptForOffline(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.waitForTimeout(KEEPING);
}

/** Memory of the processes that run the page and its worker, in bytes; undefined where there is no `/proc`. */
export async function rendererMemory({ context }: Device): Promise<number | undefined> {
  const session = await context.browser()?.newBrowserCDPSession();
  if (!session) return undefined;
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const sizes = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => memoryOf(id));
  return sizes.reduce<number | undefined>(
    (sum, size) => (sum === undefined || size === undefined ? undefined : sum + size),
    0,
  );
}
