/** Runs inside a browser. Bundled and served by the test beside it. */
import { MemoryStore } from '@parley/client';
import { tell } from './story.ts';

const store = new MemoryStore();
Object.assign(globalThis, { story: () => tell(location.origin, () => store) });
