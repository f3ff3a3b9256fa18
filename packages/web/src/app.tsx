import { createRoot } from 'react-dom/client';
import { AppModel } from './app-model.ts';
import { AppView } from './app-view.tsx';
import { Insecure } from './enter/insecure.tsx';
import { speak } from './i18n/words.ts';
import { connectWorker, trusted } from './rpc/connect.ts';
import { isRepeatable, type StationApi } from './station/api.ts';

const script = document.querySelector<HTMLScriptElement>('#app-script');
const place = document.querySelector('#app');
if (!script?.dataset.worker || !place) throw new Error('the page is not the one that was built');

await speak();
const root = createRoot(place);
if (isSecureContext) {
  // Without it the page works as well, only not without a network; a private window has none.
  navigator.serviceWorker?.register(trusted('/sw.js')).catch(() => {});
  const caller = await connectWorker<StationApi>(script.dataset.worker, isRepeatable);
  root.render(<AppView app={new AppModel(caller)} />);
} else {
  root.render(<Insecure />);
}
