import { describe, expect, test } from 'bun:test';
import { Parley } from '@parley/client';
import type { Cable } from './cable.ts';
import { article, composer, messages, say, written } from './chat.ts';
import { type Device, emailOf, PASSWORD } from './harness.ts';
import { expectAccessible, Stage, THEMES } from './stage.ts';

let cable: Cable;
let alice: Device;
let bob: Device;

const stage = Stage.set(async (stage) => {
  cable = await stage.cable();
  alice = await stage.registered('Alice Archer', { url: cable.url });
  bob = await stage.registered('Bob Baker');
  const parley = await Parley.login({
    server: stage.server.url,
    email: emailOf('Alice Archer'),
    password: PASSWORD,
  });
  await parley.conversationWith(emailOf('Bob Baker'));
  await parley.close();
  await alice.page.getByRole('link', { name: /Bob Baker/ }).click();
  await composer(alice.page).waitFor();
});

test('what one writes the other reads, and the ticks tell how far it came', async () => {
  await composer(alice.page).fill('Good _morning_, Bob!');
  await composer(alice.page).press('Enter');
  await messages(alice.page).getByText('Good morning, Bob!').waitFor();
  await bob.page
    .getByRole('link', { name: /Alice Archer/ })
    .getByText('Good morning, Bob!')
    .waitFor();
  await bob.page.getByRole('link', { name: /1 unread message/ }).click();
  await messages(bob.page).getByText('Good morning, Bob!').waitFor();
  await messages(bob.page).getByText('New messages').waitFor();
  await article(alice.page, 'Good morning, Bob!').getByRole('button', { name: 'seen: Bob Baker' }).waitFor();
  await bob.page.getByRole('link', { name: /unread/ }).waitFor({ state: 'detached' });
});

test('typing shows while somebody types', async () => {
  await composer(bob.page).pressSequentially('I am');
  await alice.page.getByText('Bob Baker is typing…').first().waitFor();
  await composer(bob.page).fill('');
});

test('a reply quotes, and its quote leads to what it answers', async () => {
  await article(bob.page, 'Good morning, Bob!').hover();
  await article(bob.page, 'Good morning, Bob!').getByRole('button', { name: 'Reply' }).click();
  await bob.page
    .locator('form', { hasText: 'Reply to Alice Archer' })
    .getByText('Good morning, Bob!')
    .waitFor();
  await say(bob.page, 'And to you!');
  await article(alice.page, 'And to you!')
    .getByRole('button', { name: 'In reply to Alice Archer Good morning, Bob!' })
    .click();
  await alice.page.locator('.timeline-marked').getByText('Good morning, Bob!').waitFor();
});

test('with the arrow up the last message is edited, and its earlier text stays known', async () => {
  await composer(bob.page).press('ArrowUp');
  await bob.page.getByText('Editing your message').waitFor();
  expect(await composer(bob.page).inputValue()).toBe('And to you!');
  await composer(bob.page).fill('And to you, Alice!');
  await composer(bob.page).press('Enter');
  await messages(alice.page).getByText('And to you, Alice!').waitFor();
  await article(alice.page, 'And to you, Alice!').getByRole('button', { name: 'edited' }).click();
  await alice.page.getByRole('dialog').getByText('And to you!', { exact: true }).waitFor();
  await alice.page.keyboard.press('Escape');
});

test('a reaction is given and taken back', async () => {
  await article(alice.page, 'And to you, Alice!').hover();
  await article(alice.page, 'And to you, Alice!').getByRole('button', { name: 'React' }).click();
  await alice.page.getByRole('button', { name: '🎉' }).click();
  const reaction = article(bob.page, 'And to you, Alice!').getByRole('button', {
    name: '🎉 by Alice Archer',
  });
  await reaction.waitFor();
  await article(alice.page, 'And to you, Alice!').getByRole('button', { name: '🎉 by Alice Archer' }).click();
  await reaction.waitFor({ state: 'detached' });
});

test('a deleted message is gone for both, and both are told by whom', async () => {
  await say(alice.page, 'This was a mistake.');
  await messages(bob.page).getByText('This was a mistake.').waitFor();
  await article(alice.page, 'This was a mistake.').focus();
  await alice.page.keyboard.press('Delete');
  await alice.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await messages(bob.page).getByText('deleted by its author').waitFor();
  await messages(bob.page).getByText('This was a mistake.').waitFor({ state: 'detached' });
});

test('a draft stays with its conversation, over a restart too', async () => {
  await composer(alice.page).fill('Not yet finished');
  await alice.page.getByRole('button', { name: 'Your account' }).click();
  await alice.page.getByRole('menuitem', { name: 'Settings' }).click();
  await composer(alice.page).waitFor({ state: 'detached' });
  await alice.page.goBack();
  await written(alice.page, 'Not yet finished');
  await alice.page.reload();
  await written(alice.page, 'Not yet finished');
  await composer(alice.page).fill('');
});

describe('the network', () => {
  test('what is written without it goes out once when it is back', async () => {
    cable.cut();
    await alice.page.getByText('No connection.').waitFor();
    await say(alice.page, 'Written under way');
    await article(alice.page, 'Written under way')
      .getByRole('button', { name: 'waiting to be sent' })
      .waitFor();
    cable.mend();
    await messages(bob.page).getByText('Written under way').waitFor();
    await article(alice.page, 'Written under way')
      .getByRole('button', { name: /delivered|seen/ })
      .waitFor();
    expect(await messages(bob.page).getByText('Written under way').count()).toBe(1);
  });

  test('a server that restarts is found again', async () => {
    await stage.server.restart();
    await say(bob.page, 'Are you still there?');
    await messages(alice.page).getByText('Are you still there?').waitFor();
    await say(alice.page, 'Of course.');
    await messages(bob.page).getByText('Of course.').waitFor();
  });
});

test('without a network the page starts, shows what is here, finds it, and sends what is written once it is back', async () => {
  // The files are kept from the first visit on; that is done when the service worker is active.
  await alice.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  cable.cut();
  await alice.page.reload();
  await messages(alice.page).getByText('Of course.').waitFor();
  await alice.page.getByText('No connection.').waitFor();
  await alice.page.getByRole('searchbox', { name: 'Search' }).fill('till ther');
  await alice.page.getByRole('link', { name: /Are you still there\?/ }).click();
  await alice.page.locator('.timeline-marked').getByText('Are you still there?').waitFor();
  await alice.page.getByRole('searchbox', { name: 'Search' }).fill('');
  await say(alice.page, 'Written after a start without a network');
  cable.mend();
  // Sooner or later it tries by itself.
  await alice.page.getByText('No connection.').waitFor({ state: 'detached' });
  await messages(bob.page).getByText('Written after a start without a network').waitFor();
  expect(await messages(bob.page).getByText('Written after a start without a network').count()).toBe(1);
});

test('what is unread stands in the title and the icon, unless it is muted', async () => {
  await alice.page.goto('/');
  await alice.page.getByRole('link', { name: /Bob Baker/ }).waitFor();
  await say(bob.page, 'Look at this');
  const titled = async (title: string) => {
    while ((await alice.page.title()) !== title) await Bun.sleep(20);
  };
  await titled('(1) Parley');
  await alice.page.locator('link[rel="icon"][href="/icon-unread.svg"]').waitFor({ state: 'attached' });
  await alice.page.getByRole('button', { name: 'Actions for Bob Baker' }).click();
  await alice.page.getByRole('menuitem', { name: 'Mute' }).click();
  await titled('Parley');
  await alice.page.locator('link[rel="icon"][href="/icon.svg"]').waitFor({ state: 'attached' });
  await alice.page.getByRole('link', { name: /Bob Baker/ }).click();
  await messages(alice.page).getByText('Look at this').waitFor();
});

test('a new station with only the password reads the whole history', async () => {
  await using third = await stage.loggedIn('Alice Archer');
  await third.page.getByRole('link', { name: /Bob Baker/ }).click();
  await messages(third.page).getByText('Good morning, Bob!').first().waitFor();
  await messages(third.page).getByText('Of course.').waitFor();
  expect(await messages(third.page).locator('.findings').count()).toBe(0);
  expect(third.complaints).toEqual([]);
});

describe.each(THEMES)('in the %s theme', (colorScheme) => {
  test.each([
    [1280, 800],
    [320, 640],
  ])('the conversation is accessible and fits, %i wide', async (width, height) => {
    await alice.page.emulateMedia({ colorScheme });
    await alice.page.setViewportSize({ width, height });
    await messages(alice.page).waitFor();
    await expectAccessible(alice.page);
  });
});

test('no page complained', () => {
  const isExpected = (complaint: string) =>
    /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|WebSocket|503/.test(complaint);
  expect([...alice.complaints, ...bob.complaints].filter((complaint) => !isExpected(complaint))).toEqual([]);
});
