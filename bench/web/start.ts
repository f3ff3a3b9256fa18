import { openClient, startDevice } from './device.ts';
import type { World } from './world.ts';

/** Moments of a start, in milliseconds after the navigation began. */
export interface Start {
  /** The page itself was here. */
  readonly page: number;
  /** The page's own script ran. */
  readonly script: number;
  /** Names and newest messages were painted. */
  readonly list: number;
}

/** Starts a browser on what it has stored, as often as is asked for; each time a new process. */
export async function measureStarts(folder: string, world: World, times: number): Promise<Start[]> {
  const starts: Start[] = [];
  for (let count = 0; count < times; count++) {
    const device = await startDevice(folder, world);
    const list = await openClient(device);
    const { page, script } = await device.page.evaluate(() => {
      const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
      return { page: navigation?.responseEnd ?? 0, script: navigation?.domContentLoadedEventStart ?? 0 };
    });
    starts.push({ page, script, list });
    await device.context.close();
  }
  return starts;
}
