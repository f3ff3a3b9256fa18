import { afterEach, describe, expect, test } from 'bun:test';
import type { Conversation, Parley } from '@parley/client';
import { fromBase64, toBase64 } from '@parley/protocol/encoding';
import type { ResponseOf } from '@parley/protocol/wire';
import type { TamperingProxy } from '@parley/testkit';
import type { Page } from 'playwright-core';
import { article, expectSoon, messages, say } from './chat.ts';
import { emailOf, logInOn } from './harness.ts';
import { Stage } from './stage.ts';

/*
 * A server that tampers with what Bob's browser gets: everything is real, and a proxy between the two changes it. What
 * the page then says is what docs/spec/trust.md asks for; each attack meets a new browser, which knows the password alone.
 */

let proxy: TamperingProxy;
let alice: Parley;
let mallory: Parley;
let group: Conversation;
let picnic: Conversation;

const TEXTS = ['the first', 'the second', 'the third', 'the fourth'];

const stage = Stage.set(async (stage) => {
  proxy = await stage.proxy();
  alice = await stage.station('Alice Archer');
  const bob = await stage.station('Bob Baker');
  mallory = await stage.station('Mallory Moor');
  group = await alice.createGroup('Plans', [bob.account.email]);
  for (const text of TEXTS) await group.send(text);
  picnic = await alice.createGroup('Picnic', [bob.account.email]);
  await picnic.send('Bring forks');
});

afterEach(() => proxy.rest());

const BROKEN = { status: 'ERROR', errorcode: 'internal', errormessage: 'Tell the operator: 42.' };
/** A conversation that was cleared, as a server says it. */
const CLEARED = { status: 'ERROR', errorcode: 'instance_changed', errormessage: 'It was cleared.' };
const NOTHING = { status: 'OK', errormessage: '', messages: [], reports: [], cursor: 'c', more: false };

/** A new browser of Bob's, behind the proxy; its page asks the server itself, as before its service worker has begun. */
const behindProxy = () => stage.loggedIn('Bob Baker', { url: proxyUrl(), serviceWorkers: 'block' });
const proxyUrl = (of = proxy) => of.url.replace('127.0.0.1', 'localhost');

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

async function expectShown(page: Page, texts: readonly string[]): Promise<void> {
  await expectSoon(() => shown(page), texts);
}

test('an honest server lets everything be read, and nothing is found', async () => {
  await opened(async (page) => {
    await messages(page).getByText('the fourth').waitFor();
    await expectShown(page, TEXTS);
    expect(await page.locator('.findings').count()).toBe(0);
  });
});

test('a message that is withheld is missed in its place', async () => {
  proxy.change('conversation/download', ({ messages }) => {
    if (messages.length === TEXTS.length) messages.splice(1, 1);
  });
  await opened(async (page) => {
    await page.getByText('1 message missing here').waitFor();
    await expectShown(
      page,
      TEXTS.filter((text) => text !== 'the second'),
    );
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
    await expectShown(
      page,
      TEXTS.filter((text) => text !== 'the second'),
    );
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

test('a message that is given out once more, as if it were new, is not trusted', async () => {
  proxy.change('conversation/download', ({ messages }) => {
    const [first] = messages;
    if (messages.length === TEXTS.length && first) messages.push(first);
  });
  await opened(async (page) => {
    await page.getByText('A second message in the place of another: not trustworthy').waitFor();
  });
});

test('the contents of two messages exchanged are shown as nobody’s words', async () => {
  proxy.change('conversation/download', ({ messages }) => {
    const [, second, third] = messages;
    if (second && third) [second.Data, third.Data] = [third.Data, second.Data];
  });
  await opened(async (page) => {
    await messages(page).getByText('A message that cannot be opened').nth(1).waitFor();
    await expectShown(page, ['the first', 'the fourth']);
  });
});

test('a message that the server erases is named as removed by the server', async () => {
  proxy.change('conversation/download', ({ messages }) => {
    const [, second] = messages;
    if (second) Object.assign(second, { Type: 'Removed', Data: '' });
  });
  await opened(async (page) => {
    await page.getByText('Removed by the server').first().waitFor();
    await expectShown(
      page,
      TEXTS.filter((text) => text !== 'the second'),
    );
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
  await page.locator('.notice-danger').getByText('are not valid').waitFor();
  expect(await page.getByRole('list', { name: 'Safety number' }).count()).toBe(0);
});

test('a name that changes is shown at once wherever it stands, and after a restart, though nothing new was said', async () => {
  await alice.conversationWith(emailOf('Bob Baker'));
  const trip = await alice.createGroup('Trip', [emailOf('Bob Baker')]);
  const { id: asked } = await trip.send('Who brings spoons?');
  await trip.react(asked, '🥄');
  const { id: answered } = await trip.send('I do', { replyTo: asked });
  await using device = await behindProxy();
  const { page } = device;
  await page.goto(`/c/${trip.id}`);
  const row = page.getByRole('link', { name: /Trip/ });
  await row.getByText('Alice: ').waitFor();
  // What is still to be reported as seen would have the rows made anew.
  const isSeen = async () => {
    await trip.sync();
    const item = trip.timeline().item(answered);
    return item?.row === 'message' && item.viewed.length > 0;
  };
  while (!(await isSeen())) await page.waitForTimeout(50);
  await page.reload();
  const log = messages(page);
  await log.getByRole('button', { name: /Alice/ }).nth(1).waitFor();
  const rename = (users: { friendid: string; friendname: string }[]) => {
    for (const user of users) if (user.friendid === alice.account.userid) user.friendname = 'Alicia';
  };
  proxy.change('friends/list', ({ availabilities }) => rename(availabilities));
  proxy.change('friends/keys', ({ users }) => rename(users));
  // Whoever is seen otherwise is asked about anew.
  await alice.setAvailability('busy');
  await row.getByText('Alicia: ').waitFor();
  await article(page, 'Who brings spoons?').first().getByText('Alicia').waitFor();
  await log.getByRole('button', { name: 'Alicia Who brings spoons?' }).waitFor();
  await log.getByRole('button', { name: /🥄.*Alicia/ }).waitFor();
  expect(await log.getByText(/Alice/).count()).toBe(0);
  await page.reload();
  await row.getByText('Alicia: ').waitFor();
});

test('keys that the server withholds are told apart from keys that changed', async () => {
  const aliceId = alice.account.userid;
  proxy.change('friends/keys', (answer) => {
    answer.users = answer.users.filter(({ friendid }) => friendid !== aliceId);
  });
  proxy.change('friends/list', (answer) => {
    answer.availabilities = answer.availabilities.filter(({ friendid }) => friendid !== aliceId);
  });
  await using device = await behindProxy();
  const { page } = device;
  await page.goto(`/person/${aliceId}`);
  await page.locator('.notice-danger').getByText('does not give out the keys of').waitFor();
  expect(await page.getByText('not the ones you knew').count()).toBe(0);
});

describe.each<[string, Partial<ResponseOf<'login/hello'>['kdf']>]>([
  ['fewer rounds', { iterations: 1 }],
  ['less memory', { memory: 1024 }],
  ['more than a browser can do', { memory: 2 ** 21 }],
])('a password hash of %s than is allowed', (_, terms) => {
  test('is refused in clear words, and nothing made from the password is sent', async () => {
    // Of its own: the browser of the test before, which was logged in, may still ask the other one for something.
    const own = await stage.proxy();
    own.change('login/hello', ({ kdf }) => Object.assign(kdf, terms));
    await using device = await stage.device({ url: proxyUrl(own) });
    await logInOn(device.page, 'Bob Baker');
    await device.page.getByRole('alert').getByText('the password was not used').waitFor();
    expect(own.seen).toEqual(['login/hello']);
  });
});

describe('a name that is another group’s', () => {
  const swapNames = () =>
    proxy.change('conversation/list', ({ conversations }) => {
      const [one, other] = [group, picnic].map(({ id }) => conversations.find((found) => found.id === id));
      if (one && other) [one.displayname, other.displayname] = [other.displayname, one.displayname];
    });
  const toldOn = (page: Page) => page.getByText('a name that cannot be trusted').waitFor();
  const title = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();

  test('is not shown in a browser that has not seen the true one: the people stand for it', async () => {
    swapNames();
    await using device = await behindProxy();
    const { page } = device;
    await page.goto(`/c/${group.id}`);
    await toldOn(page);
    expect(await title(page)).toBe('Alice');
  });

  test('does not take the place of the true one where that was seen', async () => {
    await opened(async (page) => {
      await messages(page).getByText('the fourth').waitFor();
      swapNames();
      await page.reload();
      await toldOn(page);
      expect(await title(page)).toBe('Plans');
      await page.reload();
      await toldOn(page);
      expect(await title(page)).toBe('Plans');
    });
  });
});

describe('what the server goes on refusing while it is connected', () => {
  test('is told with its reason, and no longer once it is there', async () => {
    proxy.handle('friends/list', async () => ({ status: 500, body: BROKEN }));
    await using device = await behindProxy();
    const { page } = device;
    await page.getByText('Something could not be fetched.').waitFor();
    await page.getByText(BROKEN.errormessage).waitFor();
    proxy.rest();
    await page.getByText('Something could not be fetched.').waitFor({ state: 'detached' });
  });

  test('names the conversation that it is about', async () => {
    proxy.handle('conversation/download', async ({ request, forward }) =>
      request.conversationid === group.id ? { status: 500, body: BROKEN } : forward(),
    );
    await using device = await behindProxy();
    await device.page.getByRole('status').filter({ hasText: 'Plans: Something could not' }).waitFor();
    await device.page
      .getByRole('link', { name: /Picnic/ })
      .getByText('Bring forks')
      .waitFor();
  });
});

test('a conversation that is cleared without anybody saying so is named as cleared by the server', async () => {
  await opened(async (page) => {
    await messages(page).getByText('the fourth').waitFor();
    const instance = 'Another1ns';
    proxy.change('conversation/list', ({ conversations }) => {
      for (const one of conversations) if (one.id === group.id) Object.assign(one, { instance });
    });
    proxy.handle('conversation/download', async ({ request, forward }) => {
      if (request.conversationid !== group.id) return forward();
      if (request.instance === instance) return { status: 200, body: NOTHING };
      return { status: 409, body: { ...CLEARED, instance } };
    });
    await page.reload();
    await page.getByText('Cleared by the server').waitFor();
    await expectShown(page, []);
  });
});

test('a conversation that a participant clears is named as cleared by that person alone', async () => {
  const diary = await alice.createGroup('Diary', [emailOf('Bob Baker')]);
  await diary.send('A secret');
  await using device = await behindProxy();
  const { page } = device;
  await page.goto(`/c/${diary.id}`);
  await messages(page).getByText('A secret').waitFor();
  await diary.clear();
  await messages(page).getByText('cleared the conversation').waitFor();
  expect(await page.getByText('Cleared by the server').count()).toBe(0);
});

test('the key of before a change of people, named as the newest once more, is refused', async () => {
  const club = await alice.createGroup('Club', [emailOf('Bob Baker'), emailOf('Mallory Moor')]);
  await club.send('With Mallory');
  await club.removeParticipants([emailOf('Mallory Moor')]);
  await club.send('Without Mallory');
  await using device = await behindProxy();
  const { page } = device;
  await page.goto(`/c/${club.id}`);
  await messages(page).getByText('Without Mallory').waitFor();
  proxy.change('conversation/secrets', (answer, { conversationid }) => {
    if (conversationid === club.id) answer.secrets = answer.secrets.filter(({ epoch }) => epoch === 0);
  });
  proxy.change('conversation/list', ({ conversations }) => {
    for (const one of conversations) if (one.id === club.id) Object.assign(one, { epoch: 0 });
  });
  await page.reload();
  await page.getByText('names a key for this conversation that cannot be trusted').waitFor();
  await page.getByText('a removed person could read on').waitFor();
  // What Bob writes stands under the newest key that he has seen all the same, which Mallory never had.
  await say(page, 'Still without Mallory');
  const newest = async () => {
    await club.sync();
    return (await Array.fromAsync(club.download())).at(-1)?.body;
  };
  while ((await newest()) !== 'Still without Mallory') await Bun.sleep(50);
});
