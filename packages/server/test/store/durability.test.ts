import { expect, test } from 'bun:test';
import { join } from 'node:path';
import { openStore } from '../../src/store/open.ts';
import { from, idsOf, openWorld, World } from '../harness.ts';
import { Child } from './child.ts';

test('kill -9 after acknowledged adds loses none of them', async () => {
  const first = await openWorld();
  const alice = await first.user('Alice');
  const place = await first.pair(alice, await first.user('Bob'));
  await first.store.close();

  const folder = join(first.folder, 'data');
  const child = new Child(folder, alice.user, place.conversationid, place.instance, first.workspace.id);
  await child.printed(101);
  await child.kill();
  const [opened, ...acknowledged] = child.lines;
  expect(opened).toBe('open');
  expect(acknowledged.length).toBeGreaterThanOrEqual(100);

  const second = new World(await openStore(folder), first.folder, first.workspace);
  const { messages } = await second.ask('conversation/download', alice, { ...place, ...from() });
  const stored = new Set(idsOf(messages));
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
  await second.close();
});
