import type { Locator, Page } from 'playwright-core';
import { messages } from '../chat.ts';
import { type Device, logInOn, registerOn } from '../harness.ts';
import { noteTold, type Told } from '../notifications.ts';
import type { Outside } from '../outside.ts';
import type { Stage } from '../stage.ts';

/** In milliseconds: a page that does not answer within it hangs. */
const PATIENCE = 15_000;
/** High enough for all that a test writes to stand on the page at once. */
const SCREEN = { width: 1280, height: 2400 };

/** Somebody's browser to which others mean harm: whatever they reach is noted. */
export class Victim {
  readonly page: Page;
  readonly #device: Device;
  readonly #outside: Outside;
  /** The notifications that were shown. */
  readonly told: readonly Told[];
  /** What scripts of others did. */
  readonly #ran: string[] = [];

  private constructor(device: Device, outside: Outside, told: readonly Told[]) {
    this.#device = device;
    this.#outside = outside;
    this.told = told;
    this.page = device.page;
  }

  /** Somebody new, who wants to be told of messages. */
  static async registered(stage: Stage, name: string): Promise<Victim> {
    const victim = await Victim.#prepared(stage, stage.server.url);
    await registerOn(victim.page, name);
    await victim.page.goto('/settings/notifications');
    await victim.page.getByRole('checkbox', { name: 'Tell me' }).check();
    return victim;
  }

  /** Somebody whose server is another's. @param url of what stands before it */
  static async loggedIn(stage: Stage, url: string, name: string): Promise<Victim> {
    const victim = await Victim.#prepared(stage, url);
    await logInOn(victim.page, name);
    return victim;
  }

  static async #prepared(stage: Stage, url: string): Promise<Victim> {
    const outside = await stage.outside();
    const device = await stage.device({ url, proxy: outside.proxy, viewport: SCREEN });
    const victim = new Victim(device, outside, await noteTold(device.context));
    // What texts of others call, where they are more than text.
    await device.context.exposeBinding('ran', (_, how: string) => victim.#ran.push(how));
    device.context.on('dialog', (dialog) => {
      victim.#ran.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    victim.page.setDefaultTimeout(PATIENCE);
    return victim;
  }

  /** A conversation in the list, by its name. */
  row(name: string): Locator {
    return this.page.locator('.row-link').filter({ has: this.page.getByText(name, { exact: true }) });
  }

  async open(name: string): Promise<void> {
    await this.row(name).click();
    await messages(this.page).getByText('A word before').waitFor();
  }

  /** Another page in the same browser: what it does is noted as well. */
  newPage(): Promise<Page> {
    return this.#device.context.newPage();
  }

  /** What others brought about so far, on the page and behind it. */
  harm(): string[] {
    return [...this.#ran, ...this.#outside.asked, ...this.#device.complaints];
  }
}
