import { expect, test } from 'bun:test';
import type { Conversation } from '@parley/client';
import { messages } from './chat.ts';
import { type Device, emailOf, registerOn } from './harness.ts';
import { noteTold, type Told, telling } from './notifications.ts';
import { Stage } from './stage.ts';

let alice: Device;
let pair: Conversation;
let told: Told[];

Stage.set(async (stage) => {
  alice = await stage.device();
  told = await noteTold(alice.context);
  await registerOn(alice.page, 'Alice Archer');
  await alice.page.goto('/settings/notifications');
  await alice.page.getByRole('checkbox', { name: 'Tell me' }).check();
  const bob = await stage.station('Bob Baker');
  pair = await bob.conversationWith(emailOf('Alice Archer'));
});

const row = (text: string) => alice.page.getByRole('link', { name: new RegExp(`Bob.*${text}`) });

test('a message is told with its text, in the title and in the icon, and a click leads to it', async () => {
  await telling([alice.page]);
  await pair.send('Are you there?');
  await row('Are you there').waitFor();
  expect(told.map(({ title, body }) => ({ title, body }))).toEqual([
    { title: 'Bob', body: 'Are you there?' },
  ]);
  expect(await alice.page.title()).toBe('(1) Parley');
  expect(await alice.page.locator('link[rel=icon]').getAttribute('href')).toBe('/icon-unread.svg');
  await alice.page.evaluate('lastTold.onclick()');
  await alice.page.waitForURL(`/c/${pair.id}`);
});

test('what stands before the eyes is not told', async () => {
  await messages(alice.page).getByText('Are you there?').waitFor();
  told.length = 0;
  await pair.send('You see this already.');
  await messages(alice.page).getByText('You see this already.').waitFor();
  await row('You see this already').waitFor();
  expect(told).toEqual([]);
});

test('of two tabs one tells', async () => {
  const second = await alice.context.newPage();
  await second.goto('/settings/about');
  await second.getByRole('link', { name: /You see this already/ }).waitFor();
  await alice.page.goto('/settings/about');
  await row('You see this already').waitFor();
  await telling([second, alice.page]);
  told.length = 0;
  await pair.send('Told once');
  await second.getByRole('link', { name: /Told once/ }).waitFor();
  await row('Told once').waitFor();
  expect(told.map(({ body }) => body)).toEqual(['Told once']);
  await second.close();
});

test('a message is told as it reads, without the signs of its form', async () => {
  await telling([alice.page]);
  told.length = 0;
  await pair.send('**Now**, at `door_two`:\n- the _red_ one');
  await row('the red one').waitFor();
  expect(told.map(({ body }) => body)).toEqual(['Now, at door_two: the red one']);
});

test('what stands before the eyes in another tab is not told', async () => {
  const second = await alice.context.newPage();
  await second.goto(`/c/${pair.id}`);
  await messages(second).getByText('Told once').waitFor();
  told.length = 0;
  await pair.send('Seen in the other tab');
  await messages(second).getByText('Seen in the other tab').waitFor();
  // Until it is read, it would be told after the next start, which knows nothing of the tab that is gone.
  await row('Seen in the other tab').filter({ hasNotText: 'unread' }).waitFor();
  expect(told).toEqual([]);
  await second.close();
});

test('whoever wants it so is told of a message without its text', async () => {
  await alice.page.goto('/settings/notifications');
  await alice.page.getByRole('checkbox', { name: 'Show what is written' }).uncheck();
  await telling([alice.page]);
  told.length = 0;
  await pair.send('Between the two of us');
  await row('Between the two of us').waitFor();
  expect(told.map(({ title, body }) => ({ title, body }))).toEqual([{ title: 'Bob', body: 'New message' }]);
});

test('a muted conversation is not told', async () => {
  await alice.page.getByRole('button', { name: 'Actions for Bob' }).click();
  await alice.page.getByRole('menuitem', { name: 'Mute' }).click();
  await alice.page.getByRole('link', { name: /Bob.*muted/ }).waitFor();
  told.length = 0;
  await pair.send('Silently');
  await row('Silently').waitFor();
  expect(told).toEqual([]);
  expect(await alice.page.title()).toBe('Parley');
});
