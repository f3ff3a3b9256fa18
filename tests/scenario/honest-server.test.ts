import { afterAll, beforeAll, setDefaultTimeout, test } from 'bun:test';
import type { Parley } from '@parley/client';
import { type TestPerson, TestWorld } from '@parley/testkit';
import fc from 'fast-check';
import { Run, type Station } from './honest/run.ts';

setDefaultTimeout(120_000);

/** How long histories are tried, in milliseconds; the last one is finished. */
const TIME = 25_000;

let world: TestWorld;
let people: TestPerson[];
/** Two of Alice, who owns the groups, two of Bob, one of Carol. */
let stations: Parley[];

beforeAll(async () => {
  world = await TestWorld.start();
  people = await Promise.all(['Alice', 'Bob', 'Carol'].map((name) => world.register(name)));
  const [alice, bob] = people as [TestPerson, TestPerson];
  stations = [...people.map(({ parley }) => parley), await world.login(alice), await world.login(bob)];
});
afterAll(() => world.close());

const station = fc.nat(4);
const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.string({ maxLength: 2000 }));
const pick = fc.nat(20);
const mark = fc.constantFrom('new', 'other');

/** A step of a history: what is done, with which station. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('send' as const), station, text }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('together' as const),
      stations: fc.uniqueArray(station, { minLength: 2, maxLength: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('import' as const), count: fc.integer({ min: 1, max: 8 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('report' as const), station, viewed: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('remove' as const), station, pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clear' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('sync' as const), station }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('download' as const), station }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('offline' as const), station }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('new' as const), station, mark, keep: fc.boolean() }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

async function take(run: Run, one: Step): Promise<void> {
  const at = (index: number) => run.stations[index] as Station;
  switch (one.do) {
    case 'send':
      return run.send(at(one.station), [one.text]);
    case 'together':
      return run.sendTogether(one.stations.map(at), 'at the same moment');
    case 'import':
      return run.import(Array.from({ length: one.count }, (_, index) => `line ${index}`));
    case 'report':
      return run.report(at(one.station), one.viewed ? 'viewed' : 'delivered');
    case 'remove':
      return run.remove(at(one.station), one.pick);
    case 'clear':
      return run.clear(one.pick);
    case 'sync':
      await at(one.station).conversation.sync();
      return;
    case 'download':
      return run.download(at(one.station));
    case 'offline':
      return run.readOffline(at(one.station));
    case 'new':
      return run.downloadNew(at(one.station), one.mark, one.keep);
  }
}

test('whatever people do, an honest server causes no finding, and everybody reads everything exactly', async () => {
  const [alice] = people as [TestPerson];
  let histories = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
      const others = people.slice(1).map(({ email }) => email);
      const { id } = await alice.parley.createGroup(`group ${histories++}`, others);
      const opened = await Promise.all(
        stations.map(async (parley) => ({ parley, conversation: await parley.conversation(id) })),
      );
      const run = new Run(opened, alice.parley.account.userid);
      for (const one of steps) await take(run, one);
      for (const each of opened) await run.download(each);
      for (const person of people) {
        const parley = await world.readAnew(person);
        await run.download({ parley, conversation: await parley.conversation(id) });
      }
    }),
    { numRuns: 1000, interruptAfterTimeLimit: TIME, endOnFailure: false },
  );
  console.log(`${histories} histories`);
});
