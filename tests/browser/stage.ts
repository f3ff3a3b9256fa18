/** What the tests of one file stand on: set up before the first of them, closed after the last. */
import { afterAll, beforeAll, expect } from 'bun:test';
import type { Parley } from '@parley/client';
import { TamperingProxy, type TestServer } from '@parley/testkit';
import type { Browser, Page } from 'playwright-core';
import { Cable } from './cable.ts';
import {
  accessFaults,
  type Device,
  type DeviceOptions,
  enteredOn,
  launchBrowser,
  logInOn,
  newDevice,
  registerFor,
  registerOn,
  startWebServer,
} from './harness.ts';
import { Outside } from './outside.ts';

export const THEMES = ['light', 'dark'] as const;
/** The smallest screen that every page must fit. */
export const PHONE = { width: 320, height: 640 } as const;
/** A phone of that size, which is touched. */
export const TOUCHED: DeviceOptions = { viewport: PHONE, hasTouch: true, isMobile: true };

/** Through which address somebody's browser reaches the server; the server's own when absent. */
type Through = DeviceOptions & { readonly url?: string };

/** A real server with the built client, a real browser, and people at it. What it opens, it closes. */
export class Stage {
  readonly #closing: (() => unknown)[] = [];
  #server: TestServer | undefined;
  #browser: Browser | undefined;

  /** Sets the stage for the tests of the file that calls it. @param flags of the browser, beyond those of all tests */
  static set(prepare?: (stage: Stage) => Promise<void>, flags?: readonly string[]): Stage {
    const stage = new Stage();
    beforeAll(async () => {
      stage.#server = await stage.#opened(startWebServer(), (server) => server.close());
      stage.#browser = await stage.#opened(launchBrowser(flags), (browser) => browser.close());
      await prepare?.(stage);
    });
    afterAll(async () => {
      for (const close of stage.#closing.reverse()) await close();
    });
    return stage;
  }

  get server(): TestServer {
    if (!this.#server) throw new Error('the stage is set before the first test, not sooner');
    return this.#server;
  }

  get browser(): Browser {
    if (!this.#browser) throw new Error('the stage is set before the first test, not sooner');
    return this.#browser;
  }

  /** Somebody's browser, in which nobody is logged in. */
  device({ url = this.server.url, ...options }: Through = {}): Promise<Device> {
    return newDevice(this.browser, url, options);
  }

  /** Somebody new, who registers in a browser. */
  async registered(name: string, options?: Through): Promise<Device> {
    const device = await this.device(options);
    await registerOn(device.page, name);
    return device;
  }

  /** A new browser of somebody's, logged in with the password alone. */
  async loggedIn(name: string, options?: Through): Promise<Device> {
    const device = await this.device(options);
    await logInOn(device.page, name);
    await enteredOn(device.page);
    return device;
  }

  /** Somebody new, without a browser. */
  station(name: string): Promise<Parley> {
    return this.#opened(registerFor(this.server.url, name), (station) => station.close());
  }

  /** A network to the server that can be cut. */
  cable(): Promise<Cable> {
    return this.#opened(
      Cable.lay(() => Number(new URL(this.server.url).port)),
      (cable) => cable.close(),
    );
  }

  /** What browsers reach beyond the server, once they are told to go through it. */
  outside(): Promise<Outside> {
    return this.#opened(Outside.open(), (outside) => outside.close());
  }

  /** A server in between that tampers. */
  proxy(): Promise<TamperingProxy> {
    return this.#opened(TamperingProxy.start(this.server.url), (proxy) => proxy.close());
  }

  async #opened<Part>(part: Promise<Part>, close: (part: Part) => unknown): Promise<Part> {
    const opened = await part;
    this.#closing.push(() => close(opened));
    return opened;
  }
}

/** Waits until no colour is on its way to another one. What is called off, as by an element that goes, is over as well. */
const TURNED = `Promise.allSettled(document.getAnimations()
  .filter((animation) => animation instanceof CSSTransition)
  .map(({ finished }) => finished)).then(() => undefined)`;

/** How many dialogs are open of which something is cut off at the side. */
const CUT_OFF = `[...document.querySelectorAll('dialog[open], dialog[open] .dialog-body')]
  .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length`;

/** Holds what a page shows against what every page must be: accessible, and nothing wider than its window. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(TURNED);
  expect(await accessFaults(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(page.viewportSize()?.width);
  expect(await page.evaluate(CUT_OFF)).toBe(0);
}
