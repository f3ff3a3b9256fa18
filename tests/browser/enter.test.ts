import { describe, expect, test } from 'bun:test';
import { firstLoad } from './first-load.ts';
import { emailOf, enteredOn, logInOn, logOutOn, PASSWORD, registerOn } from './harness.ts';
import { expectAccessible, PHONE, Stage, THEMES } from './stage.ts';

/** In bytes, gzip. Source: the first load's limit that this client keeps, README of packages/web. */
const FIRST_LOAD = 200 * 1024;

const stage = Stage.set();

test('somebody registers, keeps the recovery code, logs out, and logs in again', async () => {
  await using device = await stage.device();
  const { page, complaints } = device;
  const code = await registerOn(page, 'Alice Archer');
  expect(code.replaceAll('-', '')).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  await logOutOn(page);
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  // Nothing of the account is left in the browser.
  const left = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  expect(left).toEqual([]);
  await logInOn(page, 'Alice Archer');
  await enteredOn(page);
  // The second start needs no password.
  await page.reload();
  await enteredOn(page);
  expect(complaints).toEqual([]);
});

describe('what cannot be right is said', () => {
  test('a wrong password, a taken address, an unlike repetition, a short password', async () => {
    await using device = await stage.device();
    const { page } = device;
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
  });
});

test('key work runs beside the page, which answers all the while', async () => {
  await using device = await stage.device();
  const { page } = device;
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
});

test('what is loaded before the login is usable fits', async () => {
  const sizes = [...(await firstLoad(stage.browser, stage.server.url)).values()];
  expect(sizes.length).toBeGreaterThan(3);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(FIRST_LOAD);
});

test('in a German browser it speaks German', async () => {
  await using device = await stage.device({ locale: 'de-AT' });
  const { page } = device;
  await page.goto('/register');
  await page.getByRole('heading', { name: 'Legen Sie Ihr Konto an' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
});

test.each(THEMES)(
  'in the %s theme the pages before the login are accessible and fit',
  async (colorScheme) => {
    await using device = await stage.device({ colorScheme });
    const { page } = device;
    for (const viewport of [{ width: 1280, height: 800 }, PHONE]) {
      await page.setViewportSize(viewport);
      for (const path of ['/login', '/register']) {
        await page.goto(path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await expectAccessible(page);
      }
    }
  },
);
