/** Runs inside a browser: the usual story, told by the library alone. Bundled and served by the test beside it. */
import { Parley } from '@parley/client';

async function story(): Promise<object> {
  const server = location.origin;
  const alice = {
    server,
    email: 'alice@example.org',
    password: 'the long password of Alice',
    fullname: 'Alice',
  };
  const bob = { server, email: 'bob@example.org', password: 'the long password of Bob', fullname: 'Bob' };
  const { parley } = await Parley.register(alice);
  await Parley.register(bob);
  const group = await parley.createGroup('a group', [bob.email]);
  await group.send('one');
  await group.send('zwei ✓');
  const station = await Parley.login(bob);
  const conversation = await station.conversation('a group');
  await conversation.sync();
  const download = conversation.download();
  const bodies: string[] = [];
  for await (const { body } of download) bodies.push(body);
  return { bodies, summary: download.summary };
}

Object.assign(globalThis, { story });
