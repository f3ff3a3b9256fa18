import type { Page } from 'playwright-core';
import type { Frames } from './probe.ts';

/** What scrolling one way came to. */
export interface Scrolling extends Frames {
  readonly way: string;
}

/** In pixels a second: several screens, faster than anybody reads. */
const WHEEL_SPEED = 12_000;
const FINGER_SPEED = 8_000;
/** In milliseconds, as a key that is held repeats. */
const KEY_REPEAT = 33;

/** How many moves of the mouse a drag from the end to the top of what is held has. */
const DRAG_STEPS = 30;

/**
 * Scrolls back through the open conversation in the ways that people have: the wheel, a finger, a held key, and the
 * scrollbar dragged to its top again and again. @param seconds of each
 */
export async function measureScrolling(page: Page, seconds: number): Promise<Scrolling[]> {
  const session = await page.context().newCDPSession(page);
  const box = await page.locator('.timeline-rows').boundingBox();
  if (!box) throw new Error('no conversation is open');
  const middle = { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
  const repeat = async (work: () => Promise<unknown>) => {
    for (const end = performance.now() + seconds * 1000; performance.now() < end; ) await work();
  };
  const gesture = (gestureSourceType: 'mouse' | 'touch', yDistance: number, speed: number) =>
    session.send('Input.synthesizeScrollGesture', {
      ...middle,
      yDistance,
      speed,
      gestureSourceType,
      preventFling: true,
    });
  const turn = (distance: number) => gesture('mouse', distance, WHEEL_SPEED);
  return [
    await watched(page, 'wheel', () => repeat(() => turn(WHEEL_SPEED))),
    await watched(page, 'finger', () => repeat(() => gesture('touch', box.height / 2, FINGER_SPEED))),
    await watched(page, 'keys', async () => {
      await page.mouse.click(box.x + 30, middle.y);
      await repeat(async () => {
        await page.keyboard.down('PageUp');
        await page.waitForTimeout(KEY_REPEAT);
      });
      await page.keyboard.up('PageUp');
    }),
    await watched(page, 'scrollbar', () => repeat(() => dragToTop(page))),
    await watched(page, 'wheel, forward again', () => repeat(() => turn(-WHEEL_SPEED))),
  ];
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
