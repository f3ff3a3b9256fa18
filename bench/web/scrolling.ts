import type { Page } from 'playwright-core';
import type { Frames } from './probe.ts';

/** What scrolling one way came to. */
export interface Scrolling extends Frames {
  readonly way: string;
}

/** In pixels a second: thirty screens, as of a wheel that runs freely. */
const WHEEL_SPEED = 20_000;
/** In pixels: what a wheel turns without a pause. */
const WHEEL_TURN = 60_000;
/** A finger that throws: over how much of the list, in how many moves, and how long it rests between two throws, in ms. */
const THROW = { part: 0.8, moves: 4, rest: 60 };
/** In milliseconds, as a key that is held repeats. */
const KEY_REPEAT = 33;
/** How many moves of the mouse a drag from the end to the top of what is held has. */
const DRAG_STEPS = 30;

/** How often somebody turns the wheel in vain at the top before it counts as the beginning. */
const IN_VAIN = 3;

/** Scrolls by the wheel from the newest message of the open conversation to its very first one. */
export async function measureThrough(page: Page): Promise<Scrolling> {
  const wheel = await wheelOver(page);
  return watched(page, 'all of it by wheel', async () => {
    for (let inVain = 0; inVain < IN_VAIN; ) {
      await wheel(WHEEL_TURN);
      inVain = (await isAtTop(page)) ? inVain + 1 : 0;
    }
  });
}

async function isAtTop(page: Page): Promise<boolean> {
  return page.locator('.timeline-rows').evaluate(({ scrollTop }) => scrollTop === 0);
}

/**
 * Scrolls back through the open conversation in the ways that people have: the wheel, a finger that throws, a held key,
 * and the scrollbar dragged to its top again and again. @param seconds of each
 */
export async function measureScrolling(page: Page, seconds: number): Promise<Scrolling[]> {
  const session = await page.context().newCDPSession(page);
  const { box, middle } = await rowsOf(page);
  const repeat = async (work: () => Promise<unknown>) => {
    for (const end = performance.now() + seconds * 1000; performance.now() < end; ) await work();
  };
  const turn = await wheelOver(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: y === undefined ? [] : [{ x: middle.x, y }],
    });
  const throwDown = async () => {
    const from = box.y + (box.height * (1 - THROW.part)) / 2;
    await touch('touchStart', from);
    for (let move = 1; move <= THROW.moves; move++)
      await touch('touchMove', from + (box.height * THROW.part * move) / THROW.moves);
    await touch('touchEnd');
    await page.waitForTimeout(THROW.rest);
  };
  return [
    await watched(page, 'wheel', () => repeat(() => turn(WHEEL_TURN))),
    await watched(page, 'finger', () => repeat(throwDown)),
    await watched(page, 'keys', async () => {
      await page.mouse.click(box.x + 30, middle.y);
      await repeat(async () => {
        await page.keyboard.down('PageUp');
        await page.waitForTimeout(KEY_REPEAT);
      });
      await page.keyboard.up('PageUp');
    }),
    await watched(page, 'scrollbar', () => repeat(() => dragToTop(page))),
    await watched(page, 'wheel, forward again', () => repeat(() => turn(-WHEEL_TURN))),
  ];
}

async function rowsOf(page: Page) {
  const box = await page.locator('.timeline-rows').boundingBox();
  if (!box) throw new Error('no conversation is open');
  return { box, middle: { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) } };
}

/** Turns the wheel over the rows by so many pixels, back where they are positive. */
async function wheelOver(page: Page): Promise<(yDistance: number) => Promise<unknown>> {
  const session = await page.context().newCDPSession(page);
  const { middle } = await rowsOf(page);
  return (yDistance) =>
    session.send('Input.synthesizeScrollGesture', {
      ...middle,
      yDistance,
      speed: WHEEL_SPEED,
      gestureSourceType: 'mouse',
      preventFling: true,
    });
}

async function watched(page: Page, way: string, work: () => Promise<void>): Promise<Scrolling> {
  await page.evaluate(() => probe.startFrames());
  await work();
  return { way, ...(await page.evaluate(() => probe.stopFrames())) };
}

/** Drags the scrollbar's thumb from where it is to the top. */
async function dragToTop(page: Page): Promise<void> {
  const { x, top, thumb } = await page.locator('.timeline-rows').evaluate((list) => {
    const { right, y, height } = list.getBoundingClientRect();
    const { scrollTop, scrollHeight, clientHeight, clientWidth } = list as HTMLElement;
    const width = (list as HTMLElement).offsetWidth - clientWidth;
    const middle = scrollTop + clientHeight / 2;
    return { x: right - width / 2, top: y, thumb: y + (height * middle) / scrollHeight };
  });
  await page.mouse.move(x, thumb);
  await page.mouse.down();
  await page.mouse.move(x, top, { steps: DRAG_STEPS });
  await page.mouse.up();
}
