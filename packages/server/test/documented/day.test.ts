import { afterAll, beforeAll, expect, test } from 'bun:test';
import { differences } from './compare.ts';
import { Day, documentedCalls } from './day.ts';

/*
 * Every documented call, in the order of the documentation, on one server: the story that they tell, with what
 * happens between them and is not shown. Source: docs/spec/wire.md part 1.
 */

let day: Day;

beforeAll(async () => {
  day = await Day.begin();
});
afterAll(() => day.end());

/** What happens before a documented call, by its name. */
const hidden: Readonly<Record<string, () => Promise<void>>> = {
  login: async () => {
    day.at('2024-03-04 13:30:36');
    await day.writes('administrator', 'e64fa984-9b2c-4d32-a965-a1faca1d5b83', '2024-03-04 13:30:36', WEEK);
    const [first, second] = ['e5f21fe5-55a4-45dc-93cb-fc031a59f468', '44883772-f561-4e30-9872-04454d6051b0'];
    await day.reports('alice', 'delivered', 'e64fa984-9b2c-4d32-a965-a1faca1d5b83', first);
    day.at('2024-03-04 13:46:59');
    await day.writes('administrator', '3f80d821-e105-4089-95b4-0acf0642a047', '2024-03-04 13:46:59', WEEK);
    await day.reports('alice', 'delivered', '3f80d821-e105-4089-95b4-0acf0642a047', second);
    day.at('2024-03-08 11:50:45');
    await day.writes('administrator', 'bd31713d-0f99-453b-a0c1-6311d1fc24c5', '2024-03-08 11:50:45', WEEK);
    day.at('2024-03-08 13:55:46');
    await day.does('administrator', 'availability/useravailable');
    day.at('2024-03-08 13:55:47');
  },
  'conversation add': async () => {
    day.at('2024-03-08 14:05:00');
    await day.does('administrator', 'availability/useroffline');
    await day.does('alice', 'notification/download');
  },
  'notification download': async () => {
    day.at('2024-03-08 14:12:50');
    await day.reports('administrator', 'delivered', 'fc2515cb-e483-4f64-936b-98f680565c96');
  },
  'conversation favorite': async () => day.cleared(),
  'conversation unfavorite': async () => {
    day.at('2024-03-08 15:37:00');
    const minute = '2024-03-08 15:38:00';
    await day.writes('administrator', 'dbe07fce-f6c7-43bb-8860-1dac3ed0cf77', '2024-03-08 15:37:00', minute);
    day.at('2024-03-08 15:37:02');
    const [delivered, viewed] = [
      '5dea31d4-af66-4762-94a1-30fda603c6b7',
      '8f34d3d8-2373-4707-8320-1382b46fb16d',
    ];
    await day.reports('alice', 'delivered', 'dbe07fce-f6c7-43bb-8860-1dac3ed0cf77', delivered);
    day.at('2024-03-11 07:23:46');
    await day.writes('alice', '470fa27b-7ecb-4cde-9b49-173c0fca14cb', '2024-03-11 07:23:46', WEEK);
    await day.reports('administrator', 'viewed', '470fa27b-7ecb-4cde-9b49-173c0fca14cb', viewed);
  },
  'conversation change color': async () => {
    day.at('2024-03-11 07:29:55');
    await day.writes('alice', '7849ae79-efc2-4254-a207-7148e70fbc93', '2024-03-11 07:29:55', WEEK);
    day.at('2024-03-11 07:30:05');
    await day.writes('alice', '54214d78-e695-4681-b659-dcb734a72ead', '2024-03-11 07:30:05', WEEK);
    const viewed = '6a875c03-20e5-4286-8d07-c1e791fbc93d';
    await day.reports('administrator', 'viewed', '54214d78-e695-4681-b659-dcb734a72ead', viewed);
  },
  'conversation mute': async () => {
    day.at('2024-03-11 07:36:00');
    await day.clears('alice');
  },
};

const WEEK = '2024-03-18 07:23:46';

test('there are 19 documented calls', () => {
  expect(documentedCalls.length).toBe(19);
});

for (const [index, documented] of documentedCalls.entries()) {
  const { name, response } = documented;
  test(`${name} is answered as documented`, async () => {
    await hidden[name]?.();
    const { status, body } = await day.plays(documented);
    const found = differences(name, response, body);
    const number = String(index + 1).padStart(2);
    console.log(`${number} ${name}: ${found.length === 0 ? 'as documented' : found.join('; ')}`);
    expect([status, found]).toEqual([200, []]);
  });
}
