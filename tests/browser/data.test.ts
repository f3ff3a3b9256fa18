import { afterEach, describe, expect, test } from 'bun:test';
import { basename, join } from 'node:path';
import { type Conversation, ircDrafts, type Parley } from '@parley/client';
import { fromBase64, toBase64 } from '@parley/protocol/encoding';
import { logPaths, readLog, type TamperingProxy, temporaryFolder } from '@parley/testkit';
import { expectSoon, messages } from './chat.ts';
import { exportedAs, openFromMenu } from './exporting.ts';
import { type Device, emailOf, PASSWORD } from './harness.ts';
import { expectAccessible, Stage, THEMES, TOUCHED } from './stage.ts';

/*
 * A conversation as a file, and a log as a conversation: what a person gets in the browser is what the command line
 * gives of the same conversation.
 */

const PARLEY = new URL('../../packages/cli/bin/parley', import.meta.url).pathname;
const [older, log] = logPaths().map(readLog) as [ReturnType<typeof readLog>, ReturnType<typeof readLog>];

let alice: Device;
let station: Parley;
let plans: Conversation;
let history: Conversation;
let proxy: TamperingProxy;
const folder = temporaryFolder();

const stage = Stage.set(async (stage) => {
  station = await stage.station('Alice Archer');
  const bob = await stage.station('Bob Baker');
  plans = await station.createGroup('Garden plans', [emailOf('Bob Baker')]);
  history = await station.createGroup('History', []);
  const { id } = await plans.send('Who brings the =SUM(A1) seeds?');
  const reply = await bob.conversation('Garden plans');
  await reply.sync();
  await reply.send('I do: https://example.org/seeds', { replyTo: id });
  await reply.react(id, '👍');
  await plans.sync();
  await plans.edit(id, '=SUM(1;2) seeds, and "quotes", are needed\non two lines');
  const mistake = await plans.send('A mistake');
  await plans.delete(mistake.id);
  await plans.import(ircDrafts(plans.id, older.name, older.lines.slice(0, 200)));
  proxy = await stage.proxy();
  alice = await stage.loggedIn('Alice Archer', { url: proxy.url.replace('127.0.0.1', 'localhost') });
});

afterEach(() => proxy.rest());

/** Runs a command as Alice, on a station of its own. */
async function parley(...args: readonly string[]): Promise<string> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(?:PARLEY_|DBUS_)/.test(name));
  const child = Bun.spawn([PARLEY, ...args], {
    env: { ...Object.fromEntries(inherited), PARLEY_HOME: folder.path, PARLEY_PASSWORD: PASSWORD },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const [output, errors] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  if ((await child.exited) !== 0) throw new Error(errors);
  return output;
}

/** What the server has from Alice's page of what Bob wrote. */
async function reportedTypes(): Promise<string[]> {
  await plans.sync();
  for await (const { body, reports } of plans.download()) {
    if (body.startsWith('I do:')) return [...new Set(reports.map(({ Type }) => Type))].sort();
  }
  return [];
}

describe('a conversation is downloaded as it is from the command line', () => {
  test.each([
    ['Web page', 'html'],
    ['Markdown', 'md'],
    ['Table (CSV)', 'csv'],
    ['JSON Lines', 'jsonl'],
  ] as const)('%s', async (form, format) => {
    const { page } = alice;
    if (format === 'html') {
      await parley('login', '--server', stage.server.url, '--email', emailOf('Alice Archer'));
    }
    await page.goto(`/c/${plans.id}`);
    // A web page tells who has seen what: it is compared once nothing more is to come of that.
    await expectSoon(reportedTypes, ['delivered', 'viewed']);
    const { name, text, said } = await exportedAs(page, form);
    expect(name).toBe(`Garden-plans.${format}`);
    expect(said).toMatch(/^(\d+) of \1 messages opened, \1 verified\. Removed by their authors: 1\./);
    const path = join(folder.path, name);
    await parley('download', plans.id, '--format', format, '--time-zone', 'UTC', '--out', path);
    expect(text).toBe(await Bun.file(path).text());
    if (format === 'csv')
      expect(text).toContain(`"'=SUM(1;2) seeds, and ""quotes"", are needed\non two lines"`);
  });
});

test('a download that is cancelled leaves no file, and can be begun again', async () => {
  const { page } = alice;
  await page.goto(`/c/${plans.id}`);
  await messages(page).getByRole('article').first().waitFor();
  // The station itself may still be fetching when the person asks: who cancels does not wait for that either.
  const held = proxy.hold('conversation/download');
  const dialog = await openFromMenu(page, 'Download as a file');
  let downloads = 0;
  page.on('download', () => downloads++);
  await dialog.getByRole('button', { name: 'Download' }).click();
  await held.arrived;
  await dialog.getByRole('progressbar').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.getByRole('progressbar').waitFor({ state: 'detached' });
  held.release();
  expect(await dialog.getByRole('alert').count()).toBe(0);
  await page.keyboard.press('Escape');
  const { said } = await exportedAs(page, 'Markdown');
  expect(said).toContain('opened');
  expect(downloads).toBe(1);
});

test('what cannot be opened is named, with its reason', async () => {
  const broken = await station.createGroup('Broken', []);
  for (const text of ['the first', 'the second', 'the third']) await broken.send(text);
  proxy.change('conversation/download', ({ messages: [, second] }, { conversationid }) => {
    if (conversationid !== broken.id || !second) return;
    const bytes = fromBase64(second.Data);
    bytes[60] = (bytes[60] as number) ^ 1;
    second.Data = toBase64(bytes);
  });
  await using device = await stage.loggedIn('Alice Archer', {
    url: proxy.url.replace('127.0.0.1', 'localhost'),
  });
  const { page } = device;
  await page.getByRole('link', { name: /Broken/ }).click();
  await messages(page).getByText('the third').waitFor();
  const dialog = await openFromMenu(page, 'Download as a file');
  await dialog.getByRole('button', { name: 'Download' }).click();
  await dialog.getByText(/^2 of 3 messages opened, 2 verified\./).waitFor();
  await dialog.getByText(/things to know:/).waitFor();
  expect(await dialog.getByText(/^Not opened: /).count()).toBe(1);
});

describe('an IRC log', () => {
  const counted = (count: number) => count.toLocaleString('en');
  const annotation = log.path.replace('.raw.txt', '.annotation.txt');

  test('is imported, shown as that, and once only', async () => {
    const { page } = alice;
    await page.goto(`/c/${history.id}`);
    const row = page.getByRole('link', { name: /History/ });
    await row.getByText('No messages yet').waitFor();
    const dialog = await openFromMenu(page, 'Import an IRC log');
    const button = dialog.getByRole('button', { name: 'Import' });
    expect(await button.isDisabled()).toBe(true);
    await dialog
      .getByLabel('Logs, and the annotations that belong to them')
      .setInputFiles([log.path, annotation]);
    await button.click();
    await dialog.getByText(`${counted(log.lines.length)} lines imported; 0 were there already.`).waitFor();
    await button.click();
    await dialog.getByText(`0 lines imported; ${counted(log.lines.length)} were there already.`).waitFor();
    await page.keyboard.press('Escape');
    await messages(page)
      .getByText(/imported by Alice/)
      .last()
      .waitFor();
    await messages(page)
      .getByText(log.lines.at(-1)?.text ?? '', { exact: true })
      .last()
      .waitFor();
    // The list has the date of what was said last, as the server orders it, and not that of the import.
    const date = row.locator(`time[datetime="${new Date(log.lines.at(-1)?.sent ?? 0).toISOString()}"]`);
    await date.waitFor();
    await page.reload();
    await date.waitFor();
    await history.sync();
    const { summary } = await readThrough(history);
    expect(summary.messages).toBe(log.lines.length);
  });

  test.each(THEMES)(
    'is chosen in a dialog like all others, on a small phone too: %s',
    async (colorScheme) => {
      await using phone = await stage.loggedIn('Alice Archer', { ...TOUCHED, colorScheme });
      const { page } = phone;
      await page.goto(`/c/${history.id}`);
      const dialog = await openFromMenu(page, 'Import an IRC log');
      await dialog.getByText('None chosen yet').waitFor();
      await expectAccessible(page);
      const picker = page.waitForEvent('filechooser');
      await dialog.getByText('Choose files').tap();
      await (await picker).setFiles([log.path, annotation]);
      for (const path of [log.path, annotation]) await dialog.getByText(basename(path)).waitFor();
      await expectAccessible(page);
      expect(await dialog.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    },
  );

  test('has a sign of its own in place of initials where nobody said a line', async () => {
    const { page } = alice;
    await page.goto(`/c/${history.id}`);
    const dialog = await openFromMenu(page, 'Import an IRC log');
    await dialog.getByLabel('Logs, and the annotations that belong to them').setInputFiles({
      name: 'door_2005-06-28.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('[03:57] <^_^> hello\n=== door has been closed\n'),
    });
    await dialog.getByRole('button', { name: 'Import' }).click();
    await dialog.getByText('2 lines imported').waitFor();
    await page.keyboard.press('Escape');
    const avatarOf = (text: string) =>
      messages(page).getByRole('article').filter({ hasText: text }).locator('.avatar');
    await avatarOf('door has been closed').locator('svg').waitFor();
    expect(await avatarOf('door has been closed').textContent()).toBe('');
    expect(await avatarOf('hello').last().textContent()).toBe('^');
  });

  test.each([
    ['a picture', 'photo_2005-06-27.txt', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0xff]), /line 1/i],
    ['no log', 'letter_2005-06-27.txt', new TextEncoder().encode('Dear Bob,\nhow are you?\n'), /line 1/i],
    ['nothing', 'empty_2005-06-27.txt', new Uint8Array(), /0 lines imported/],
    ['a log without a day', 'ubuntu.txt', new TextEncoder().encode('[03:57] <alice> hello\n'), /day|date/i],
  ] as const)('that is %s is refused in clear words', async (_, name, content, said) => {
    const { page } = alice;
    await page.goto(`/c/${history.id}`);
    const dialog = await openFromMenu(page, 'Import an IRC log');
    await dialog
      .getByLabel('Logs, and the annotations that belong to them')
      .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });
    await dialog.getByRole('button', { name: 'Import' }).click();
    await dialog.getByText(said).last().waitFor();
    await page.keyboard.press('Escape');
  });
});

async function readThrough(conversation: Conversation) {
  const download = conversation.download();
  for await (const _ of download);
  return download;
}

test('no page complained', () => {
  folder.remove();
  expect(alice.complaints).toEqual([]);
});
