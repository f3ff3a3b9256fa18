import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { StartError } from '../start-error.ts';

/** A file in its forms: as it is, and compressed beforehand where the folder has it so. */
interface StaticFile {
  readonly type: string;
  readonly immutable: boolean;
  readonly etag: string;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly br?: Uint8Array<ArrayBuffer>;
  readonly gzip?: Uint8Array<ArrayBuffer>;
}

/** What people navigate to; every address of the client is this page. */
const PAGE = '/index.html';
/** Files below it have their content's hash in their names. */
const IMMUTABLE = '/assets/';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * Of every file: workers take their policy from their own script's answer. Nothing but the client's own files runs,
 * nothing but this server is spoken to, no text becomes script, and nobody frames the page.
 */
const headersOf = (digests: readonly string[]) => ({
  'Content-Security-Policy': [
    "default-src 'none'",
    // Argon2id is WebAssembly.
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    // Those of the page itself by their digests, and no others.
    ["style-src 'self'", ...digests].join(' '),
    "img-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    // With the WebSocket on the server's own port.
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types parley',
  ].join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
});

/** The files of the browser client, held in memory. */
export class StaticFiles {
  readonly #files: ReadonlyMap<string, StaticFile>;
  readonly #headers: Readonly<Record<string, string>>;

  private constructor(files: ReadonlyMap<string, StaticFile>, page: StaticFile) {
    this.#files = files;
    this.#headers = headersOf(styleDigests(new TextDecoder().decode(page.plain)));
  }

  /**
   * Reads a folder: `index.html`, what stands beside it, and `assets/`; `x.br` and `x.gz` are compressed forms of `x`.
   * @throws StartError when it holds no client
   */
  static async read(folder: string): Promise<StaticFiles> {
    const names = await namesIn(folder);
    const files = new Map<string, StaticFile>();
    for (const name of names) {
      const type = TYPES[extname(name)];
      if (type === undefined) continue;
      const bytes = (form: string) => Bun.file(join(folder, name + form)).bytes();
      const plain = await bytes('');
      const path = `/${name}`;
      files.set(path, {
        type,
        immutable: path.startsWith(IMMUTABLE),
        etag: `"${new Bun.CryptoHasher('sha256').update(plain).digest('hex').slice(0, 32)}"`,
        plain,
        ...(names.has(`${name}.br`) && { br: await bytes('.br') }),
        ...(names.has(`${name}.gz`) && { gzip: await bytes('.gz') }),
      });
    }
    const page = files.get(PAGE);
    if (page) return new StaticFiles(files, page);
    throw new StartError(
      `There is no browser client in ${folder}: give --web or PARLEY_WEB a folder with an index.html, or leave it out.`,
    );
  }

  /** The answer to a GET or HEAD; undefined where nothing is and nobody navigates. */
  answer(path: string, given: Headers): Response | undefined {
    const file = this.#files.get(path) ?? (isNavigation(path, given) ? this.#files.get(PAGE) : undefined);
    if (!file) return undefined;
    const headers = new Headers({
      ...this.#headers,
      'Cache-Control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
      ETag: file.etag,
      Vary: 'Accept-Encoding',
    });
    if (matchesTag(given.get('if-none-match'), file.etag))
      return new Response(null, { status: 304, headers });
    headers.set('Content-Type', file.type);
    const accepted = given.get('accept-encoding') ?? '';
    for (const coding of ['br', 'gzip'] as const) {
      const bytes = file[coding];
      if (!bytes || !accepts(accepted, coding)) continue;
      headers.set('Content-Encoding', coding);
      return new Response(bytes, { headers });
    }
    return new Response(file.plain, { headers });
  }
}

async function namesIn(folder: string): Promise<Set<string>> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return new Set(files.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)));
  } catch (cause) {
    throw new StartError(
      `The browser client's folder ${folder} cannot be read (${(cause as { code?: string }).code}): give --web or PARLEY_WEB another, or leave it out.`,
      { cause },
    );
  }
}

/** Of the styles that stand in a page, as a policy allows them. */
function styleDigests(page: string): string[] {
  return [...page.matchAll(/<style>([^<]*)<\/style>/g)].map(
    ([, style = '']) => `'sha256-${new Bun.CryptoHasher('sha256').update(style).digest('base64')}'`,
  );
}

/** Whether somebody opens a page, rather than a program asking for a file; a name with an ending is a file's. */
function isNavigation(path: string, given: Headers): boolean {
  if (path === '/') return true;
  if (/\.[^/]*$/.test(path)) return false;
  return given.get('sec-fetch-mode') === 'navigate' || (given.get('accept') ?? '').includes('text/html');
}

function matchesTag(header: string | null, etag: string): boolean {
  if (header === null) return false;
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*');
}

/** Whether an `Accept-Encoding` names a coding and does not refuse it. */
function accepts(header: string, coding: string): boolean {
  return header.split(',').some((part) => {
    const [name, ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    return name === coding && !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
  });
}
