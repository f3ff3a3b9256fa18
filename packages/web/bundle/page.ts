/** Paths of the files that the page begins with. */
export interface Entries {
  readonly styles: string;
  /** The styles of what is behind the login; the app learns their path from the page. */
  readonly inside: string;
  /** Runs before anything is painted. */
  readonly early: string;
  readonly app: string;
  /** The worker that holds the keys; the app learns its path from the page. */
  readonly worker: string;
  /** Scripts that the app needs at once, and would otherwise hear of one after the other. */
  readonly needed: readonly string[];
  /** Scripts that are needed beside them where somebody is logged in. */
  readonly neededInside: readonly string[];
}

/** The one page of the client. It holds no script and no style of its own: the server's policy allows none. */
export function page({ styles, inside, early, app, worker, needed, neededInside }: Entries): string {
  const preloads = needed.map((path) => `<link rel="modulepreload" href="${path}">\n`).join('');
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
<script src="${early}" data-inside="${[inside, ...neededInside].join(' ')}"></script>
<link rel="stylesheet" href="${styles}">
<script type="module" src="${app}" id="app-script" data-worker="${worker}" data-inside="${inside}"></script>
${preloads}</head>
<body>
<div id="app"></div>
<noscript>Parley encrypts and decrypts in your browser: allow JavaScript for this address.</noscript>
</body>
</html>
`;
}
