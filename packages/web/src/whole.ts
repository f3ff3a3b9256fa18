/**
 * Entry of the page where somebody was logged in: everything in one script and no module, which a browser keeps
 * compiled together with the client's other files.
 */
import { begin } from './begin.ts';

// Such a script waits for no page to be read.
if (document.readyState === 'loading')
  document.addEventListener('DOMContentLoaded', () => void begin(), { once: true });
else void begin();
