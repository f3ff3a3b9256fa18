/**
 * Runs before anything is loaded, so it is no module and waits for none: sets the theme, so that nothing flashes, and
 * begins the page: in parts for a login, in one script where somebody was logged in, with all that takes long beside it.
 */
import { trusted } from './rpc/trusted.ts';
import { keptTheme, showTheme } from './settings/theme.ts';
import { readKeptStart } from './station/kept-start.ts';
import { wasIn } from './was-in.ts';

const theme = keptTheme();
showTheme(theme);
// Until there are styles, which know the theme themselves.
if (theme !== 'system') document.querySelector('meta[name="color-scheme"]')?.setAttribute('content', theme);

const { styles = '', app = '', needed = '', whole = '', inside = '' } = document.currentScript?.dataset ?? {};
link('stylesheet', styles);
if (isSecureContext && wasIn()) {
  globalThis.keptStart = readKeptStart();
  link('stylesheet', inside);
  script(whole, 'text/javascript');
} else {
  script(app, 'module');
  for (const path of needed.split(' ')) link('modulepreload', path);
}

function link(rel: string, href: string): void {
  const made = Object.assign(document.createElement('link'), { rel, href });
  // Whoever needs it finds it missing, and asks anew.
  made.onerror = () => made.remove();
  document.head.append(made);
}

function script(path: string, type: string): void {
  document.head.append(Object.assign(document.createElement('script'), { src: trusted(path), type }));
}
