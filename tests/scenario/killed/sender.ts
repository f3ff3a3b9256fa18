/**
 * A program that sends messages on a shared profile, and may be killed on the way. Its arguments: the server, the
 * store's folder, the station's key in base64, the conversation, the step at which it dies (0: never), and the texts.
 * Its library has the file system of steps.ts under its stores: build.ts puts it there.
 */
import { importLocalKey, Parley } from '@parley/client';
import { FileStore } from '@parley/client/node';
import { fromBase64 } from '@parley/protocol/encoding';
import { dieAt, step } from './steps.ts';

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
