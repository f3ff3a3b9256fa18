import type { Language } from '../src/i18n/language.ts';

/** Paths of the files that the page begins with. */
export interface Entries {
  readonly styles: string;
  /** The styles of what is behind the login. */
  readonly inside: string;
  /** Runs before anything is painted, and begins one of the two that follow; it learns all paths from the page. */
  readonly early: string;
  /** The script to begin with, where nobody was logged in. */
  readonly app: string;
  /** Scripts that it needs at once, and would otherwise hear of one after the other. */
  readonly needed: readonly string[];
  /** The one script that is all of the page, where somebody was logged in. */
  readonly whole: string;
  /** The worker that holds the keys. */
  readonly worker: string;
}

/**
 * What the page says by itself where nothing has come in its place, in every language: the one that is wanted comes
 * with the scripts.
 */
const NOT_BEGUN: Readonly<Record<Language, readonly [text: string, retry: string]>> = {
  en: ['This page should be here by now, and is not. Check your connection, then try again.', 'Try again'],
  de: [
    'Diese Seite sollte längst da sein. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
    'Noch einmal versuchen',
  ],
};

/**
 * Hides what the page says by itself, for a while. It stands in the page: any file that it waited for might hang, and
 * nothing would be seen for ever. The server's policy allows it by its digest.
 */
const WAITING =
  '.not-begun{visibility:hidden;animation:not-begun 0s 5s forwards}@keyframes not-begun{to{visibility:visible}}';

/**
 * The one page of the client. It holds no script: the server's policy allows none. What is loaded stands behind all
 * that it says, and is no style that the browser waits for, so that it is seen whatever comes of that.
 */
export function page({ early, needed, ...begun }: Entries): string {
  const { styles } = begun;
  const paths = Object.entries({ ...begun, needed: needed.join(' ') })
    .map(([name, path]) => ` data-${name}="${path}"`)
    .join('');
  const notBegun = Object.entries(NOT_BEGUN).map(
    ([language, [text, retry]]) => `<section lang="${language}">
<p>${text}</p>
<a class="button" href="">${retry}</a>
</section>
`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<meta name="description" content="Team chat that the server cannot read">
<title>Parley</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="apple-touch-icon" href="/icon-192.png">
<link rel="manifest" href="/app.webmanifest">
<link rel="preload" href="${styles}" as="style">
<style>${WAITING}</style>
</head>
<body>
<div id="app"></div>
<main class="not-begun">
<h1>Parley</h1>
${notBegun.join('')}</main>
<noscript>
<link rel="stylesheet" href="${styles}">
Parley encrypts and decrypts in your browser: allow JavaScript for this address.
</noscript>
<script src="${early}" id="app-script"${paths}></script>
</body>
</html>
`;
}
