import { afterEach, expect, test } from 'bun:test';
import type { Conversation, Parley } from '@parley/client';
import { fromBase64, toBase64 } from '@parley/protocol/encoding';
import type { TamperingProxy } from '@parley/testkit';
import type { Page } from 'playwright-core';
import { messages } from './chat.ts';
import { Stage } from './stage.ts';

/*
 * A server that tampers with what Bob's browser gets: everything is real, and a proxy between the two changes it. What
 * the page then says is what docs/spec/trust.md asks for; each attack meets a new browser, which knows the password alone.
 */

let proxy: TamperingProxy;
let alice: Parley;
let mallory: Parley;
let group: Conversation;

const TEXTS = ['the first', 'the second', 'the third', 'the fourth'];

const stage = Stage.set(async (stage) => {
  proxy = await stage.proxy();
  alice = await stage.station('Alice Archer');
  const bob = await stage.station('Bob Baker');
  mallory = await stage.station('Mallory Moor');
  group = await alice.createGroup('Plans', [bob.account.email]);
  for (const text of TEXTS) await group.send(text);
});

afterEach(() => proxy.rest());

/** A new browser of Bob's, behind the proxy. */
const behindProxy = () => stage.loggedIn('Bob Baker', { url: proxy.url.replace('127.0.0.1', 'localhost') });

/** Opens the group in a new browser of Bob's. */
async function opened(look: (page: Page) => Promise<void>): Promise<void> {
  await using device = await behindProxy();
  await device.page.getByRole('link', { name: /Plans/ }).click();
  await look(device.page);
}

/** Which of the texts stand there as somebody's words. */
async function shown(page: Page): Promise<string[]> {
  const log = messages(page);
  const counts = await Promise.all(TEXTS.map((text) => log.getByText(text, { exact: true }).count()));
  return TEXTS.filter((_, index) => (counts[index] as number) > 0);
}

test('an honest server lets everything be read, and nothing is found', async () => {
  await opened(async (page) => {
    await messages(page).getByText('the fourth').waitFor();
    expect(await shown(page)).toEqual(TEXTS);
    expect(await page.locator('.findings').count()).toBe(0);
  });
});

test('a message that is withheld is missed in its place', async () => {
  proxy.change('conversation/download', ({ messages }) => {
    if (messages.length === TEXTS.length) messages.splice(1, 1);
  });
  await opened(async (page) => {
    await page.getByText('1 message missing here').waitFor();
    expect(await shown(page)).toEqual(TEXTS.filter((text) => text !== 'the second'));
  });
});

test('a message with one bit flipped is not shown as anybody’s words', async () => {
  proxy.change('conversation/download', ({ messages }) => {
    const [, second] = messages;
    if (!second) return;
    const bytes = fromBase64(second.Data);
    bytes[60] = (bytes[60] as number) ^ 1;
    second.Data = toBase64(bytes);
  });
  await opened(async (page) => {
    await page.getByText('A message that cannot be opened').first().waitFor();
    expect(await shown(page)).toEqual(TEXTS.filter((text) => text !== 'the second'));
  });
});

test('messages in another order are told apart from the order in which they were written', async () => {
  proxy.change('conversation/download', ({ messages }) => {
    if (messages.length === TEXTS.length) messages.splice(1, 2, ...messages.slice(1, 3).reverse());
  });
  await opened(async (page) => {
    await page.getByText('Reordered by the server').first().waitFor();
  });
});

test('a message that the server erases is named as removed by the server', async () => {
  proxy.change('conversation/download', ({ messages }) => {
    const [, second] = messages;
    if (second) Object.assign(second, { Type: 'Removed', Data: '' });
  });
  await opened(async (page) => {
    await page.getByText('Removed by the server').first().waitFor();
    expect(await shown(page)).toEqual(TEXTS.filter((text) => text !== 'the second'));
  });
});

test('somebody else’s keys in place of a person’s are refused, in clear words', async () => {
  const aliceId = alice.account.userid;
  const keys = mallory.station.own.identity;
  const swap = ({ users }: { users: { friendid: string; publickey: string }[] }) => {
    for (const user of users) if (user.friendid === aliceId) user.publickey = toBase64(keys.publicKey);
  };
  proxy.change('friends/keys', swap);
  await using device = await behindProxy();
  const { page } = device;
  await page.goto(`/person/${aliceId}`);
  await page.getByRole('heading', { name: 'Safety number' }).waitFor();
  await page.locator('.notice-danger').waitFor();
  expect(await page.getByRole('list', { name: 'Safety number' }).count()).toBe(0);
});
