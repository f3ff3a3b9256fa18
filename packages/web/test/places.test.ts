import { expect, test } from 'bun:test';
import { Places } from '../src/timeline/places.ts';

/** Rows of 50 pixels as far as is known, of which all but `known` are not measured; the window is 200 high. */
function listOf(count: number, offset = 0): Places {
  const places = new Places(new Map([['known', 50]]));
  places.take(keys(0, count));
  places.height = 200;
  places.offset = offset;
  return places;
}

function keys(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, index) => `row ${from + index}`);
}

function show(places: Places, from: number, to: number): void {
  places.shown(new Map(keys(from, to).map((key) => [key, undefined])));
}

test('rows in sight are on the page at once, of those ahead a few at a time', () => {
  const places = listOf(100, 2000);
  places.direction = -1;
  for (const from of [39, 33, 28]) {
    const next = places.stretch();
    expect(next).toEqual({ from, to: 45 });
    show(places, next.from, next.to);
  }
});

test('rows that stand on the page already are taken over as they stand, until the list is scrolled to them', () => {
  const places = new Places(new Map(keys(40, 60).map((key) => [key, 40])));
  places.take(keys(0, 100));
  places.begin(40, 500, 200);
  expect([places.topOf(40), places.topOf(60)]).toEqual([0, 800]);
  expect(places.isInSight(52, 58)).toBe(true);
  show(places, 40, 60);
  expect(places.settle()).toBe(1600);
  expect(places.topOf(40)).toBe(1600);
});

test('rows are ahead where somebody scrolls to, and both ways where the list rests', () => {
  const places = listOf(100, 2000);
  show(places, 0, 100);
  places.direction = -1;
  expect(places.stretch()).toEqual({ from: 28, to: 45 });
  places.direction = 1;
  expect(places.stretch()).toEqual({ from: 40, to: 56 });
  places.direction = 0;
  expect(places.stretch()).toEqual({ from: 28, to: 56 });
});

test('a row before those in sight that is higher than it seemed moves none of them', () => {
  const places = listOf(100, 2000);
  show(places, 40, 45);
  places.measured(new Map([['row 39', 90]]));
  expect(places.topOf(40)).toBe(2000);
  expect(places.topOf(39)).toBe(1910);
  expect(places.end).toBe(5000);
  expect(places.settle()).toBe(40);
  expect(places.topOf(40)).toBe(2040);
  expect(places.end).toBe(5040);
});

test('a row in sight that was not on the page before grows to where somebody comes from', () => {
  const places = listOf(100, 2000);
  show(places, 41, 45);
  places.measured(new Map([['row 40', 90]]));
  expect(places.topOf(41)).toBe(2050);
  expect(places.topOf(40)).toBe(1960);
});

test('other rows before and behind move nothing, and neither does one that goes', () => {
  const places = listOf(100, 2000);
  places.take(keys(-50, 80));
  expect(places.topOf(50 + 40)).toBe(2000);
  expect(places.isAstray).toBe(true);
  expect(places.settle()).toBe(2500);
  places.offset += 2500;
  places.take(keys(-50, 80).filter((key) => key !== 'row 40'));
  expect(places.topOf(50 + 40)).toBe(4550);
});

test('rows of another place begin at the beginning', () => {
  const places = listOf(100, 2000);
  show(places, 40, 45);
  places.measured(new Map([['row 39', 90]]));
  places.take(keys(500, 600));
  expect(places.origin).toBe(0);
});

test('a row is brought to the beginning, the middle or the end, as far as there is anything to scroll', () => {
  const places = listOf(100, 2000);
  expect(places.offsetFor(50, 'start')).toBe(2500);
  expect(places.offsetFor(50, 'center')).toBe(2425);
  expect(places.offsetFor(50, 'end')).toBe(2350);
  expect(places.offsetFor(99, 'start')).toBe(4800);
  expect(places.offsetFor(0, 'end')).toBe(0);
});

test('a row is brought into sight with the least scrolling', () => {
  const places = listOf(100, 2010);
  expect(places.nearest(40)).toBe('start');
  expect(places.nearest(41)).toBeUndefined();
  expect(places.nearest(44)).toBe('end');
});
