import { describe, expect, test } from 'bun:test';
import type { Conversation, Parley } from '@parley/client';
import type { TestPerson } from '@parley/testkit';
import { forge } from '../scenario/tampering/forge.ts';
import { article, composer, messages, say } from './chat.ts';
import { emailOf } from './harness.ts';
import { harmOn } from './hostile/harm.ts';
import { Victim } from './hostile/victim.ts';
import { Stage } from './stage.ts';

/*
 * Names are others' words too: those of conversations, of files and of whom a log quotes come from who writes, those
 * of people from the server. And what is written may be of a kind or a form that nobody knows.
 */

const TURN = '\u202e\u2069\u2069\u202d';
const NAMES = {
  turning: `${TURN}drowssap <b>${TURN}`,
  marks: `Zalgo${'\u0301\u0316\u20dd'.repeat(3_000)}`,
  invisible: '\u200b\u2060\u3164\u00ad',
  long: `Long ${'name '.repeat(2_000)}`,
  markup: `<img src=x onerror="ran('name')">`,
} as const;
/** What the list shows of each. */
const SHOWN = [/drowssap/, /^Zalgo/, /^\(no name\)$/, /^Long/, /^<img/];

let alice: Victim;
let mallory: Parley;
let pair: Conversation;

const stage = Stage.set(async (stage) => {
  const proxy = await stage.proxy();
  const own = await stage.station('Alice Archer');
  mallory = await stage.station('Mallory Moor');
  // A server of that kind calls people as it likes.
  const rename = (friends: readonly { friendid: string; friendname: string }[]) => {
    for (const friend of friends) {
      if (friend.friendid === mallory.account.userid) friend.friendname = NAMES.turning;
    }
  };
  proxy.change('friends/keys', ({ users }) => rename(users));
  proxy.change('friends/list', ({ availabilities }) => rename(availabilities));
  proxy.change('friends/search', ({ users }) => rename(users));
  pair = await mallory.conversationWith(own.account.email);
  await pair.send('A word before');
  for (const name of Object.values(NAMES)) {
    const group = await mallory.createGroup(name, [emailOf('Alice Archer')]);
    await group.send('A word before');
  }
  alice = await Victim.loggedIn(stage, proxy.url.replace('127.0.0.1', 'localhost'), 'Alice Archer');
  await alice.page
    .getByRole('link', { name: /A word before/ })
    .nth(SHOWN.length)
    .waitFor();
});

describe('names', () => {
  test('of conversations stay in their rows of the list, and none is without one', async () => {
    const names = await alice.page.locator('.row-name').allTextContents();
    for (const shown of SHOWN) expect(names.some((name) => shown.test(name))).toBe(true);
    expect(await harmOn(alice.page)).toEqual([]);
    const heights = await alice.page
      .locator('.row')
      .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
    expect(Math.max(...heights)).toBeLessThan(64);
  });

  test('stay in their place on every page that has them', async () => {
    const { page } = alice;
    const links = page.locator('.row-link');
    const addresses = await links.evaluateAll((all) =>
      all.map((link) => link.getAttribute('href') as string),
    );
    for (const address of addresses) {
      await page.locator(`.row-link[href="${address}"]`).click();
      await messages(page).getByText('A word before').waitFor();
      await page.getByText(/can read this\.$/).waitFor();
      expect(await harmOn(page)).toEqual([]);
      await page.getByRole('button', { name: 'Actions of this conversation' }).click();
      await page.getByRole('menuitem', { name: 'Who can read' }).click();
      await page.getByRole('dialog').getByRole('link').first().waitFor();
      expect(await harmOn(page)).toEqual([]);
      await page.keyboard.press('Escape');
    }
    await page.goto(`/person/${mallory.account.userid}`);
    await page.getByRole('heading', { name: /drowssap/ }).waitFor();
    expect(await harmOn(page)).toEqual([]);
    await page.goto(addresses[0]?.replace('/c/', '/insights/') as string);
    await page.getByRole('heading', { name: 'Messages per hour of the day' }).waitFor();
    expect(await harmOn(page)).toEqual([]);
    await page.goto('/new');
    await page.getByRole('searchbox', { name: 'Search people' }).fill('mallory');
    await page
      .getByRole('main')
      .getByText(/drowssap/)
      .waitFor();
    expect(await harmOn(page)).toEqual([]);
  });
});

describe('in a conversation', () => {
  test('names that are read from the right stand in the order in which they are told', async () => {
    const { page } = alice;
    const nicks = ['אבי', 'נועה', 'שרה'];
    const people: Parley[] = [];
    for (const [index, nick] of nicks.entries()) {
      const person = await stage.station(`Reader ${index}`);
      await person.setNames({ nick });
      people.push(person);
    }
    const [first, ...others] = people as [Parley, ...Parley[]];
    const emails = others.map(({ account }) => account.email);
    const group = await first.createGroup('Directions', [emailOf('Alice Archer'), ...emails]);
    await group.send('A word before');
    await page.getByRole('link', { name: /^Directions/ }).click();
    const sentence = page.getByText(/^Only you.*שרה.* can read this\.$/);
    await sentence.waitFor();
    const places = await sentence.evaluate((element, names) => {
      const text = element.firstChild as Text;
      return names.map((name) => {
        const range = document.createRange();
        range.setStart(text, text.data.indexOf(name));
        range.setEnd(text, text.data.indexOf(name) + name.length);
        return range.getBoundingClientRect().left;
      });
    }, nicks);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });

  test('names of files, of quoted people, and new names are one line each', async () => {
    const { page } = alice;
    await page.goto(`/c/${pair.id}`);
    for (const name of Object.values(NAMES)) {
      const key = btoa('k'.repeat(32));
      const file = { fileid: crypto.randomUUID(), key, name, mime: name, size: 1 };
      await pair.send({ kind: 'file', ...file });
      await pair.send({ kind: 'text', body: 'A quoted word', imported: { name, source: name } });
      await pair.send({ kind: 'rename', name });
    }
    await pair.send('The last of the names');
    await messages(page).getByText('The last of the names').waitFor();
    await say(page, 'Still here');
    expect(await harmOn(page)).toEqual([]);
  });

  test('reactions are short, whatever they hold, and many of them leave the message readable', async () => {
    const { page } = alice;
    const { id } = await pair.send('Reacted to');
    const hostile = [
      'x'.repeat(10_000),
      TURN,
      `a${'\u0301'.repeat(10_000)}`,
      '<script>ran("emoji")</script>',
    ];
    for (const emoji of [...hostile, ...Array.from({ length: 60 }, (_, index) => `r${index}`)]) {
      await pair.react(id, emoji);
    }
    const reactions = article(page, 'Reacted to').locator('.reaction');
    await reactions.nth(49).waitFor();
    for (const text of await reactions.allTextContents()) expect(text.length).toBeLessThan(40);
    await say(page, 'Still here, too');
    expect(await harmOn(page)).toEqual([]);
  });

  test('a link says where it leads, where its letters do not', async () => {
    const { page } = alice;
    await pair.send('https://\u0430pple.example/login or https://bank.example@elsewhere.example/');
    const said = article(page, 'apple.example'.replace('a', '\u0430'));
    await said.getByText('(xn--pple-43d.example)').waitFor();
    await said.getByText('(elsewhere.example)').waitFor();
    expect(await harmOn(page)).toEqual([]);
  });

  test('what is of no known kind or form is named, and the rest goes on', async () => {
    const { page } = alice;
    const { keys } = pair.epochs.newest();
    const { instance } = pair.object;
    const { session, transport } = mallory.station;
    const target = crypto.randomUUID();
    let chain: string | undefined;
    const payloads = [
      { kind: `hologram ${TURN}<script>ran("kind")</script>` },
      { kind: 'x'.repeat(100_000) },
      { kind: '__proto__' },
      { kind: 'text', body: { toString: 'harm' } },
      { kind: 'text', body: ['<b>'] },
      { kind: 'text', body: 'reply', replyto: { id: target } },
      { kind: 'text', body: 'quoted', imported: 'somebody' },
      { kind: 'reaction', target, emoji: 7 },
      { kind: 'edit', target, body: `${TURN}of nothing` },
      { kind: 'membership', added: 'everybody', removed: null },
      { kind: 'file', fileid: '../../etc/passwd', key: 'k', name: 'n', mime: 'm', size: -1 },
      { kind: 'delete', target },
    ];
    for (const [index, payload] of payloads.entries()) {
      const made = await forge(
        { keys, instance, mallory: { parley: mallory } as TestPerson },
        { payload: { seq: index + 1, chain, ...payload } },
      );
      chain = made.chain;
      const fields = { conversationid: pair.id, instance, message: JSON.stringify(made.message) };
      await transport.call('conversation/add', fields, { session });
    }
    await pair.send('Behind them');
    await messages(page).getByText('Behind them').waitFor();
    await messages(page)
      .getByText(/A message that cannot be opened/)
      .first()
      .waitFor();
    await messages(page).getByText('hologram').waitFor();
    await say(page, 'Still here in the end');
    await composer(page).fill('And here');
    expect(await harmOn(page)).toEqual([]);
  });
});

test('nothing ran, nothing was asked, no page complained', () => {
  expect(alice.harm()).toEqual([]);
});
