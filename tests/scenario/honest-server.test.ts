import { afterAll, beforeAll, setDefaultTimeout, test } from 'bun:test';
import type { Parley } from '@parley/client';
import { type TestPerson, TestWorld } from '@parley/testkit';
import fc from 'fast-check';
import { type Present, Run, type Station } from './honest/run.ts';

setDefaultTimeout(300_000);

/** A history that fails is told, made as short as it could be, before the test's own time is up. */
const HISTORIES = { numRuns: 70, interruptAfterTimeLimit: 250_000, markInterruptAsFailure: true };

let world: TestWorld;
let people: TestPerson[];
/** Two of Alice, who owns the groups, two of Bob, one of Carol, and one of Dave, who is not in them at first. */
let stations: Parley[];

beforeAll(async () => {
  world = await TestWorld.start();
  people = await Promise.all(['Alice', 'Bob', 'Carol', 'Dave'].map((name) => world.register(name)));
  const [alice, bob] = people as [TestPerson, TestPerson];
  const [first, second, third, fourth] = people.map(({ parley }) => parley) as [
    Parley,
    Parley,
    Parley,
    Parley,
  ];
  stations = [first, second, third, await world.login(alice), await world.login(bob), fourth];
});
afterAll(() => world.close());

const station = fc.nat(5);
const person = fc.nat(3);
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
  { weight: 3, arbitrary: fc.record({ do: fc.constant('erase' as const), station, pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clear' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('add' as const), person, share: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), person }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), station }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('rename' as const), pick, name: fc.string({ minLength: 1 }) }),
  },
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
  switch (one.do) {
    case 'together': {
      const present = one.stations.flatMap((index) => run.present(index) ?? []);
      return run.sendTogether(present, 'at the same moment');
    }
    case 'import':
      return run.import(Array.from({ length: one.count }, (_, index) => `line ${index}`));
    case 'clear':
      return run.clear(one.pick);
    case 'rename':
      return run.rename(one.pick, one.name);
    case 'add':
      return run.add((people[one.person] as TestPerson).parley, one.share);
    case 'remove':
      return run.remove((people[one.person] as TestPerson).parley);
    default: {
      // Whose user is not in the group does nothing.
      const station = run.present(one.station);
      if (station) await takeAt(run, station, one);
    }
  }
}

type StepOfStation = Extract<Step, { station: number }>;

async function takeAt(run: Run, station: Present, one: StepOfStation): Promise<void> {
  switch (one.do) {
    case 'send':
      return run.send(station, [one.text]);
    case 'report':
      return run.report(station, one.viewed ? 'viewed' : 'delivered');
    case 'erase':
      return run.erase(station, one.pick);
    case 'leave':
      return run.leave(station);
    case 'sync':
      await station.conversation.sync();
      return;
    case 'download':
      return run.download(station);
    case 'offline':
      return run.readOffline(station);
    case 'new':
      return run.downloadNew(station, one.mark, one.keep);
  }
}

test('whatever people do, an honest server causes no finding, and everybody reads everything exactly', async () => {
  const [alice, bob, carol] = people as [TestPerson, TestPerson, TestPerson];
  let histories = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
      const { id } = await alice.parley.createGroup(`group ${histories++}`, [bob.email, carol.email]);
      const members = [alice, bob, carol].map(({ parley }) => parley.account.userid);
      const opened = await Promise.all(
        stations.map(async (parley): Promise<Station> => {
          const isMember = members.includes(parley.account.userid);
          return { parley, conversation: isMember ? await parley.conversation(id) : undefined };
        }),
      );
      const run = new Run(opened, alice.parley.account.userid, members);
      for (const one of steps) await take(run, one);
      for (const each of run.allPresent) await run.download(each);
      for (const person of people) {
        if (!run.members.has(person.parley.account.userid)) continue;
        const parley = await world.readAnew(person);
        await run.download({ parley, conversation: await parley.conversation(id) });
      }
    }),
    HISTORIES,
  );
});
