import { speak } from './i18n/language.ts';
import { loadStyles } from './load-styles.ts';
import { afterPaint } from './model/after-paint.ts';
import { connectWorker } from './rpc/connect.ts';
import { trusted } from './rpc/trusted.ts';
import { isRepeatable, type StationApi } from './station/api.ts';

/** In milliseconds: whatever keeps the list from being shown, the worker waits no longer. */
const PATIENCE = 1000;

/**
 * Begins the page. Where somebody was logged in, the list as it was last shown comes first, and the worker after it;
 * otherwise the worker begins at once, while everything else that the page needs is loaded beside it.
 */
export async function begin(): Promise<void> {
  const script = document.querySelector<HTMLScriptElement>('#app-script');
  const place = document.querySelector('#app');
  if (!script?.dataset.worker || !place) throw new Error('the page is not the one that was built');
  if (!isSecureContext) {
    const [{ showInsecure }] = await Promise.all([import('./show-app.tsx'), speak(), loadStyles('styles')]);
    showInsecure(place);
    return;
  }
  const { promise: moment, resolve: beginWorker } = Promise.withResolvers<void>();
  const connecting = connectWorker<StationApi>(script.dataset.worker, isRepeatable, moment);
  const reading = globalThis.keptStart;
  if (reading) {
    // Where that fails, whoever shows it says so.
    import('./shell/shell-view.tsx').catch(() => {});
    loadStyles('inside').catch(() => {});
    setTimeout(beginWorker, PATIENCE);
  } else beginWorker();
  const [caller, kept, { showApp }] = await Promise.all([
    connecting,
    reading,
    import('./show-app.tsx'),
    speak(),
    loadStyles('styles'),
  ]);
  if (!kept) beginWorker();
  await showApp(place, caller, kept);
  afterPaint(beginWorker);
  // Without it the page works as well, only not without a network; a private window has none.
  navigator.serviceWorker?.register(trusted('/sw.js')).catch(() => {});
}
