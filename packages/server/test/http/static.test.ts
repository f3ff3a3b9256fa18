import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError } from '../../src/main.ts';
import { TestServer } from './server.ts';

const SCRIPT = `console.log(${JSON.stringify('x'.repeat(500))})`;
const STYLE = '.later{visibility:hidden}';
const NAVIGATION = { 'Sec-Fetch-Mode': 'navigate', Accept: 'text/html,*/*;q=0.8' };

let folder: string;
let server: TestServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-static-'));
  mkdirSync(join(folder, 'assets'));
  const put = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
  put('index.html', `<!doctype html><title>client</title><style>${STYLE}</style>`);
  put('sw.js', 'self');
  put('notes.secret', 'of no known type');
  put('assets/main-abc.js', SCRIPT);
  put('assets/main-abc.js.gz', Bun.gzipSync(SCRIPT));
  put('assets/main-abc.js.br', 'stands for brotli');
  server = await TestServer.start({ web: folder });
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(server.url + path, { method, headers: { 'Accept-Encoding': 'identity', ...headers } });

test('the page is asked for anew each time; what has its hash in its name is kept for good', async () => {
  const page = await get('/');
  expect(await page.text()).toContain('<title>client</title>');
  expect(page.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('Cache-Control')).toBe('no-cache');
  const script = await get('/assets/main-abc.js');
  expect(await script.text()).toBe(SCRIPT);
  expect(script.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
  expect(script.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
});

test('the best coding that the browser takes is sent, as it lies in the folder', async () => {
  const codingOf = async (accepted: string) => {
    // The raw bytes: fetch would undo the coding.
    const response = await fetch(`${server.url}/assets/main-abc.js`, {
      headers: { 'Accept-Encoding': accepted },
      decompress: false,
    });
    expect(response.headers.get('Vary')).toBe('Accept-Encoding');
    await response.arrayBuffer();
    return response.headers.get('Content-Encoding');
  };
  expect(await codingOf('gzip, deflate, br')).toBe('br');
  expect(await codingOf('gzip;q=0.5')).toBe('gzip');
  expect(await codingOf('br;q=0, gzip')).toBe('gzip');
  expect(await codingOf('deflate')).toBeNull();
});

test('an unchanged file is not sent again, and HEAD sends none', async () => {
  const etag = (await get('/sw.js')).headers.get('ETag') as string;
  const again = await get('/sw.js', { 'If-None-Match': `"other", W/${etag}` });
  expect([again.status, await again.text()]).toEqual([304, '']);
  expect((await get('/sw.js', { 'If-None-Match': '"other"' })).status).toBe(200);
  const head = await get('/assets/main-abc.js', {}, 'HEAD');
  expect([head.status, head.headers.get('ETag') !== null, await head.text()]).toEqual([200, true, '']);
});

test('an address of the client is its page, but only for who navigates there', async () => {
  expect(await (await get('/c/8ca16186c36a4e0a1ef2096e6c60b613', NAVIGATION)).text()).toContain('client');
  for (const [path, headers] of [
    ['/c/8ca16186c36a4e0a1ef2096e6c60b613', {}],
    ['/assets/gone-123.js', NAVIGATION],
    ['/notes.secret', {}],
    ['/../static.test.ts', {}],
    ['/%2e%2e/static.test.ts', {}],
  ] as const) {
    const response = await get(path, headers);
    expect([path, response.status]).toEqual([path, 404]);
    expect((await response.json()).errorcode).toBe('unknown_call');
  }
});

test('calls and the health check stay where they are', async () => {
  expect(await (await get('/health', NAVIGATION)).json()).toEqual({ status: 'OK', errormessage: '' });
  expect((await get('/?srv=chatserver&api=chatlogin')).status).toBe(405);
  const hello = await fetch(`${server.url}/?srv=chatserver&api=chatlogin`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{"action":"hello"}',
  });
  expect((await hello.json()).status).toBe('OK');
});

test('every file says what the page may do: only its own, no text becomes script, nobody frames it', async () => {
  for (const path of ['/', '/assets/main-abc.js', '/sw.js']) {
    const { headers } = await get(path);
    const policy = headers.get('Content-Security-Policy') as string;
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)|https?:|\*/);
    for (const rule of [
      "default-src 'none'",
      `style-src 'self' 'sha256-${new Bun.CryptoHasher('sha256').update(STYLE).digest('base64')}';`,
      "connect-src 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ]) {
      expect(policy).toContain(rule);
    }
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
  }
});

test('a folder without a client is refused at the start, with what to do', async () => {
  const start = (web: string) =>
    TestServer.start({ web }).then(
      (started) => started.close(),
      (error) => error,
    );
  for (const web of [join(folder, 'assets'), join(folder, 'nowhere')]) {
    const error = await start(web);
    expect(error).toBeInstanceOf(StartError);
    expect(error.message).toMatch(/give --web or PARLEY_WEB/);
  }
});
