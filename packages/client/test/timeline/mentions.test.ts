import { expect, test } from 'bun:test';
import { wordsOf } from '../../src/fold/searchable.ts';
import { mentionsIn } from '../../src/timeline/mentions.ts';

const people = [
  { id: 'a', name: 'Ann' },
  { id: 'b', name: 'Ann Lee' },
  { id: 'c', name: 'Zoë' },
];
const named = (body: string) => mentionsIn(body, people).map(({ userId }) => userId);

test('a text names people by @nick: whole words, the longest nick, in any case', () => {
  expect(mentionsIn('hi @ann, and @Ann Lee!', people)).toEqual([
    { userId: 'a', begin: 3, end: 7 },
    { userId: 'b', begin: 13, end: 21 },
  ]);
  expect(named('@ZOË @zoë')).toEqual(['c', 'c']);
  expect(named('@Anna ann@ann.example @ @@ @nobody')).toEqual([]);
  expect(mentionsIn('@'.repeat(100_000), people)).toEqual([]);
});

test('a query is words without case and marks', () => {
  expect(wordsOf('  Über CAFÉ\n')).toEqual(['uber', 'cafe']);
  expect(wordsOf(' \t')).toEqual([]);
});
