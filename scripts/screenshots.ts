/**
 * Pictures of the browser client on real conversations: `bun scripts/screenshots.ts [folder]`, into build/screenshots
 * when none is named. Both themes, desktop and phone.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { ircDrafts, ircLogName, MemoryStore, Parley, parseIrcLog } from '@parley/client';
import { userIdOf } from '@parley/protocol/ids';
import type { Browser, Page } from 'playwright-core';
import { emailOf, launchBrowser, newDevice, PASSWORD, startWebServer } from '../tests/browser/harness.ts';
import { ensureEmojiFont } from './programs.ts';

const folder = process.argv[2] ?? new URL('../build/screenshots', import.meta.url).pathname;
const LOGS = new URL('../packages/testkit/data/ubuntu-irc/', import.meta.url).pathname;
const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;

ensureEmojiFont();
mkdirSync(folder, { recursive: true });
const server = await startWebServer();
const browser = await launchBrowser();
try {
  await fill(server.url);
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [size, viewport] of Object.entries(SIZES)) await shoot(browser, colorScheme, size, viewport);
  }
} finally {
  await browser.close();
  await server.close();
}

/** A workspace with people, groups and real logs. */
async function fill(url: string): Promise<void> {
  const people: Parley[] = [];
  for (const name of ['Mira Holt', 'Jonas Berg', 'Ada Quist', 'Theo Lindqvist']) {
    const account = { email: emailOf(name), password: PASSWORD, fullname: name };
    people.push((await Parley.register({ server: url, store: new MemoryStore(), ...account })).parley);
  }
  const [mira, jonas, ada, theo] = people as [Parley, Parley, Parley, Parley];
  const all = [jonas, ada, theo].map(({ account }) => account.email);
  for (const [name, log] of [
    ['#ubuntu 2005', '2005-06-27_12'],
    ['#ubuntu 2009', '2009-10-01_17'],
  ] as const) {
    const group = await mira.createGroup(name, all);
    await group.import(ircDrafts(group.id, log, linesOf(log)));
  }
  const pair = await jonas.conversationWith(mira.account.email);
  await pair.send('The certificate of the mail server expires on Friday. Shall I renew it today?');
  const team = await ada.createGroup(
    'Release 0.1',
    [mira, jonas, theo].map(({ account }) => account.email),
  );
  await team.favorite();
  const first = await team.send('Good morning! What is left before we can release?');
  const list = [
    'Two things:',
    '- the **upgrade notes**, which Jonas writes',
    '- one more look at `parley export`',
  ];
  const answer = await said(theo, 'Release 0.1', list.join('\n'), first.id);
  await said(jonas, 'Release 0.1', 'The notes are done, see https://example.org/notes/0.1', answer);
  const last = await said(
    mira,
    'Release 0.1',
    'Read them, they are good. @Theo Lindqvist will you take the export?',
  );
  await said(
    theo,
    'Release 0.1',
    'Yes. I compared a download of last year’s log with the original, line by line: nothing missing.',
    last,
  );
  await said(jonas, 'Release 0.1', 'Then we tag it this afternoon!');
  const own = await mira.conversation('Release 0.1');
  await own.favorite();
  await own.setColor('#dff0e0');
}

async function said(parley: Parley, group: string, body: string, replyto?: string): Promise<string> {
  const conversation = await parley.conversation(group);
  await conversation.sync();
  return (await conversation.send({ kind: 'text', body, ...(replyto && { replyto }) })).id;
}

function linesOf(log: string) {
  const raw = `${LOGS}${log}.raw.txt`;
  const annotation = readFileSync(`${LOGS}${log}.annotation.txt`, 'utf8');
  return parseIrcLog(readFileSync(raw), ircLogName(raw), { annotation }).lines;
}

async function shoot(
  from: Browser,
  colorScheme: 'light' | 'dark',
  size: string,
  viewport: { width: number; height: number },
): Promise<void> {
  const device = await newDevice(from, server.url, {
    colorScheme,
    viewport,
    deviceScaleFactor: 2,
    isMobile: size === 'phone',
    hasTouch: size === 'phone',
  });
  const { page } = device;
  const take = async (name: string) => {
    await page.mouse.move(0, viewport.height - 1);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    await page.screenshot({ path: `${folder}/${name}-${size}-${colorScheme}.png`, animations: 'disabled' });
  };
  await page.goto('/register');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await take('register');
  await page.goto('/login');
  await page.getByLabel('E-mail address').fill(emailOf('Mira Holt'));
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page
    .getByRole('link', { name: /Release 0.1/ })
    .getByText('Then we tag it')
    .waitFor();
  if (size === 'phone') await take('list');
  await open(page, 'Release 0.1', 'Then we tag it');
  await take('conversation');
  await back(page, size);
  await open(page, '#ubuntu 2005');
  await take('history');
  const id = new URL(page.url()).pathname.split('/')[2];
  await page.goto(`/insights/${id}`);
  await page.locator('canvas').first().waitFor();
  await take('insights');
  await page.goto(`/person/${userIdOf(emailOf('Theo Lindqvist'))}`);
  await page.getByRole('img').waitFor();
  await take('person');
  await page.goto('/settings/appearance');
  await page.getByRole('radio').first().waitFor();
  await take('settings');
  await device.context.close();
}

async function open(page: Page, name: string, text?: string): Promise<void> {
  await page
    .getByRole('link', { name: new RegExp(name) })
    .first()
    .click();
  await page.getByRole('article').last().waitFor();
  if (text !== undefined) await page.getByRole('log').getByText(text).waitFor();
}

async function back(page: Page, size: string): Promise<void> {
  if (size === 'phone') await page.getByRole('button', { name: 'Back' }).click();
}
