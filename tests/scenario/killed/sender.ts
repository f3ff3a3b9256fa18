/**
 * A program that sends messages on a shared profile, and may be killed on the way. Its arguments: the server, the
 * store's folder, the station's key in base64, the conversation, the step at which it dies (0: never), and the texts.
 */
import { importLocalKey, Parley } from '@parley/client';
import { fromBase64 } from '@parley/protocol/encoding';
import { dieAt, step } from './steps.ts';

// The library as it is, but for the file system under its stores.
Bun.plugin({
  name: 'steps',
  setup(build) {
    build.onLoad({ filter: /packages\/client\/src\/node\/[a-z-]+\.ts$/ }, async ({ path }) => ({
      contents: (await Bun.file(path).text()).replace(
        "'node:fs/promises'",
        JSON.stringify(new URL('./steps.ts', import.meta.url).pathname),
      ),
      loader: 'ts',
    }));
  },
});
const { FileStore } = await import('@parley/client/node');

const [server, folder, key, id, deadly, ...texts] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  ...string[],
];
const parley = await Parley.resume({
  server,
  store: new FileStore(folder),
  localKey: await importLocalKey(fromBase64(key)),
  fetch: async (input, init) => {
    step();
    const response = await fetch(input, init);
    const text = await response.text();
    step();
    return new Response(text, response);
  },
});
const conversation = await parley.conversation(id);
dieAt(Number(deadly));
for (const text of texts) {
  const sent = await conversation.send(text);
  console.log(sent.id);
}
