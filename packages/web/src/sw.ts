/**
 * The service worker: keeps the client's own files, so that it starts without a network, and hears of clicks on
 * notifications. Calls to the server, and everything that is not one of the files, pass it by.
 */
import type { NotificationData } from './notify/notification.ts';
import { STORE } from './station/store-name.ts';

/** Put in by the build: addresses of the files, and a digest of them. */
declare const FILES: readonly string[];
declare const VERSION: string;

/** The part of a service worker's scope that is used; the types of pages have none of it. */
interface Scope {
  addEventListener(type: 'install', hear: (event: Lasting) => void): void;
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
/** In milliseconds: who starts waits no longer for the server's page. */
const PATIENCE = 300;

scope.addEventListener('install', (event) => {
  event.waitUntil(install());
});
scope.addEventListener('activate', (event) => {
  event.waitUntil(activate());
});
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') {
    event.respondWith(page(event));
    wakeStore();
  } else if (FILES.includes(pathname)) event.respondWith(file(request));
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

/** What a worker keeps while it is installed, Chromium keeps compiled as well, unless it is a module. */
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

/**
 * The newest page that there is: the server's, or the one that was kept where it does not come soon. Whoever starts
 * with that one still gets the next version: a browser looks for a new service worker after each navigation.
 */
async function page(event: Fetch): Promise<Response> {
  const newest = newestPage(event);
  event.waitUntil(newest);
  const patience = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE, undefined));
  const soon = await Promise.race([newest, patience]);
  if (soon) return soon;
  const kept = await caches.match('/', { cacheName: CACHE });
  return kept ?? (await newest) ?? Response.error();
}

/** The server's page; undefined where it cannot be had, which the page itself tells: it shows that it is offline. */
async function newestPage({ request, preloadResponse }: Fetch): Promise<Response | undefined> {
  try {
    const answer = (await preloadResponse) ?? (await fetch(request));
    // A proxy that speaks for a server which is down is as good as no network.
    return answer.status < 500 ? answer : undefined;
  } catch {
    return undefined;
  }
}

/** Has the browser open the station's store, which takes it long, while the page that reads it is still on its way. */
function wakeStore(): void {
  const request = indexedDB.open(STORE);
  // Where there is none, none is made.
  request.onupgradeneeded = () => request.transaction?.abort();
  request.onerror = (event) => event.preventDefault();
  request.onsuccess = () => request.result.close();
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request.url, { cacheName: CACHE })) ?? fetch(request);
}
