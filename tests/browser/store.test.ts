import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './harness.ts';

let browser: Browser;
let server: ReturnType<typeof Bun.serve>;
let tabs: [Page, Page];

beforeAll(async () => {
  const { outputs } = await Bun.build({
    entrypoints: [new URL('./store-page.ts', import.meta.url).pathname],
    target: 'browser',
  });
  const script = (await outputs[0]?.text()) ?? '';
  server = Bun.serve({
    port: 0,
    fetch: ({ url }) =>
      url.endsWith('.js')
        ? new Response(script, { headers: { 'Content-Type': 'text/javascript' } })
        : new Response('<!doctype html><script type="module" src="/page.js"></script>', {
            headers: { 'Content-Type': 'text/html' },
          }),
  });
  browser = await launchBrowser();
  const context = await browser.newContext();
  const open = async () => {
    const page = await context.newPage();
    await page.goto(`http://localhost:${server.port}/`);
    await page.waitForFunction('typeof runCases === "function"');
    return page;
  };
  tabs = [await open(), await open()];
});

afterAll(async () => {
  await browser.close();
  await server.stop(true);
});

test('the store in IndexedDB does what every store must', async () => {
  const { cases, failures } = (await tabs[0].evaluate('runCases()')) as { cases: number; failures: string[] };
  expect(failures).toEqual([]);
  expect(cases).toBeGreaterThan(3);
});

test('two tabs that add to one number under the lock lose no addition', async () => {
  await Promise.all(tabs.map((tab) => tab.evaluate('addUnderLock(20)')));
  expect(await tabs[0].evaluate('read("n")')).toBe(40);
});

test('a lock that a closed tab held is free', async () => {
  const third = await tabs[0].context().newPage();
  await third.goto(`http://localhost:${server.port}/`);
  await third.waitForFunction('typeof holdLock === "function"');
  await third.evaluate('holdLock()');
  const taken = tabs[0].evaluate('takeLock()');
  await third.close();
  expect(await taken).toBe('taken');
});

test('the local key is the same for all tabs, cannot be taken out, and goes with the store', async () => {
  const [first, second] = await Promise.all(tabs.map((tab) => tab.evaluate('seal()')));
  expect(first).toEqual(second);
  expect(first).toMatchObject({ taken: false });
  await tabs[0].evaluate('erase()');
  expect(await tabs[1].evaluate('read("n")')).toBeUndefined();
  expect(await tabs[1].evaluate('seal()')).not.toEqual(second);
});
