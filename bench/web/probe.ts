/**
 * What runs inside the measured page: moments after something was painted, and every frame's duration. Each function is
 * sent to the page as text, so that none may use anything outside of itself.
 */

/** What the list must show before it counts as painted: names and their newest messages. */
export interface ExpectedList {
  readonly rows: number;
  readonly newest: Readonly<Record<string, string>>;
}

export interface Probe {
  /** Resolves, with the page's clock, when as much of the list as the window has room for has been painted. */
  readonly list: Promise<number>;
  /** The same for the whole list, whose end may be out of sight. */
  readonly wholeList: () => Promise<number>;
  /** Resolves with the time from the next click until a row has been painted in sight. */
  opening(rowId: string, name: string): Promise<number>;
  startFrames(): void;
  /** Durations of all frames since, in milliseconds, and of what the browser calls long. */
  stopFrames(): Frames;
}

export interface Frames {
  readonly frames: readonly number[];
  readonly long: readonly LongFrame[];
  /** Tasks of the page's main thread that took over 50 ms. */
  readonly tasks: readonly number[];
  /** How many different rows were on the page. */
  readonly rows: number;
}

/** A frame that took over 50 ms by the browser's own account. */
export interface LongFrame {
  readonly duration: number;
  readonly scripts: readonly string[];
}

declare global {
  var probe: Probe;
}

/** Installed before the page's own scripts. */
export function installProbe({ rows, newest }: ExpectedList): void {
  /** Resolves when a frame in which something is there has been painted. */
  const painted = (isThere: () => boolean): Promise<number> =>
    new Promise((resolve) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve(performance.now());
      const look = () => {
        if (isThere()) channel.port2.postMessage(undefined);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  const isInSight = (element: Element, within: Element): boolean => {
    const inner = element.getBoundingClientRect();
    const outer = within.getBoundingClientRect();
    const isVisible = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    return isVisible && inner.height > 0 && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
  };
  const isListed = (first: number) => {
    const listed = [...document.querySelectorAll('.row-link')].slice(0, first);
    return (
      listed.length >= Math.min(first, rows) &&
      listed.every((row) => {
        const name = row.querySelector('.row-name')?.textContent ?? '';
        const text = newest[name];
        return text !== undefined && row.querySelector('.row-preview')?.textContent?.includes(text);
      })
    );
  };
  /** In CSS pixels, the least that a row of the list has. */
  const ROW = 56;
  let frames: number[] = [];
  let long: LongFrame[] = [];
  let tasks: number[] = [];
  let rowIds = new Set<string>();
  let running = 0;
  // Looked at once a frame is painted, when looking costs no layout.
  const afterFrame = new MessageChannel();
  afterFrame.port1.onmessage = () => {
    for (const { id } of document.querySelectorAll('.timeline-item')) rowIds.add(id);
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { duration, scripts } = entry as PerformanceEntry & {
        scripts: { invoker: string; duration: number; sourceFunctionName: string }[];
      };
      const said = scripts.map(
        (one) => `${one.invoker} ${one.sourceFunctionName} ${Math.round(one.duration)} ms`,
      );
      long.push({ duration, scripts: said });
    }
  }).observe({ type: 'long-animation-frame' });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  }).observe({ type: 'longtask' });
  globalThis.probe = {
    list: painted(() => isListed(Math.ceil(innerHeight / ROW))),
    wholeList: () => painted(() => isListed(rows)),
    opening: async (rowId, name) => {
      const clicked = new Promise<number>((resolve) => {
        const hear = (event: Event) => resolve(event.timeStamp);
        addEventListener('click', hear, { capture: true, once: true });
      });
      const begun = await clicked;
      const shown = await painted(() => {
        const row = document.getElementById(rowId);
        const list = row?.closest('.timeline-rows');
        const title = document.querySelector('.conversation-title h1')?.textContent;
        return title === name && row !== null && list != null && isInSight(row, list);
      });
      return shown - begun;
    },
    startFrames: () => {
      frames = [];
      long = [];
      tasks = [];
      rowIds = new Set();
      let before: number | undefined;
      const tick = () => {
        const now = performance.now();
        if (before !== undefined) frames.push(now - before);
        before = now;
        afterFrame.port2.postMessage(undefined);
        running = requestAnimationFrame(tick);
      };
      running = requestAnimationFrame(tick);
    },
    stopFrames: () => {
      cancelAnimationFrame(running);
      return { frames, long, tasks, rows: rowIds.size };
    },
  };
}
