/** Where calls are answered. Source: docs/spec/wire.md part 1. */
export const CALL_PATHS: ReadonlySet<string> = new Set(['/', '/index.php', '/ozeki/index.php']);

/** What a person sees who opens the server's address. */
export function landingPage(): Response {
  return new Response(PAGE, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    },
  });
}

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Parley</title>
<style>body{font:18px/1.5 system-ui,sans-serif;max-width:34em;margin:15vh auto;padding:0 1em}</style>
</head>
<body>
<h1>Parley</h1>
<p>A Parley server runs here. Connect with a client: this address is all that it needs.</p>
</body>
</html>
`;
