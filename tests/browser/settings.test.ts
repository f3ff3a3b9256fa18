import { expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { article, composer, messages, say } from './chat.ts';
import { emailOf, enteredOn, logInOn, PASSWORD } from './harness.ts';
import { expectAccessible, PHONE, Stage, THEMES } from './stage.ts';

/** Bob's user id. */
let bob: string;
/** The id of his conversation with Alice. */
let pair: string;

const stage = Stage.set(async (stage) => {
  await stage.station('Alice Archer');
  const other = await stage.station('Bob Baker');
  bob = other.account.userid;
  const conversation = await other.conversationWith(emailOf('Alice Archer'));
  await conversation.send('Hello');
  pair = conversation.id;
  const carol = await stage.station('Carol Cooper');
  await (await carol.conversationWith(emailOf('Alice Archer'))).send('Good morning');
});

test('theme and language are chosen, and stay chosen', async () => {
  await using device = await stage.loggedIn('Alice Archer');
  const { page, complaints } = device;
  await page.goto('/settings/appearance');
  await page.getByLabel('Dark').check();
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  await page.getByLabel('Deutsch').check();
  await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  await page.getByLabel('Wie der Browser').check();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  expect(complaints).toEqual([]);
});

test('a name is changed, and shows at once here, on another station and to others', async () => {
  await using device = await stage.loggedIn('Carol Cooper');
  await using second = await stage.loggedIn('Carol Cooper');
  await using other = await stage.loggedIn('Alice Archer');
  const { page, complaints } = device;
  await other.page.getByRole('link', { name: /Carol/ }).click();
  await other.page.getByRole('log').getByText('Good morning').waitFor();
  await page.goto('/settings/account');
  const change = page.getByRole('button', { name: 'Change name' });
  await page.getByLabel('Name', { exact: true }).fill('\u3164');
  await change.click();
  await page.getByText('A name needs something to be seen').waitFor();
  await page.getByLabel('Name', { exact: true }).fill('Carol Hughes');
  await page.getByLabel('Short name').fill('Dr Hughes');
  await change.click();
  await page.getByText('Your name is changed').waitFor();
  expect(await change.isDisabled()).toBe(true);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Account: Dr Hughes' }).waitFor();
  await second.page.getByRole('button', { name: 'Account: Dr Hughes' }).waitFor();
  await other.page.getByRole('heading', { name: 'Dr Hughes' }).waitFor();
  await other.page.getByRole('link', { name: /Dr Hughes/ }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Account: Dr Hughes' }).waitFor();
  expect([complaints, second.complaints, other.complaints]).toEqual([[], [], []]);
});

test('what is typed while a name is being changed stays', async () => {
  const proxy = await stage.proxy();
  await using device = await stage.loggedIn('Carol Cooper', {
    url: proxy.url.replace('127.0.0.1', 'localhost'),
  });
  const { page } = device;
  await page.goto('/settings/account');
  const nick = page.getByLabel('Short name');
  await nick.fill('Caro');
  const held = proxy.hold('login/profile');
  await page.getByRole('button', { name: 'Change name' }).click();
  await held.arrived;
  await nick.fill('Caroline');
  held.release();
  await page.getByText('Your name is changed').waitFor();
  await page.getByRole('button', { name: 'Account: Caro' }).waitFor();
  expect(await nick.inputValue()).toBe('Caroline');
  await page.getByRole('button', { name: 'Change name' }).click();
  await page.getByRole('button', { name: 'Account: Caroline' }).waitFor();
});

test('a station is logged out from another one, at once', async () => {
  await using first = await stage.loggedIn('Alice Archer');
  await using second = await stage.loggedIn('Alice Archer');
  const { page } = second;
  await first.page.getByRole('link', { name: /Bob/ }).click();
  await page.goto('/settings/stations');
  await page.getByText('This one').waitFor();
  // Two of the same browser are told apart: by when they logged in, and by what each calls itself.
  const shown = await page.getByRole('listitem').filter({ hasText: 'Chrome on Linux' }).allTextContents();
  const ids = shown.map((text) => /Logged in \d.+ · ID ([\da-f]{6})…/.exec(text)?.[1]);
  expect(ids).not.toContain(undefined);
  expect(new Set(ids).size).toBe(ids.length);
  await logOutOther(page);
  await first.page.getByText('logged out', { exact: false }).first().waitFor();

  // What is written there meanwhile waits, and goes out when its user is back: nothing is lost.
  await first.page.setViewportSize(PHONE);
  await composer(first.page).fill('Said while logged out');
  await composer(first.page).press('Enter');
  await composer(first.page).fill('Not said yet');
  const again = first.page.getByRole('button', { name: 'Log in again' });
  for (const colorScheme of THEMES) {
    await first.page.emulateMedia({ colorScheme });
    await expectAccessible(first.page);
  }
  await again.click();
  const dialog = first.page.getByRole('dialog', { name: 'Log in again' });
  expect(await dialog.getByLabel('E-mail address').inputValue()).toBe(emailOf('Alice Archer'));
  await dialog.getByLabel('Password', { exact: true }).fill('not the password');
  await dialog.getByRole('button', { name: 'Log in', exact: true }).click();
  await dialog.getByText('The password is wrong.').waitFor();
  await expectAccessible(first.page);
  await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Log in', exact: true }).click();
  await again.waitFor({ state: 'detached' });
  expect(await composer(first.page).inputValue()).toBe('Not said yet');
  await page.goto('/');
  await page.getByRole('link', { name: /Bob/ }).click();
  await page.getByRole('log').getByText('Said while logged out').waitFor();
  expect(await page.getByRole('log').getByText('Said while logged out').count()).toBe(1);
});

test('whoever logs in again goes on in every tab as if nothing had been', async () => {
  await using first = await stage.loggedIn('Alice Archer');
  const { page } = first;
  const second = await first.context.newPage();
  await second.goto('/');
  await second.getByRole('link', { name: /Bob/ }).click();
  await say(second, 'At nine');
  await article(second, 'At nine')
    .getByRole('button', { name: /on the server|delivered|seen/ })
    .waitFor();
  await using elsewhere = await stage.loggedIn('Alice Archer');
  await logOutOther(elsewhere.page);
  const again = (tab: Page) => tab.getByRole('button', { name: 'Log in again' });
  await again(page).waitFor();
  await again(second).waitFor();

  // Somebody looks for something in one tab, and is editing in the other one.
  await page.getByRole('searchbox').fill('Carol');
  await composer(second).press('ArrowUp');
  await composer(second).press('End');
  await second.keyboard.type(' thir');
  await again(page).click();
  const dialog = page.getByRole('dialog', { name: 'Log in again' });
  await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Log in', exact: true }).click();
  for (const tab of [page, second]) await again(tab).waitFor({ state: 'detached' });
  await dialog.waitFor({ state: 'detached' });
  expect(await page.getByRole('searchbox').inputValue()).toBe('Carol');
  await second.keyboard.type('ty');
  expect(await composer(second).inputValue()).toBe('At nine thirty');
  await second.keyboard.press('Enter');
  await messages(second).getByText('At nine thirty').waitFor();
  const other = elsewhere.page;
  await other.getByRole('link', { name: /Bob/ }).click();
  await messages(other).getByText('At nine thirty').waitFor();
  await say(other, 'Or ten');
  await messages(second).getByText('Or ten').waitFor();
  await page.getByRole('searchbox').fill('');
  await page.getByRole('link', { name: /Or ten/ }).waitFor();
});

test('whoever is asked to log in again is asked no more once that was done in another tab', async () => {
  await using first = await stage.loggedIn('Alice Archer');
  const second = await first.context.newPage();
  await second.goto('/');
  await using elsewhere = await stage.loggedIn('Alice Archer');
  await logOutOther(elsewhere.page);
  const dialogs = [first.page, second].map((tab) => tab.getByRole('dialog', { name: 'Log in again' }));
  for (const tab of [first.page, second]) await tab.getByRole('button', { name: 'Log in again' }).click();
  await dialogs[0]?.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await dialogs[0]?.getByRole('button', { name: 'Log in', exact: true }).click();
  for (const dialog of dialogs) await dialog.waitFor({ state: 'detached' });
});

test.each([
  ['a person', () => `/person/${bob}`, 'Safety number'],
  ['the stations', () => '/settings/stations', 'This one'],
  ['numbers', () => `/insights/${pair}`, 'day with messages'],
])('%s could not be asked for while logged out, and comes with the next login', async (_, path, shown) => {
  await using first = await stage.loggedIn('Alice Archer');
  await using elsewhere = await stage.loggedIn('Alice Archer');
  await logOutOther(elsewhere.page);
  const { page } = first;
  await page.getByRole('button', { name: 'Log in again' }).waitFor();
  await page.goto(path());
  const main = page.getByRole('main');
  await main.getByText('This station was logged out: log in again.').waitFor();
  await page.getByRole('button', { name: 'Log in again' }).click();
  const dialog = page.getByRole('dialog', { name: 'Log in again' });
  await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Log in', exact: true }).click();
  await main.getByText(shown, { exact: true }).waitFor();
  expect(await main.getByText('logged out').count()).toBe(0);
});

test('who was logged out can erase all instead, and is told what is lost', async () => {
  await using first = await stage.loggedIn('Alice Archer');
  await using second = await stage.loggedIn('Alice Archer');
  const { page } = first;
  await logOutOther(second.page);
  await page.getByRole('button', { name: 'Log in again' }).click();
  await page.getByRole('button', { name: 'Erase everything here instead' }).click();
  const dialog = page.getByRole('dialog', { name: 'Log out and erase?' });
  await dialog.getByText('Messages that are not sent yet are lost.').waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Log out' }).click();
  await page.getByRole('button', { name: 'Log in', exact: true }).waitFor();
  await logInOn(page, 'Alice Archer');
  await enteredOn(page);
  expect(await page.getByRole('button', { name: 'Log in again' }).count()).toBe(0);
});

test('a password is changed: the old one no longer opens, the new one does', async () => {
  await using device = await stage.loggedIn('Bob Baker');
  const { page } = device;
  const next = 'seven copper kettles whistle softly';
  await page.goto('/settings/account');
  await page.getByLabel('Present password').fill('not the password');
  await page.getByLabel('New password', { exact: true }).fill(next);
  await page.getByLabel('Password, once more').fill(next);
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('The present password is wrong.').waitFor();
  await page.getByLabel('Present password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('The password is changed.').waitFor();

  await using anew = await stage.device();
  await logInOn(anew.page, 'Bob Baker');
  await anew.page.getByText('The e-mail address or the password is wrong.').waitFor();
  await anew.page.getByLabel('E-mail address').fill(emailOf('Bob Baker'));
  await anew.page.getByLabel('Password', { exact: true }).fill(next);
  await anew.page.getByRole('button', { name: 'Log in' }).click();
  await enteredOn(anew.page);
});

test('every section of the settings is accessible and fits a small phone, in both themes', async () => {
  await using device = await stage.loggedIn('Alice Archer', { viewport: PHONE });
  const { page } = device;
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme });
    for (const section of ['account', 'appearance', 'notifications', 'stations', 'about']) {
      await page.goto(`/settings/${section}`);
      await page.getByRole('heading', { level: 2 }).or(page.getByRole('group')).first().waitFor();
      await expectAccessible(page);
    }
  }
});

/** Logs the other station of the user out. */
async function logOutOther(page: Page): Promise<void> {
  await page.goto('/settings/stations');
  await page.getByText('This one').waitFor();
  const others = page
    .getByRole('listitem')
    .filter({ hasText: 'Chrome on Linux' })
    .filter({ hasNotText: 'This one' });
  const button = others.getByRole('button', { name: 'Log out' });
  await button.first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Log out' }).click();
}
