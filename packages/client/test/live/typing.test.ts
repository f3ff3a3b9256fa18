import { expect, test } from 'bun:test';
import { TypingPeople, TypingThrottle } from '../../src/live/typing.ts';
import { ManualClock } from './parts.ts';

function listening(): { clock: ManualClock; people: TypingPeople; told: string[] } {
  const clock = new ManualClock();
  const told: string[] = [];
  const people = new TypingPeople(clock, (conversation, users) => told.push(`${conversation}: ${users}`));
  return { clock, people, told };
}

test('who is not heard of for 7 seconds has stopped', () => {
  const { clock, people, told } = listening();
  people.heard('tea', 'bob');
  clock.pass(6999);
  expect(told).toEqual(['tea: bob']);
  clock.pass(1);
  expect(told).toEqual(['tea: bob', 'tea: ']);
});

test('who goes on is told once, and stops 7 seconds after the last word of it', () => {
  const { clock, people, told } = listening();
  people.heard('tea', 'bob');
  clock.pass(5000);
  people.heard('tea', 'bob');
  clock.pass(6999);
  expect(told).toEqual(['tea: bob']);
  clock.pass(1);
  expect(told).toEqual(['tea: bob', 'tea: ']);
});

test('each person stops alone, and conversations do not mix', () => {
  const { clock, people, told } = listening();
  people.heard('tea', 'bob');
  clock.pass(1000);
  people.heard('tea', 'carol');
  people.heard('work', 'bob');
  clock.pass(6000);
  expect(told).toEqual(['tea: bob', 'tea: bob,carol', 'work: bob', 'tea: carol']);
});

test('a message, or the end of the connection, stops them at once and for good', () => {
  const { clock, people, told } = listening();
  people.heard('tea', 'bob');
  people.heard('work', 'bob');
  people.stopped('tea');
  people.stopped('tea');
  people.clear();
  expect(told).toEqual(['tea: bob', 'work: bob', 'tea: ', 'work: ']);
  expect(clock.waiting).toBe(0);
});

test('that the user is typing is said every 3 seconds at most, in each conversation', () => {
  const clock = new ManualClock();
  const throttle = new TypingThrottle(clock);
  expect([throttle.isDue('tea'), throttle.isDue('tea'), throttle.isDue('work')]).toEqual([true, false, true]);
  clock.pass(2999);
  expect(throttle.isDue('tea')).toBe(false);
  clock.pass(1);
  expect([throttle.isDue('tea'), throttle.isDue('tea')]).toEqual([true, false]);
});
