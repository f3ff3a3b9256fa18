import { describe, expect, test } from 'bun:test';
import { ircDrafts } from '@parley/client';
import type { Locator, Page } from 'playwright-core';
import { article, HELD, messages, settled } from './chat.ts';
import { type Device, emailOf } from './harness.ts';
import { PHONE, Stage } from './stage.ts';

/** More than a page holds at once, so that rows are let go. */
const IMPORTED = 2000;
/** In pixels a frame: some twenty screens a second. */
const STEP = 200;
/** In pixels: what rounding may move a row by. */
const ROUNDING = 2;

let alice: Device;
let page: Page;

Stage.set(async (stage) => {
  alice = await stage.registered('Alice Archer');
  page = alice.page;
  const bob = await stage.station('Bob Baker');
  const conversation = await bob.conversationWith(emailOf('Alice Archer'));
  await conversation.import(
    ircDrafts(
      conversation.id,
      'a log',
      Array.from({ length: IMPORTED }, (_, number) => ({
        number,
        kind: 'message' as const,
        nick: `nick${number % 3}`,
        text: `Line ${number} ${'of one or more lines '.repeat((number * 7) % 23)}`,
        sent: Date.UTC(2024, 0, 2, 9) + number * 60_000,
        replyto: [],
      })),
    ),
  );
  for (const text of ['The first unread', ...Array.from({ length: 30 }, (_, more) => `Unread ${more}`)])
    await conversation.send(text);
  await page.getByRole('link', { name: /31 unread messages/ }).click();
  await messages(page).waitFor();
});

interface Step {
  /** Rows that were in sight before and after it. */
  readonly stayed: number;
  /** How many of them were made anew. */
  readonly remade: number;
  /** How far they moved. */
  readonly moved: readonly number[];
  /** How far the list holds rows before what is in sight. */
  readonly before: number;
}

/** Scrolls back as a wheel does, a step a frame, and looks at what each frame has painted. */
async function scrollBack(steps: number, step = STEP): Promise<Step[]> {
  await page.waitForTimeout(HELD);
  return messages(page).evaluate(
    (list, [steps, step]) =>
      new Promise<Step[]>((resolve) => {
        const done: Step[] = [];
        const inSight = () => {
          const { top, bottom } = list.getBoundingClientRect();
          const places = [...list.querySelectorAll('.timeline-item')].map((row) => ({
            row,
            place: row.getBoundingClientRect(),
          }));
          const seen = places.filter(({ place }) => place.bottom > top && place.top < bottom);
          return new Map(seen.map(({ row, place }) => [row.id, { row, top: place.top }]));
        };
        let last = inSight();
        const painted = new MessageChannel();
        painted.port1.onmessage = () => {
          const now = inSight();
          const stayed = [...now].flatMap(([id, after]) => {
            const before = last.get(id);
            return before ? [{ before, after }] : [];
          });
          const moved = stayed.map(({ before, after }) => after.top - before.top);
          const remade = stayed.filter(({ before, after }) => after.row !== before.row).length;
          done.push({ stayed: stayed.length, remade, moved, before: list.scrollTop });
          last = now;
          if (done.length === steps) resolve(done);
          else requestAnimationFrame(next);
        };
        const next = () => {
          list.scrollBy({ top: -step, behavior: 'instant' });
          painted.port2.postMessage(undefined);
        };
        requestAnimationFrame(next);
      }),
    [steps, step] as const,
  );
}

test('a conversation opens where the unread messages begin', async () => {
  // A day and the unread messages begin with it.
  const place = messages(page).locator(':has(> .timeline-day):has(> .timeline-unread)');
  await place.waitFor();
  const fromTop = async () =>
    ((await place.boundingBox())?.y ?? 0) - ((await messages(page).boundingBox())?.y ?? 0);
  expect(Math.abs(await fromTop())).toBeLessThanOrEqual(ROUNDING);
  await settled(page);
  expect(Math.abs(await fromTop())).toBeLessThanOrEqual(ROUNDING);
});

test('End leads to the newest message, Home to the first', async () => {
  await messages(page).focus();
  await page.keyboard.press('End');
  await article(page, 'Unread 29').and(page.locator(':focus')).waitFor();
  await inSight('Unread 29');
  await page.keyboard.press('Home');
  await article(page, 'Line 0').and(page.locator(':focus')).waitFor();
  await inSight('Line 0');
  await page.keyboard.press('End');
  await article(page, 'Unread 29').and(page.locator(':focus')).waitFor();
  await inSight('Unread 29');
});

/** Steps after which something in sight stood elsewhere than where it was scrolled to, or was made anew. */
function jumpsIn(steps: readonly Step[], step: number): readonly Step[] {
  return steps.filter(
    ({ stayed, remade, moved }) =>
      stayed === 0 || remade > 0 || moved.some((by) => Math.abs(by - step) > ROUNDING),
  );
}

test('rows that come while somebody scrolls back move nothing that is in sight, and make nothing of it anew', async () => {
  const steps = await scrollBack(312);
  const came = steps.filter(({ before }, index) => before > (steps[index - 1]?.before ?? before));
  expect(came.length).toBeGreaterThan(1);
  expect(jumpsIn(steps, STEP)).toEqual([]);
});

test('nor do those that come and go while somebody scrolls on from the first one', async () => {
  await messages(page).focus();
  await page.keyboard.press('Home');
  await article(page, 'Line 0').and(page.locator(':focus')).waitFor();
  const step = -1.5 * STEP;
  const steps = await scrollBack(350, step);
  const went = steps.filter(({ before }, index) => before < (steps[index - 1]?.before ?? before));
  expect(went.length).toBeGreaterThan(0);
  expect(jumpsIn(steps, step)).toEqual([]);
});

test('in a window of another width, what is read stays where it is', async () => {
  const size = page.viewportSize();
  if (!size) throw new Error('the window has no size');
  const first = () =>
    messages(page).evaluate((list) => {
      const { top } = list.getBoundingClientRect();
      const rows = [...list.querySelectorAll('.timeline-item')].map((row) => row.parentElement as Element);
      const row = rows.find((one) => one.getBoundingClientRect().bottom > top + 1) as Element;
      return { id: row.querySelector('.timeline-item')?.id, top: row.getBoundingClientRect().top - top };
    });
  await settled(page);
  const before = await first();
  await page.setViewportSize({ ...size, width: size.width - 300 });
  await settled(page);
  const after = await first();
  expect(after.id).toBe(before.id);
  expect(Math.abs(after.top - before.top)).toBeLessThanOrEqual(ROUNDING);
  await page.setViewportSize(size);
});

test('the row with the focus keeps it out of sight, and hands it to the list when it is let go', async () => {
  await messages(page).focus();
  await page.keyboard.press('End');
  const newest = article(page, 'Unread 29').and(page.locator(':focus'));
  await newest.waitFor();
  await scrollBack(60);
  expect(await isInSight('Unread 29')).toBe(false);
  expect(await newest.count()).toBe(1);
  const list = messages(page).and(page.locator(':focus'));
  while ((await list.count()) === 0) {
    expect(await newest.count()).toBe(1);
    await scrollBack(60, 5 * STEP);
  }
  expect(await article(page, 'Unread 29').count()).toBe(0);
  await page.keyboard.press('ArrowUp');
  await messages(page).getByRole('article').and(page.locator(':focus')).waitFor();
});

/** In pixels: how much of a message of one line is above what is in sight. */
test.each([0, 12])('on a small screen the tools of the topmost message are seen whole, %d', async (above) => {
  const size = page.viewportSize() ?? PHONE;
  await page.setViewportSize(PHONE);
  await messages(page).focus();
  await page.keyboard.press('End');
  await inSight('Unread 29');
  const topmost = article(page, 'Unread 5');
  await topmost.evaluate((row, above) => {
    const list = row.closest('[role=log]') as Element;
    const by = row.getBoundingClientRect().top - list.getBoundingClientRect().top + above;
    list.scrollBy({ top: by, behavior: 'instant' });
  }, above);
  await settled(page);
  const list = await boxOf(messages(page));
  await page.mouse.move(list.x + 100, list.y + 3);
  const tools = await boxOf(topmost.locator('.message-tools'));
  expect(tools.y).toBeGreaterThanOrEqual(list.y);
  expect(tools.x).toBeGreaterThanOrEqual(list.x);
  expect(tools.x + tools.width).toBeLessThanOrEqual(list.x + list.width);
  await topmost.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Copy text' }).waitFor();
  await page.keyboard.press('Escape');
  await page.setViewportSize(size);
});

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error('it is not on the page');
  return box;
}

describe('a key that is pressed before the list is there', () => {
  const focused = (text: string) => article(page, text).and(page.locator(':focus')).waitFor();

  test('leads to the first message', async () => {
    await openedWith('list', ['Home']);
    await focused('Line 0');
    await inSight('Line 0');
  });

  test('leads on from what is in sight, row by row', async () => {
    await openedWith('list', ['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowDown']);
    await focused('Unread 28');
  });

  test('leads on from the row that has the focus, which keeps it', async () => {
    await openedWith('row', []);
    await focused('Unread 29');
    await openedWith('row', ['ArrowUp']);
    await focused('Unread 28');
  });

  test('scrolls by a page and back', async () => {
    const fromEnd = () =>
      messages(page).evaluate(
        ({ scrollHeight, scrollTop, clientHeight }) =>
          (scrollHeight - scrollTop - clientHeight) / clientHeight,
      );
    await openedWith('list', ['PageUp']);
    // However long the list takes until it is painted, and does what it was told.
    while ((await fromEnd()) < 1 / 2) await Bun.sleep(20);
    await settled(page);
    expect(await fromEnd()).toBeCloseTo(7 / 8, 1);
    await messages(page).and(page.locator(':focus')).waitFor();
    await openedWith('list', ['PageUp', 'PageUp', 'PageDown', 'End']);
    await focused('Unread 29');
    await inSight('Unread 29');
  });
});

test('the page did not complain', () => {
  expect(alice.complaints).toEqual([]);
});

/** Opens the conversation, and presses keys in its list, or in the row that has its tab stop, as soon as it is seen. */
async function openedWith(where: 'list' | 'row', keys: readonly string[]): Promise<void> {
  await page.goto('/');
  await page.evaluate(
    ([where, keys]) => {
      const watch = new MutationObserver(() => {
        const list = document.querySelector('.timeline-first');
        const element = where === 'list' ? list : list?.querySelector('[tabindex="0"]');
        if (!(element instanceof HTMLElement)) return;
        watch.disconnect();
        element.focus({ preventScroll: true });
        for (const key of keys) {
          element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        }
      });
      watch.observe(document.body, { childList: true, subtree: true });
    },
    [where, keys] as const,
  );
  await page.getByRole('link', { name: /Bob/ }).click();
}

/** Waits until a message stands where somebody reads. */
async function inSight(text: string): Promise<void> {
  while (!(await isInSight(text))) await Bun.sleep(20);
}

async function isInSight(text: string): Promise<boolean> {
  const list = await messages(page).boundingBox();
  const row = await article(page, text).boundingBox();
  if (!list || !row) return false;
  return row.y >= list.y - 1 && row.y + row.height <= list.y + list.height + 1;
}
