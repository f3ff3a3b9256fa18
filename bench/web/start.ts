import { openClient, startDevice } from './device.ts';
import type { World } from './world.ts';

/** Moments of a start, in milliseconds after the navigation began. */
export interface Start {
  /** The page itself was here. */
  readonly page: number;
  /** The worker had said who is logged in, and the part behind the login was asked for. */
  readonly account: number;
  /** Names and newest messages were painted. */
  readonly list: number;
}

/** Starts a browser on what it has stored, as often as is asked for; each time a new process. */
export async function measureStarts(folder: string, world: World, times: number): Promise<Start[]> {
  const starts: Start[] = [];
  for (let count = 0; count < times; count++) {
    const device = await startDevice(folder, world);
    const list = await openClient(device);
    const { page, account } = await device.page.evaluate(() => {
      const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
      const loaded = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
      const shell = loaded.find(({ name }) => name.includes('/shell-view-'));
      return { page: navigation?.responseEnd ?? 0, account: shell?.startTime ?? 0 };
    });
    starts.push({ page, account, list });
    await device.context.close();
  }
  return starts;
}
