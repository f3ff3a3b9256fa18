import { afterAll, beforeAll, expect, test } from 'bun:test';
import { startTestServer, type TestServer } from '@parley/testkit';
import { type Browser, chromium } from 'playwright-core';
import { expected } from './story.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let server: TestServer;
let page: ReturnType<typeof Bun.serve>;
let browser: Browser;

beforeAll(async () => {
  server = await startTestServer();
  const bundle = await Bun.build({
    entrypoints: [new URL('./page.ts', import.meta.url).pathname],
    target: 'browser',
  });
  const script = (await bundle.outputs[0]?.text()) ?? '';
  // The page and the server's calls have one origin, as they have where a server serves its own page.
  page = Bun.serve({
    port: 0,
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url);
      if (request.method === 'POST') {
        return fetch(server.url + pathname + search, {
          method: 'POST',
          headers: request.headers,
          body: await request.bytes(),
        });
      }
      const isScript = pathname === '/page.js';
      const content = isScript ? script : '<!doctype html><script type="module" src="/page.js"></script>';
      return new Response(content, {
        headers: { 'Content-Type': isScript ? 'text/javascript' : 'text/html' },
      });
    },
  });
  browser = await chromium.launch({
    executablePath: Bun.which('chromium') ?? '/usr/bin/chromium',
    args: FLAGS,
  });
});

afterAll(async () => {
  await browser.close();
  await page.stop(true);
  await server.close();
});

test('in Chromium a station lives its whole life, its store in memory', async () => {
  const tab = await browser.newPage();
  await tab.goto(`http://localhost:${page.port}/`);
  await tab.waitForFunction('typeof story === "function"');
  expect(await tab.evaluate('story()')).toEqual(expected);
});
