/** Real servers with the built client, and real browsers in front of them. */
import { Parley } from '@parley/client';
import { startTestServer, type TestServer, type TestServerOptions } from '@parley/testkit';
import { builtClient } from '@parley/web/bundle';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${[
    // The address bar's popups: each new window gets a process for them, which takes a second of processor time.
    'WebUIOmniboxPopup',
    'WebUIOmniboxAimPopup',
    // What Playwright switches off itself, as of 1.65: of two lists, the last one counts alone.
    'AimEnabled',
    'AvoidCorsURLLoaderRestartOnRedirect',
    'AvoidUnnecessaryBeforeUnloadCheckSync',
    'DestroyProfileOnBrowserClose',
    'HttpsFirstBalancedModeAutoEnable',
    'HttpsUpgrades',
    'LensOverlay',
    'MediaRouter',
    'NetworkTimeServiceQuerying',
    'OptimizationHints',
    'PaintHolding',
    'PreconnectToSearch',
    'ThirdPartyStoragePartitioning',
  ]}`,
];

const CHROMIUM = { executablePath: Bun.which('chromium') ?? '/usr/bin/chromium', args: FLAGS };
const LOCALE = { locale: 'en-GB', timezoneId: 'UTC' };

/** @param flags beyond those of all tests */
export function launchBrowser(flags: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ ...CHROMIUM, args: [...FLAGS, ...flags] });
}

/** A browser whose storage stays in a folder when it is closed, with the scrollbars that people have. */
export function launchProfile(folder: string, baseURL: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, {
    ...CHROMIUM,
    ...LOCALE,
    baseURL,
    ignoreDefaultArgs: ['--hide-scrollbars'],
  });
}

export async function startWebServer(options: TestServerOptions = {}): Promise<TestServer> {
  return startTestServer({ ...options, config: { web: await builtClient(), ...options.config } });
}

/** Somebody's browser: storage of its own, and everything noted that a page must never do. Goes with its scope. */
export interface Device extends AsyncDisposable {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors, refusals by the page's policy, and requests to anybody else. */
  readonly complaints: readonly string[];
}

/** What asks nobody: a page's own memory, and files that a test opens. */
const LOCAL = /^(?:blob|data|file):$/;

export type DeviceOptions = Parameters<Browser['newContext']>[0];

export async function newDevice(browser: Browser, url: string, options: DeviceOptions = {}): Promise<Device> {
  const context = await browser.newContext({ baseURL: url, ...LOCALE, ...options });
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (!LOCAL.test(protocol) && origin !== new URL(url).origin) complaints.push(`asked ${request.url()}`);
  });
  await context.exposeBinding('refusedByPolicy', (_, refusal: string) => complaints.push(refusal));
  await context.addInitScript(NOTE_REFUSALS);
  const page = await context.newPage();
  return { context, page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

/** Runs in each page before its own scripts. */
const NOTE_REFUSALS = `addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  refusedByPolicy('refused by ' + violatedDirective + ': ' + blockedURI));`;

/** What a page does that it must not, by axe's rules for the standards of WCAG and good practice. */
export async function accessFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(await axe());
  // What a page does right need not be gathered.
  const { violations } = await page.evaluate<{
    violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
  }>("axe.run({ resultTypes: ['violations'] })");
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)}: ${failureSummary}`),
  );
}

function axe(): Promise<string> {
  return Bun.file(Bun.resolveSync('axe-core/axe.min.js', import.meta.dir)).text();
}

export const PASSWORD = 'wistful otter paints the harbour';

/** Registers somebody through the page, up to the first view behind the login. @returns the recovery code */
export async function registerOn(page: Page, name: string): Promise<string> {
  await fillRegistrationOn(page, name);
  const code = await codeOn(page);
  await confirmCodeOn(page, code);
  return code;
}

/** Asks for a new account; its recovery code is shown next. */
export async function fillRegistrationOn(page: Page, name: string): Promise<void> {
  await page.goto('/register');
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('E-mail address').fill(emailOf(name));
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Password, once more').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
}

/** The recovery code that is shown. */
export async function codeOn(page: Page): Promise<string> {
  return (await page.getByLabel('Your recovery code').textContent()) ?? '';
}

export async function confirmCodeOn(page: Page, code: string): Promise<void> {
  await page.getByLabel('To be sure, type its last two groups').fill(code.split('-').slice(-2).join(' '));
  await page.getByRole('button', { name: 'I have kept it' }).click();
}

export async function logInOn(page: Page, name: string): Promise<void> {
  await page.goto('/login');
  await page.getByLabel('E-mail address').fill(emailOf(name));
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in' }).click();
}

/** Waits until somebody is behind the login. */
export async function enteredOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Your account' }).waitFor();
}

export async function logOutOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Log out' }).click();
}

/** Registers somebody without a page, with the password that `logInOn` uses. */
export async function registerFor(server: string, name: string): Promise<Parley> {
  const [nick] = name.split(' ');
  const { parley } = await Parley.register({
    server,
    email: emailOf(name),
    password: PASSWORD,
    fullname: name,
    ...(nick !== undefined && { nick }),
  });
  return parley;
}

export function emailOf(name: string): string {
  return `${name.toLowerCase().replaceAll(' ', '.')}@example.org`;
}
