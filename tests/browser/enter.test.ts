import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import type { TestServer } from '@parley/testkit';
import type { Browser } from 'playwright-core';
import {
  accessFaults,
  emailOf,
  launchBrowser,
  logInOn,
  logOutOn,
  newDevice,
  PASSWORD,
  registerOn,
  startWebServer,
} from './harness.ts';

/** In bytes, gzip. Source: the first load's limit that this client keeps, README of packages/web. */
const FIRST_LOAD = 200 * 1024;

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startWebServer();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

test('somebody registers, keeps the recovery code, logs out, and logs in again', async () => {
  const { page, complaints, context } = await newDevice(browser, server.url);
  const code = await registerOn(page, 'Alice Archer');
  expect(code.replaceAll('-', '')).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  await logOutOn(page);
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  // Nothing of the account is left in the browser.
  const left = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  expect(left).toEqual([]);
  await logInOn(page, 'Alice Archer');
  await page.getByRole('button', { name: 'Your account' }).waitFor();
  // The second start needs no password.
  await page.reload();
  await page.getByRole('button', { name: 'Your account' }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

describe('what cannot be right is said', () => {
  test('a wrong password, a taken address, an unlike repetition, a short password', async () => {
    const { page, context } = await newDevice(browser, server.url);
    const fill = async (fields: Record<string, string>) => {
      for (const [label, value] of Object.entries(fields)) {
        await page.getByLabel(label, { exact: true }).fill(value);
      }
    };
    await page.goto('/login');
    await fill({ 'E-mail address': emailOf('Alice Archer'), Password: 'not her password' });
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('The e-mail address or the password is wrong.').waitFor();
    await page.getByRole('link', { name: 'I am new here' }).click();
    expect(await page.getByRole('alert').count()).toBe(0);
    await fill({
      'Your name': 'Another Alice',
      'E-mail address': emailOf('Alice Archer'),
      Password: 'short',
      'Password, once more': PASSWORD,
    });
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('The two passwords are not the same.').waitFor();
    expect(await page.getByText('Too short: at least 10 characters.').count()).toBe(2);
    await fill({ Password: PASSWORD });
    await page.getByText('Strong.').waitFor();
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('There is already an account with this e-mail address').waitFor();
    await context.close();
  });
});

test('key work runs beside the page, which answers all the while', async () => {
  const { page, context } = await newDevice(browser, server.url);
  await page.goto('/login');
  await page.evaluate(() => {
    let last = performance.now();
    const longest = { ms: 0 };
    Object.assign(globalThis, { longest });
    const tick = () => {
      const now = performance.now();
      longest.ms = Math.max(longest.ms, now - last);
      last = now;
      setTimeout(tick);
    };
    tick();
  });
  await page.getByLabel('E-mail address').fill(emailOf('Nobody'));
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  const started = performance.now();
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('progressbar').waitFor();
  await page.getByText('The e-mail address or the password is wrong.').waitFor();
  const took = performance.now() - started;
  const longest = (await page.evaluate('longest.ms')) as number;
  // Argon2id alone takes most of the time; in the page it would be one pause of that length.
  expect(longest).toBeLessThan(took / 2);
  await context.close();
});

/** A script and all that it imports at once: what a shared worker asks for is not told to the test. */
async function withImports(name: string, found = new Set<string>()): Promise<ReadonlySet<string>> {
  if (found.has(name)) return found;
  found.add(name);
  const script = await (await fetch(server.url + name)).text();
  for (const [, other] of script.matchAll(/(?:from|import)\s*"\.\/([\w-]+\.js)"/g)) {
    await withImports(`/assets/${other}`, found);
  }
  return found;
}

test('what is loaded before the login is usable fits', async () => {
  const { page, context } = await newDevice(browser, server.url);
  const names = new Set<string>();
  context.on('request', (request) => {
    // What is kept for offline starts comes afterwards, behind the page's back.
    if (request.serviceWorker()) return;
    const { pathname } = new URL(request.url());
    if (/\.(?:js|css)$/.test(pathname) && pathname !== '/sw.js') names.add(pathname);
  });
  await page.goto('/login');
  await page.getByRole('button', { name: 'Log in' }).waitFor();
  for (const name of await withImports(
    (await page.locator('#app-script').getAttribute('data-worker')) as string,
  ))
    names.add(name);
  let total = 0;
  for (const name of names) {
    const response = await fetch(server.url + name, {
      headers: { 'Accept-Encoding': 'gzip' },
      decompress: false,
    });
    total += (await response.bytes()).length;
  }
  expect(names.size).toBeGreaterThan(3);
  expect(total).toBeLessThan(FIRST_LOAD);
  await context.close();
});

test('in a German browser it speaks German', async () => {
  const { page, context } = await newDevice(browser, server.url, { locale: 'de-AT' });
  await page.goto('/register');
  await page.getByRole('heading', { name: 'Legen Sie Ihr Konto an' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
  await context.close();
});

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  test.each([
    [1280, 800],
    [320, 640],
  ])('the pages before the login are accessible and fit, %i wide', async (width, height) => {
    const { page, context } = await newDevice(browser, server.url, {
      colorScheme,
      viewport: { width, height },
    });
    for (const path of ['/login', '/register']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await accessFaults(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
    await context.close();
  });
});
