import type { Browser } from 'playwright-core';
import { newDevice } from './harness.ts';

/** Sizes of the scripts and styles that are loaded before the login is usable, in bytes, gzip, by path. */
export async function firstLoad(browser: Browser, url: string): Promise<ReadonlyMap<string, number>> {
  await using device = await newDevice(browser, url);
  const { page, context } = device;
  const names = new Set<string>();
  context.on('request', (request) => {
    // What is kept for offline starts comes afterwards, behind the page's back.
    if (request.serviceWorker()) return;
    const { pathname } = new URL(request.url());
    if (/\.(?:js|css)$/.test(pathname) && pathname !== '/sw.js') names.add(pathname);
  });
  await page.goto('/login');
  await page.getByRole('button', { name: 'Log in' }).waitFor();
  const worker = await page.locator('#app-script').getAttribute('data-worker');
  await addWithImports(url, worker as string, names);
  const sizes = [...names].map(async (name) => {
    const headers = { 'Accept-Encoding': 'gzip' };
    const response = await fetch(url + name, { headers, decompress: false });
    return [name, (await response.bytes()).length] as const;
  });
  return new Map(await Promise.all(sizes));
}

/** A script and all that it imports at once: what a shared worker asks for is told to nobody. */
async function addWithImports(url: string, name: string, found: Set<string>): Promise<void> {
  found.add(name);
  const script = await (await fetch(url + name)).text();
  for (const [, other] of script.matchAll(/(?:from|import)\s*"\.\/([\w-]+\.js)"/g)) {
    const path = `/assets/${other}`;
    if (!found.has(path)) await addWithImports(url, path, found);
  }
}
