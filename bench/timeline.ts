/**
 * What a second start costs: a station that holds many conversations shows its list, opens one, and searches all.
 * Prints milliseconds, each beside opening the same conversation anew from what the server gave.
 */
import { join } from 'node:path';
import { type ImportDraft, makeLocalKey, Parley } from '@parley/client';
import { FileStore } from '@parley/client/node';
import { type LocalServer, withServer } from './local-server.ts';

const CONVERSATIONS = Number(process.env.CONVERSATIONS ?? 200);
const MESSAGES = Number(process.env.MESSAGES ?? 100_000);
await withServer(measure);

async function measure({ url, folder }: LocalServer): Promise<void> {
  const account = { email: 'alice@example.org', password: 'a long password of Alice', fullname: 'Alice' };
  const store = new FileStore(join(folder, 'station'));
  const options = { server: url, store, localKey: await makeLocalKey() };
  const { parley } = await Parley.register({ ...options, ...account });
  // Half of all messages stand in one conversation.
  const sizes = Array.from({ length: CONVERSATIONS }, (_, index) =>
    Math.ceil(index === 0 ? MESSAGES / 2 : MESSAGES / 2 / (CONVERSATIONS - 1)),
  );
  for (const [index, size] of sizes.entries()) {
    const group = await parley.createGroup(`group ${index}`, []);
    await group.import(drafts(size));
    await group.sync();
    await group.refreshTimeline();
  }
  await parley.conversations();

  const again = await Parley.resume(options);
  const listing = stopwatch();
  const held = await again.held();
  console.log(`list of ${held.length} with previews: ${listing()} ms`);
  const large = held.find(({ name }) => name === 'group 0');
  if (!large) throw new Error('the large conversation is not there');
  const opening = stopwatch();
  const { items } = await large.timeline().newest(50);
  console.log(`opening one of ${sizes[0]}, ${items.length} rows: ${opening()} ms`);
  const anew = stopwatch();
  for await (const _message of large.download());
  console.log(`  beside opening it anew: ${anew()} ms`);
  const cold = stopwatch();
  await again.search('sentence 4711');
  console.log(`first search of ${MESSAGES}: ${cold()} ms`);
  for (const query of ['4711', 'usual', 'not there']) {
    const warm = stopwatch();
    const hits = await again.search(query);
    console.log(`search for "${query}", ${hits.length} hits: ${warm()} ms`);
  }
}

function drafts(count: number): ImportDraft[] {
  return Array.from({ length: count }, (_, index) => {
    const body = `Message ${index}: a sentence of a usual length, as people write them.`;
    const imported = { name: 'bench', source: 'bench' };
    return {
      id: crypto.randomUUID(),
      sent: Date.UTC(2024, 0, 1) + index * 1000,
      content: { kind: 'text', body, imported },
    };
  });
}

/** @returns what gives the milliseconds since */
function stopwatch(): () => number {
  const started = performance.now();
  return () => Math.round(performance.now() - started);
}
