/**
 * Runs before anything is loaded or painted, so it is no module and waits for none: sets the theme, so that nothing
 * flashes, and has the browser begin what takes long where somebody was logged in.
 */
import { keptTheme, showTheme } from './settings/theme.ts';
import { readKeptStart } from './station/kept-start.ts';
import { wasIn } from './was-in.ts';

showTheme(keptTheme());
if (wasIn()) {
  for (const path of (document.currentScript?.dataset.inside ?? '').split(' ')) {
    const link = document.createElement('link');
    link.rel = path.endsWith('.js') ? 'modulepreload' : 'preload';
    if (link.rel === 'preload') link.as = 'style';
    link.href = path;
    document.head.append(link);
  }
  // Where there is no secure context, nobody is logged in.
  if (isSecureContext) globalThis.keptStart = readKeptStart();
}
