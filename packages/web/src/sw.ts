/**
 * The service worker: keeps the client's own files, so that it starts without a network, and hears of clicks on
 * notifications. Calls to the server, and everything that is not one of the files, pass it by.
 */
import type { NotificationData } from './notify/notification.ts';

/** Put in by the build: addresses of the files, and a digest of them. */
declare const FILES: readonly string[];
declare const VERSION: string;

/** The part of a service worker's scope that is used; the types of pages have none of it. */
interface Scope {
  addEventListener(type: 'install', hear: (event: Install) => void): void;
  addEventListener(type: 'activate', hear: (event: Lasting) => void): void;
  addEventListener(type: 'fetch', hear: (event: Fetch) => void): void;
  addEventListener(type: 'notificationclick', hear: (event: Click) => void): void;
  skipWaiting(): Promise<void>;
  readonly registration: { readonly navigationPreload?: { enable(): Promise<void> } };
  readonly clients: {
    claim(): Promise<void>;
    /** The most recently focused first. */
    matchAll(wanted: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly Tab[]>;
    openWindow(path: string): Promise<unknown>;
  };
}
interface Tab {
  readonly url: string;
  postMessage(message: NotificationData): void;
  focus(): Promise<unknown>;
}
interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}
interface Install extends Lasting {
  /** Has the browser answer some requests without waiting for this worker; where it can. */
  readonly addRoutes?: (route: object) => Promise<void>;
}
interface Fetch extends Lasting {
  readonly request: Request;
  /** Of a navigation: what the browser asked the server for while this worker started. */
  readonly preloadResponse?: Promise<Response | undefined>;
  respondWith(answer: Promise<Response>): void;
}

interface Click extends Lasting {
  readonly notification: { readonly data: NotificationData; close(): void };
}

const scope = globalThis as unknown as Scope;
const PREFIX = 'parley-';
const CACHE = PREFIX + VERSION;

scope.addEventListener('install', (event) => {
  event.waitUntil(install());
  // Scripts that come from the browser's own cache come compiled as well, those that a worker gives do not.
  const source = 'race-network-and-fetch-handler';
  event.waitUntil(event.addRoutes?.({ condition: { urlPattern: '/assets/*' }, source }) ?? Promise.resolve());
});
scope.addEventListener('activate', (event) => {
  event.waitUntil(activate());
});
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(event));
  else if (FILES.includes(pathname)) event.respondWith(file(request));
});

scope.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data));
});

/** Shows what a notification is about: in the tab that has it, else in the one used last, else in a new one. */
async function open(data: NotificationData): Promise<void> {
  const tabs = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const tab = tabs.find(({ url }) => new URL(url).pathname === data.path) ?? tabs[0];
  if (!tab) {
    await scope.clients.openWindow(data.path);
    return;
  }
  tab.postMessage(data);
  await tab.focus();
}

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map((path) => new Request(path, { cache: 'reload' })));
  await scope.skipWaiting();
}

async function activate(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  }
  await scope.registration.navigationPreload?.enable();
  await scope.clients.claim();
}

/** The newest page that there is: the server's, or without a network the one that was kept. */
async function page({ request, preloadResponse }: Fetch): Promise<Response> {
  try {
    const answer = (await preloadResponse) ?? (await fetch(request));
    // A proxy that speaks for a server which is down is as good as no network.
    if (answer.status < 500) return answer;
  } catch {
    // Told below by the page itself, which shows that it is offline.
  }
  return (await caches.match('/', { cacheName: CACHE })) ?? Response.error();
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request.url, { cacheName: CACHE })) ?? fetch(request);
}
