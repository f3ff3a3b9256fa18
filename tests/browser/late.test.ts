import { describe, expect, test } from 'bun:test';
import type { Page, Route } from 'playwright-core';
import { composer, written } from './chat.ts';
import { type Device, emailOf, enteredOn, logInOn } from './harness.ts';
import { expectAccessible, Stage } from './stage.ts';

/*
 * What a page loads late cannot always be had: the network is gone before the service worker has everything, or the
 * server is just being restarted.
 */

const stage = Stage.set(async (stage) => {
  await stage.station('Alice Archer');
  const bob = await stage.station('Bob Baker');
  const harbour = await bob.createGroup('Harbour', [emailOf('Alice Archer')]);
  await harbour.send('The ferry leaves at noon');
});

/** A browser whose page asks the server itself, as before its service worker has begun. */
const device = () => stage.device({ serviceWorkers: 'block' });

/** Lets files through again: those that are asked for from now on, or only those of the next page. */
type Mend = (from?: 'now' | 'the next page') => void;

/** Keeps files that fit away. @param how of each of them, which by itself fails */
async function lose(
  { context }: Device,
  files: RegExp,
  how: (route: Route) => unknown = (route) => route.abort('connectionfailed'),
): Promise<Mend> {
  let isLost = true;
  const end = () => {
    isLost = false;
  };
  await context.route(files, (route) => (isLost ? how(route) : route.continue()));
  return (from = 'now') => {
    if (from === 'now') end();
    else context.on('request', (request) => request.isNavigationRequest() && end());
  };
}

/** Files that fit are never answered. */
const hang = (device: Device, files: RegExp) => lose(device, files, () => {});

/** Resolves when such a file has not come once more: what is mended earlier comes at that very try. */
const lostAgain = ({ page }: Device, files: RegExp) =>
  page.waitForEvent('requestfailed', (request) => files.test(request.url()));

/** Lets what moves or waits by styles alone take a fiftieth of its time. */
async function hasten({ context, page }: Device): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('Animation.enable');
  await session.send('Animation.setPlaybackRate', { playbackRate: 50 });
}

test('code that does not come is told, and comes when it is tried again', async () => {
  await using alice = await device();
  const { page } = alice;
  await logInOn(page, 'Alice Archer');
  await enteredOn(page);
  const mend = await lose(alice, /\.js$/);
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await page.getByRole('alert').getByText('could not be loaded').waitFor();
  const lost = lostAgain(alice, /\.js$/);
  await page.getByRole('button', { name: 'Try again' }).click();
  await lost;
  await page.getByRole('alert').getByText('could not be loaded').waitFor();
  mend();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByLabel('Present password').waitFor();
  expect(await page.getByText('could not be loaded').count()).toBe(0);
});

test('that a conversation does not come is told in a few lines, not all over the page', async () => {
  await using alice = await device();
  const { page } = alice;
  await lose(alice, /\/assets\/conversation-view-/);
  await logInOn(page, 'Alice Archer');
  await enteredOn(page);
  await page.getByRole('link', { name: /Harbour/ }).click();
  const notice = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
  await notice.waitFor();
  expect((await notice.boundingBox())?.height).toBeLessThan(200);
});

describe('code that goes on not coming', () => {
  /** Alice, before whom such code is, in a conversation in which she has begun to write. */
  async function writing(alice: Device): Promise<void> {
    const { page } = alice;
    await logInOn(page, 'Alice Archer');
    await enteredOn(page);
    await page.getByRole('link', { name: /Harbour/ }).click();
    await composer(page).fill('Half a thought');
  }

  const openExport = async (page: Page) => {
    await page.getByRole('button', { name: 'Actions of this conversation' }).click();
    await page.getByRole('menuitem', { name: 'Download as a file' }).click();
    await page.getByRole('alert').getByText('could not be loaded').waitFor();
  };

  test('comes with a new page, which has all that was written', async () => {
    await using alice = await device();
    const { page } = alice;
    await writing(alice);
    const mend = await lose(alice, /\.js$/);
    await openExport(page);
    // As where a browser keeps it that code has not come: no try of this page ever fetches it again.
    mend('the next page');
    const lost = lostAgain(alice, /\.js$/);
    await page.getByRole('button', { name: 'Try again' }).click();
    await lost;
    await page.getByRole('alert').getByText('could not be loaded').waitFor();
    const loaded = page.waitForEvent('domcontentloaded');
    await page.getByRole('button', { name: 'Try again' }).click();
    await loaded;
    await written(page, 'Half a thought');
    await page.getByRole('button', { name: 'Actions of this conversation' }).click();
    await page.getByRole('menuitem', { name: 'Download as a file' }).click();
    await page.getByRole('radio').first().waitFor();
  });

  test('leaves the page as it is while there is no server', async () => {
    await using alice = await device();
    const { page } = alice;
    await writing(alice);
    await lose(alice, /./);
    await openExport(page);
    let navigations = 0;
    page.on('request', (request) => {
      if (request.isNavigationRequest()) navigations += 1;
    });
    for (let tries = 0; tries < 3; tries++) {
      const lost = lostAgain(alice, /./);
      await page.getByRole('button', { name: 'Try again' }).click();
      await lost;
      await page.getByRole('alert').getByText('could not be loaded').waitFor();
    }
    expect(navigations).toBe(0);
    expect(await composer(page).inputValue()).toBe('Half a thought');
  });
});

test('styles that do not come are asked for again', async () => {
  await using alice = await device();
  const { page } = alice;
  await page.goto('/login');
  await page.getByRole('button', { name: 'Log in' }).waitFor();
  const mend = await lose(alice, /inside.*\.css$/);
  await logInOn(page, 'Alice Archer');
  await page.getByRole('alert').getByText('could not be loaded').waitFor();
  mend();
  await page.getByRole('button', { name: 'Try again' }).click();
  await enteredOn(page);
  expect(await page.locator('link[rel="stylesheet"][href*="inside"]').count()).toBe(1);
  const display = await page.locator('.sidebar').evaluate((element) => getComputedStyle(element).display);
  expect(display).toBe('flex');
});

describe.each([
  ['the first script', /\/assets\/app-[^/]+\.js$/],
  ['the words of every language', /\/assets\/index-[^/]+\.js$/],
  ['styles', /\/assets\/styles-[^/]+\.css$/],
  ['everything', /\/assets\//],
] as const)('where %s does not come', (what, files) => {
  test('the page says so by itself, and comes when it is tried again', async () => {
    await using alice = await device();
    const { page } = alice;
    const mend = await lose(alice, files);
    await hasten(alice);
    await page.goto('/login');
    await page.getByText('This page should be here by now, and is not.').waitFor();
    await page.getByText('Diese Seite sollte längst da sein.').waitFor();
    if (what.startsWith('the')) await expectAccessible(page);
    const again = page.waitForEvent('domcontentloaded');
    await page.getByRole('link', { name: 'Try again' }).click();
    await again;
    await page.getByText('This page should be here by now, and is not.').waitFor();
    mend('the next page');
    await page.getByRole('link', { name: 'Noch einmal versuchen' }).click();
    await page.getByRole('button', { name: 'Log in' }).waitFor();
    expect(await page.getByText('This page should be here by now').isVisible()).toBe(false);
    expect(new URL(page.url()).pathname).toBe('/login');
  });
});

describe.each([
  // With no script, the page itself says so, with a link; otherwise the client does.
  ['the one script', /\/assets\/whole-[^/]+\.js$/, 'link'],
  ['styles of what is behind the login', /\/assets\/inside-[^/]+\.css$/, 'button'],
] as const)('where somebody was logged in and %s does not come', (_, files, role) => {
  test('the page says so, and comes when it is tried again', async () => {
    await using alice = await device();
    const { page } = alice;
    await logInOn(page, 'Alice Archer');
    await enteredOn(page);
    const mend = await lose(alice, files);
    await hasten(alice);
    await page.goto('/');
    const retry = page.getByRole(role, { name: 'Try again' });
    await retry.waitFor();
    mend(role === 'link' ? 'the next page' : 'now');
    await retry.click();
    await enteredOn(page);
    expect(await page.getByText(/should be here by now|could not be loaded/).isVisible()).toBe(false);
  });
});

describe.each([
  ['the script before all others', /\/assets\/early-[^/]+\.js$/, '/login'],
  ['the first script', /\/assets\/app-[^/]+\.js$/, '/login'],
  ['the one script of who was logged in', /\/assets\/whole-[^/]+\.js$/, '/'],
  ['styles', /\/assets\/styles-[^/]+\.css$/, '/login'],
  ['styles of what is behind the login', /\/assets\/inside-[^/]+\.css$/, '/'],
  ['everything', /\/assets\//, '/login'],
] as const)('where the server never answers for %s', (_, files, path) => {
  test('the page says so by itself, and comes when it is tried again', async () => {
    await using alice = await device();
    const { page } = alice;
    const begun =
      path === '/'
        ? page.getByRole('navigation', { name: 'Conversations' })
        : page.getByRole('button', { name: 'Log in' });
    if (path === '/') {
      await logInOn(page, 'Alice Archer');
      await enteredOn(page);
    }
    const mend = await hang(alice, files);
    await hasten(alice);
    // Such a page is never loaded.
    await page.goto(path, { waitUntil: 'commit' });
    await page.getByText('This page should be here by now, and is not.').waitFor();
    await page.getByText('Diese Seite sollte längst da sein.').waitFor();
    mend('the next page');
    await page.getByRole('link', { name: 'Try again' }).click();
    await begun.waitFor();
    expect(await page.getByText('This page should be here by now').isVisible()).toBe(false);
  });
});

test('a start where somebody was logged in needs one script, and the one before it', async () => {
  await using alice = await device();
  const { page } = alice;
  await logInOn(page, 'Alice Archer');
  await enteredOn(page);
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname);
  });
  await page.goto('/');
  await page.getByRole('navigation', { name: 'Conversations' }).waitFor();
  const names = scripts.map((path) => /(\w+)-\w+\.js$/.exec(path)?.[1]);
  expect(names.filter((name) => name !== 'worker')).toEqual(['early', 'whole']);
});

test('a conversation whose messages are not here yet is not called empty', async () => {
  const carol = await stage.station('Carol Carter');
  await carol.createGroup('Quay', [emailOf('Alice Archer')]);
  const proxy = await stage.proxy();
  const downloads = proxy.hold('conversation/download');
  const url = proxy.url.replace('127.0.0.1', 'localhost');
  await using alice = await stage.device({ url });
  const { page } = alice;
  await logInOn(page, 'Alice Archer');
  await page.getByRole('link', { name: /Quay.*No messages yet/ }).waitFor();
  const harbour = page.getByRole('link', { name: /Harbour/ });
  expect(await harbour.textContent()).not.toContain('No messages yet');
  downloads.release();
  await harbour.getByText('The ferry leaves at noon').waitFor();
});
