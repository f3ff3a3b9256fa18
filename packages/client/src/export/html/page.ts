import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64, utf8 } from '@parley/protocol/encoding';
import { html, Markup } from './markup.ts';
import { baseStyle } from './style.ts';

/**
 * The beginning of a page that is one file and asks the network for nothing: no scripts, no images, no fonts,
 * and of styles only its own, named by their hash.
 * @param style what the page adds to the base style
 */
export function pageHead(title: string, style: string): string {
  const css = `${baseStyle}${style}`;
  const policy = `default-src 'none'; style-src 'sha256-${toBase64(sha256(utf8(css)))}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Markup(css)}</style>
</head>
<body>
<main>
`.html;
}

export const pageFoot = '</main>\n</body>\n</html>\n';
