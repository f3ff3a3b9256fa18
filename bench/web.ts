/**
 * The browser client as somebody feels it who uses it every day: real Chromium, a real server, 200 conversations with
 * 100,000 messages. Prints each figure beside what is asked of it.
 *
 * `--small` makes a small world, to see that it runs; `--keep <folder>` makes the world there, or uses the one that
 * an earlier run has left; `--only start,opening` measures some parts: `load`, `start`, `opening`, `scrolling`. `--through`
 * scrolls through all of a conversation of 100,000 messages instead, which takes some minutes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { firstLoad } from '../tests/browser/first-load.ts';
import { launchBrowser } from '../tests/browser/harness.ts';
import type { BenchProcess } from './process.ts';
import {
  type Device,
  fetchAll,
  keptForOffline,
  openClient,
  rendererMemory,
  startDevice,
} from './web/device.ts';
import { measureOpenings } from './web/opening.ts';
import { at, type Figure, median, printFigures, printTable, shown } from './web/report.ts';
import { measureScrolling, measureThrough, type Scrolling } from './web/scrolling.ts';
import { measureStarts } from './web/start.ts';
import { keptWorld, makeWorld, startServer, type World } from './web/world.ts';

const { values: options } = parseArgs({
  options: {
    small: { type: 'boolean' },
    keep: { type: 'string' },
    through: { type: 'boolean' },
    only: { type: 'string', default: 'load,start,opening,scrolling' },
  },
});
const parts = options.through ? ['through'] : options.only.split(',');
const SIZE = options.small
  ? { conversations: 12, messages: 4000, longest: 2800, people: 3 }
  : options.through
    ? { conversations: 200, messages: 130_000, longest: 100_000, people: 12 }
    : { conversations: 200, messages: 100_000, longest: 70_000, people: 12 };
const STARTS = options.small ? 2 : 5;
const OPENINGS = 20;
/** Of each way to scroll. */
const SECONDS = options.small ? 2 : 24;
/** So many of the longest frames are listed, of each way to scroll. */
const LONGEST = 5;
/** Slower than this, a frame is felt. */
const FRAME = 50;

const folder = options.keep ?? mkdtempSync(join(tmpdir(), 'parley-bench-'));
let server: BenchProcess | undefined;
try {
  const kept = keptWorld(folder);
  server = await startServer(folder, kept?.port ?? 0);
  const world = kept ?? (await makeWorld(folder, server.port, SIZE));
  await visit(world, kept !== undefined);
  printFigures([
    ...(parts.includes('load') ? [await measureFirstLoad(world)] : []),
    ...(parts.includes('start') ? await startFigures(world) : []),
    ...(['opening', 'scrolling', 'through'].some((part) => parts.includes(part))
      ? await dayFigures(world)
      : []),
  ]);
} finally {
  await server?.stop();
  if (options.keep === undefined) rmSync(folder, { recursive: true, force: true });
}

/** The visit before the ones that are measured: it fetches everything, or what a newer client brings. */
async function visit(world: World, isKept: boolean): Promise<void> {
  const device = await startDevice(folder, world);
  if (isKept) {
    await openClient(device);
    await keptForOffline(device.page);
  } else {
    const took = await fetchAll(device);
    console.log(
      `first login until ${world.messages} messages are fetched, proven and kept: ${shown(took / 1000)} s`,
    );
  }
  await device.context.close();
}

async function measureFirstLoad({ port }: World): Promise<Figure> {
  const browser = await launchBrowser();
  const sizes = await firstLoad(browser, `http://localhost:${port}`);
  await browser.close();
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  console.log(`first load: ${bytes} bytes in ${sizes.size} scripts and styles`);
  return { name: 'first load, gzip', target: 200, measured: bytes / 1024, unit: 'KB' };
}

async function startFigures(world: World): Promise<Figure[]> {
  const starts = await measureStarts(folder, world, STARTS);
  printTable([
    ['second start, ms', 'page', 'script', 'list'],
    ...starts.map(({ page, script, list }, index) => [String(index + 1), ...[page, script, list].map(shown)]),
  ]);
  const lists = starts.map(({ list }) => list);
  return [
    { name: 'second start, list painted, median', target: 500, measured: median(lists), unit: 'ms' },
    { name: 'second start, slowest', target: 500, measured: at(lists, 1), unit: 'ms' },
  ];
}

/** One start, then openings at once, and scrolling in the conversation that was opened last. */
async function dayFigures(world: World): Promise<Figure[]> {
  const device = await startDevice(folder, world);
  await openClient(device);
  const figures = await openingFigures(device, world);
  if (parts.includes('scrolling'))
    figures.push(...scrollingFigures(await measureScrolling(device.page, SECONDS)));
  if (parts.includes('through')) figures.push(...scrollingFigures([await measureThrough(device.page)]));
  const memory = await rendererMemory(device);
  if (memory !== undefined) console.log(`memory of page and worker: ${shown(memory / 2 ** 20)} MiB`);
  await device.context.close();
  return figures;
}

async function openingFigures({ page }: Device, world: World): Promise<Figure[]> {
  const [largest, ...others] = world.conversations;
  if (!largest) throw new Error('the world is empty');
  const step = Math.max(1, Math.floor(others.length / OPENINGS));
  const chosen = others.filter((_, index) => index % step === 0).slice(0, OPENINGS);
  const openings = await measureOpenings(page, [...chosen, largest]);
  const times = openings.map(({ took }) => took);
  console.log(`openings, ms: ${times.map(shown).join(' ')} (the last: ${largest.messages} messages)`);
  return [
    { name: 'opening, median', target: 100, measured: median(times), unit: 'ms' },
    { name: 'opening, slowest', target: 100, measured: at(times, 1), unit: 'ms' },
    { name: `opening of ${largest.messages} messages`, target: 100, measured: times.at(-1) ?? 0, unit: 'ms' },
  ];
}

function scrollingFigures(scrollings: readonly Scrolling[]): Figure[] {
  printTable([
    ['scrolling', 'rows', 'frames', 'p50', 'p99', 'worst', `over ${FRAME} ms`, 'long tasks'],
    ...scrollings.map(({ way, rows, frames, tasks }) => [
      way,
      String(rows),
      String(frames.length),
      ...[0.5, 0.99, 1].map((part) => shown(at(frames, part))),
      String(frames.filter((frame) => frame > FRAME).length),
      String(tasks.length),
    ]),
  ]);
  for (const { way, long } of scrollings) {
    const longest = long.toSorted((one, other) => other.duration - one.duration).slice(0, LONGEST);
    for (const { duration, scripts } of longest)
      console.log(`  ${way}: ${Math.round(duration)} ms: ${scripts.join(', ')}`);
  }
  const passed = scrollings.reduce((sum, { rows }) => sum + rows, 0);
  console.log(`messages passed, each at least once on the page, all ways together: ${passed}`);
  const frames = scrollings.flatMap((scrolling) => scrolling.frames);
  return [
    { name: 'scrolling, slowest frame', target: FRAME, measured: at(frames, 1), unit: 'ms' },
    {
      name: `scrolling, frames over ${FRAME} ms of ${frames.length}`,
      target: 0,
      measured: frames.filter((frame) => frame > FRAME).length,
      unit: 'frames',
    },
  ];
}
