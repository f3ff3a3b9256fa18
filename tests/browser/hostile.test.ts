import { describe, expect, test } from 'bun:test';
import type { Conversation, Parley } from '@parley/client';
import { readable } from '@parley/client/text';
import type { Locator } from 'playwright-core';
import { article, composer, messages, say, settled } from './chat.ts';
import { exportedAs } from './exporting.ts';
import { emailOf } from './harness.ts';
import { harmOn } from './hostile/harm.ts';
import { ACTING, FORMULA, type HostileText, LEFTWARDS, LINKS, LONG, MARKUP } from './hostile/texts.ts';
import { Victim } from './hostile/victim.ts';
import { Stage } from './stage.ts';

/*
 * Mallory may write to Alice and means harm. Whatever she writes is text to be read: it runs nothing, asks nobody for
 * anything, acts on nothing beside it, and leaves the page usable.
 */

let alice: Victim;
let mallory: Parley;
/** The groups by name, and the ids of the hostile texts in each. */
const groups = new Map<string, { readonly group: Conversation; readonly ids: readonly string[] }>();

/** Which text takes long to be linked by who is careless. */
const CLOSED = 'an address that is all closed';
const TEXTS: readonly HostileText[] = [...MARKUP, FORMULA, ...LINKS, ...ACTING, ...LONG];

/** What is painted anew in part has other edges where the part ends: so pictures are alike where what they show is. */
const PAINTED_WHOLE = ['--disable-partial-raster'];

const stage = Stage.set(async (stage) => {
  alice = await Victim.registered(stage, 'Alice Archer');
  mallory = await stage.station('Al');
  const send = async (name: string, texts: readonly HostileText[]) => {
    const group = await mallory.createGroup(name, [emailOf('Alice Archer')]);
    await group.send('A word before');
    const ids: string[] = [];
    for (const { text } of texts) ids.push((await group.send(text)).id);
    groups.set(name, { group, ids });
  };
  await send('All markup', [...MARKUP, FORMULA]);
  await send('All links', LINKS);
  for (const one of [...ACTING, ...LONG]) await send(one.what, [one]);
  // Those of a group of their own are its preview.
  for (const { what } of [...ACTING, ...LONG]) await alice.row(what).getByText(/Al: /).waitFor();
}, PAINTED_WHOLE);

test('what a page asks of anybody else is noticed', async () => {
  const outside = await stage.outside();
  await using device = await stage.device({ proxy: outside.proxy });
  await device.page.goto('http://outside.example/').catch(() => {});
  expect(outside.asked).toContain('GET http://outside.example/');
});

test('as previews, each stays in its row of the list', async () => {
  expect(await harmOn(alice.page)).toEqual([]);
  const heights = await alice.page
    .locator('.row')
    .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
  expect(Math.max(...heights)).toBeLessThan(64);
});

/** The directions in which words that go leftwards are shown, within a part of the page. */
async function directionsIn(part: Locator): Promise<string[]> {
  const shown = part.getByText(/שלום/);
  await shown.first().waitFor();
  return shown.evaluateAll((all) => all.map((element) => getComputedStyle(element).direction));
}

test('words from right to left are kept apart from what stands beside them, wherever they are shown', async () => {
  const { page } = alice;
  const { group, ids } = groups.get(LEFTWARDS.what) as { group: Conversation; ids: readonly string[] };
  expect(await directionsIn(alice.row(LEFTWARDS.what))).toEqual(['rtl']);
  await page.getByRole('searchbox', { name: 'Search' }).fill('שלום');
  expect(await directionsIn(page.getByRole('region', { name: 'Messages found' }))).not.toContain('ltr');
  await page.getByRole('searchbox', { name: 'Search' }).fill('');
  await alice.open(LEFTWARDS.what);
  expect(await directionsIn(messages(page))).toEqual(['rtl']);
  await group.send('An answer', { replyTo: ids });
  await article(page, 'An answer')
    .getByRole('button', { name: /^In reply to Al/ })
    .waitFor();
  expect(await directionsIn(article(page, 'An answer'))).toEqual(['rtl']);
});

test('they are told as short texts', () => {
  expect(alice.told.length).toBeGreaterThan(ACTING.length + LONG.length);
  for (const { title, body } of alice.told) {
    expect(body.length).toBeLessThan(1_000);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    expect(title + body).not.toMatch(/[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
  }
});

test('a search finds all of them, and shows a part of each', async () => {
  const { page } = alice;
  await page.getByRole('searchbox', { name: 'Search' }).fill('needle');
  const found = page.getByRole('region', { name: 'Messages found' });
  await found.getByText(`${TEXTS.length} messages found`).waitFor();
  expect(await harmOn(page)).toEqual([]);
  await page.getByRole('searchbox', { name: 'Search' }).fill('');
});

/** What a message of the open conversation says. */
const bodyOf = (id: string): Locator => alice.page.locator(`#row-${id} .text`);

/** Mallory answers the hostile texts, so that they are quoted; Alice goes on writing. */
async function goOn(name: string): Promise<void> {
  const { group, ids } = groups.get(name) as { group: Conversation; ids: readonly string[] };
  await say(alice.page, 'Still here');
  await group.sync();
  await group.send('A word behind', { replyTo: ids });
  const quotes = article(alice.page, 'A word behind').getByRole('button', { name: /^In reply to Al/ });
  await quotes.first().waitFor();
  expect(await quotes.count()).toBe(ids.length);
  expect(await harmOn(alice.page)).toEqual([]);
}

describe('in an open conversation', () => {
  test.each([
    ['All markup', [...MARKUP, FORMULA]],
    ['All links', LINKS],
  ] as const)('%s is read as it was typed', async (name, texts) => {
    await alice.open(name);
    const { ids } = groups.get(name) as { ids: readonly string[] };
    for (const [index, { text }] of texts.entries()) {
      const shown = await bodyOf(ids[index] as string).textContent();
      // The signs of Markdown's emphasis are forms, not words.
      const words = (value: string | null) => value?.replace(/[_*`]/g, '');
      expect(words(shown)).toBe(words(readable(text)));
    }
    await goOn(name);
  });

  test('what a message said before is text, too', async () => {
    const { page } = alice;
    await alice.open('All markup');
    const { group, ids } = groups.get('All markup') as { group: Conversation; ids: readonly string[] };
    await group.edit(ids[0] as string, ACTING[0]?.text as string);
    await article(page, 'drowssap').getByRole('button', { name: 'edited' }).click();
    await page.getByRole('dialog').getByText('<script>').waitFor();
    expect(await harmOn(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  test.each(ACTING.map(({ what }) => what))('%s acts on nothing beside it', async (what) => {
    await alice.open(what);
    await goOn(what);
  });

  test.each(ACTING.slice(-2).map(({ what }) => what))('%s paint over nothing', async (what) => {
    await alice.open(what);
    const { page } = alice;
    const [id] = (groups.get(what) as { ids: readonly string[] }).ids;
    await messages(page).getByText('A word behind').waitFor();
    await settled(page);
    const around = async () => [
      await article(page, 'A word before').screenshot({ animations: 'disabled' }),
      await article(page, 'Still here').screenshot({ animations: 'disabled' }),
    ];
    const painted = await around();
    // Not every font piles marks up: a shadow reaches as far as they do where one does.
    for (const style of [
      ['text-shadow', '0 4rem red, 0 -4rem red'],
      ['visibility', 'hidden'],
    ] as [string, string][]) {
      await bodyOf(id as string).evaluate((element, given) => element.style.setProperty(...given), style);
      expect(await around()).toEqual(painted);
    }
  });

  test.each(LONG.map(({ what }) => what))('%s: the page goes on, and all of it can be read', async (what) => {
    const { page } = alice;
    await alice.open(what);
    const [id] = (groups.get(what) as { ids: readonly string[] }).ids;
    const more = bodyOf(id as string).getByRole('button', { name: 'Show all of it' });
    const { text } = LONG.find((one) => one.what === what) as HostileText;
    if (text.length > 6_000) {
      await more.click();
      await more.waitFor({ state: 'detached' });
    }
    if (text.length > 20_000) expect(await bodyOf(id as string).textContent()).toBe(text);
    await composer(page).fill('Written beside it');
    await goOn(what);
  });
});

describe('as a file', () => {
  test.each(['All markup', 'All links', ACTING[0]?.what, CLOSED] as string[])(
    'a web page of %s shows it, and does nothing',
    async (name) => {
      await alice.open(name);
      const { path } = await exportedAs(alice.page, 'Web page');
      const file = await alice.newPage();
      await file.goto(`file://${path}`);
      await file.getByText('A word behind').first().waitFor();
      expect(await harmOn(file, 'file')).toEqual([]);
      await file.close();
    },
  );

  test('in Markdown nothing is markup, and in a table nothing is a formula', async () => {
    for (const name of ['All markup', 'All links']) {
      await alice.open(name);
      const { text } = await exportedAs(alice.page, 'Markdown');
      expect(text).not.toMatch(/(?<!\\)<(?!https?:)/);
      expect(text).not.toMatch(/(?<!\\)\]\(/);
    }
    await alice.open('All markup');
    const { text } = await exportedAs(alice.page, 'Table (CSV)');
    expect(text).toContain(`"'=HYPERLINK(`);
    expect(text).not.toContain('"=HYPERLINK(');
  });
});

test('nothing ran, nothing was asked, no page complained', () => {
  expect(alice.harm()).toEqual([]);
});
