/** Runs in the browser: what the test of the store asks for. */
import { eraseIndexedStore, IndexedStore, localKeyOf } from '@parley/client/browser';
import { storeCases } from '../../packages/client/test/store/store-cases.ts';

let count = 0;

/** Each function is called by the test, by its name. */
Object.assign(globalThis, {
  /** @returns what failed; empty when nothing did */
  runCases: async () => {
    const failures: string[] = [];
    for (const [name, run] of Object.entries(storeCases)) {
      try {
        await run(() => new IndexedStore(`case-${count++}`));
      } catch (error) {
        failures.push(`${name}: ${error}`);
      }
    }
    return { cases: Object.keys(storeCases).length, failures };
  },
  addUnderLock: async (times: number) => {
    const store = new IndexedStore('shared');
    for (let i = 0; i < times; i++) {
      await store.lock('x', async () => store.set('n', (((await store.get('n')) as number) ?? 0) + 1));
    }
  },
  read: (name: string) => new IndexedStore('shared').get(name),
  holdLock: () => {
    void new IndexedStore('shared').lock('held', () => new Promise(() => {}));
  },
  takeLock: () => new IndexedStore('shared').lock('held', async () => 'taken'),
  seal: async () => {
    const key = await localKeyOf('shared');
    const iv = new Uint8Array(12);
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new Uint8Array([1, 2, 3]));
    const taken = await crypto.subtle.exportKey('raw', key).then(
      () => true,
      () => false,
    );
    return { sealed: [...new Uint8Array(sealed)], taken };
  },
  erase: () => eraseIndexedStore('shared'),
});
