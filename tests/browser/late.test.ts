import { describe, expect, test } from 'bun:test';
import type { Locator } from 'playwright-core';
import { type Device, emailOf, enteredOn, logInOn } from './harness.ts';
import { expectAccessible, Stage } from './stage.ts';

/*
 * What a page loads late cannot always be had: the network is gone before the service worker has everything, or the
 * server is just being restarted.
 */

const stage = Stage.set(async (stage) => {
  await stage.station('Alice Archer');
});

/** A browser whose page asks the server itself, as before its service worker has begun. */
const device = () => stage.device({ serviceWorkers: 'block' });

/** Files that fit do not come. @returns what lets them through again */
async function lose({ context }: Device, files: RegExp): Promise<() => Promise<void>> {
  await context.route(files, (route) => route.abort('connectionfailed'));
  return () => context.unroute(files);
}

/** Resolves when such a file has not come once more: what is mended earlier comes at that very try. */
const lostAgain = ({ page }: Device, files: RegExp) =>
  page.waitForEvent('requestfailed', (request) => files.test(request.url()));

/** Files that fit are never answered. @returns what lets those through that are asked for from then on, and no others */
async function hang({ context }: Device, files: RegExp): Promise<() => void> {
  let hangs = true;
  await context.route(files, (route) => (hangs ? undefined : route.continue()));
  return () => {
    hangs = false;
  };
}

/** Tries again, unless what was missing comes at a try that was still under way when it was mended. */
async function tryAgain(link: Locator, begun: Locator): Promise<void> {
  await Promise.any([link.click(), begun.waitFor()]);
  await begun.waitFor();
}

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
  await mend();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByLabel('Present password').waitFor();
  expect(await page.getByText('could not be loaded').count()).toBe(0);
});

test('styles that do not come are asked for again', async () => {
  await using alice = await device();
  const { page } = alice;
  await page.goto('/login');
  await page.getByRole('button', { name: 'Log in' }).waitFor();
  const mend = await lose(alice, /inside.*\.css$/);
  await logInOn(page, 'Alice Archer');
  await page.getByRole('alert').getByText('could not be loaded').waitFor();
  await mend();
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
    await page.getByRole('link', { name: 'Try again' }).click();
    await page.getByText('This page should be here by now, and is not.').waitFor();
    await mend();
    const again = page.getByRole('link', { name: 'Noch einmal versuchen' });
    await tryAgain(again, page.getByRole('button', { name: 'Log in' }));
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
    await mend();
    await tryAgain(retry, page.getByRole('button', { name: 'Your account' }));
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
    mend();
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
  const bob = await stage.station('Bob Baker');
  const written = await bob.createGroup('Harbour', [emailOf('Alice Archer')]);
  await written.send('The ferry leaves at noon');
  await bob.createGroup('Quay', [emailOf('Alice Archer')]);
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
