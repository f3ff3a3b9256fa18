import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { type Conversation, Parley, type TimelinePage } from '@parley/client';
import { type TestPerson, TestWorld } from '@parley/testkit';
import { Run } from './run.ts';

/*
 * A worker that has sent a message, or is about to, is gone, and the next one takes over: whoever asked the first to
 * post asks the next one again, and reads the timeline meanwhile.
 */

setDefaultTimeout(120_000);

let world: TestWorld;
let alice: TestPerson;
let bob: TestPerson;

beforeAll(async () => {
  world = await TestWorld.start();
  [alice, bob] = await Promise.all([world.register('Alice'), world.register('Bob')]);
});
afterAll(() => world.close());

/** A conversation in one run of Alice's program, and all that was ever shown of it. */
async function opened(run: Run, id: string) {
  const parley = await Parley.resume(run.options(alice.options));
  const conversation = (await parley.heldOne(id)) as Conversation;
  const timeline = conversation.timeline();
  await timeline.newest();
  const pages: Promise<TimelinePage>[] = [];
  const added: string[] = [];
  timeline.subscribe((change) => added.push(...change.added));
  run.during = () => pages.push(timeline.newest());
  /** IDs of what was ever shown twice at once. */
  const twice = async () => {
    const shown = await Promise.all(pages);
    return [...shown.map(({ items }) => items.map(({ id }) => id)), added].flatMap((ids) =>
      ids.filter((one, index) => ids.indexOf(one) !== index),
    );
  };
  return { conversation, twice };
}

test('whenever the one is gone that was asked to post, the next one posts it once, and shows it once all the time', async () => {
  const group = await alice.parley.createGroup('taken over', [bob.email]);
  await group.send('before');
  await alice.parley.conversations();
  const expected = ['before'];
  let step = 0;
  for (let isGone = true; isGone; ) {
    step++;
    const [id, text] = [crypto.randomUUID(), `text ${step}`];
    expected.push(text);
    const first = new Run(alice.options.store);
    const { conversation, twice } = await opened(first, group.id);
    first.endAt(step);
    await first.over(conversation.post(text, { id }).then(() => conversation.flush()));
    isGone = first.isGone;
    if (!isGone) expect(await twice()).toEqual([]);

    const next = await opened(new Run(alice.options.store), group.id);
    // As a worker does that begins: it asks what is new while pages are asking again.
    await Promise.all([next.conversation.sync(), next.conversation.post(text, { id })]);
    await next.conversation.flush();
    expect(await next.twice()).toEqual([]);
    const { items } = await next.conversation.timeline().newest();
    expect(items.slice(-1)).toMatchObject([{ id, body: text, state: 'accepted' }]);
  }
  const read = await (await world.readAnew(bob)).conversation(group.id);
  await read.sync();
  const bodies: string[] = [];
  for await (const { body } of read.download()) bodies.push(body);
  expect(bodies).toEqual(expected);
  console.log(`${step} steps`);
});
