/**
 * Entry of the page. It holds no more than starts the worker, which then begins its work while everything else that the
 * page needs is loaded beside it.
 */
import { speak } from './i18n/language.ts';
import { connectWorker, trusted } from './rpc/connect.ts';
import { loadInsideStyles } from './shell/inside-styles.ts';
import { isRepeatable, type StationApi } from './station/api.ts';
import { readKeptStart } from './station/kept-start.ts';
import { wasIn } from './was-in.ts';

const script = document.querySelector<HTMLScriptElement>('#app-script');
const place = document.querySelector('#app');
if (!script?.dataset.worker || !place) throw new Error('the page is not the one that was built');

if (isSecureContext) {
  const reading = wasIn() ? readKeptStart() : undefined;
  const connecting = connectWorker<StationApi>(script.dataset.worker, isRepeatable);
  if (reading) {
    // Where that fails, whoever shows it says so.
    import('./shell/shell-view.tsx').catch(() => {});
    loadInsideStyles().catch(() => {});
  }
  const [caller, kept, { showApp }] = await Promise.all([
    connecting,
    reading,
    import('./show-app.tsx'),
    speak(),
  ]);
  showApp(place, caller, kept);
  // Without it the page works as well, only not without a network; a private window has none.
  navigator.serviceWorker?.register(trusted('/sw.js')).catch(() => {});
} else {
  const [{ showInsecure }] = await Promise.all([import('./show-app.tsx'), speak()]);
  showInsecure(place);
}
