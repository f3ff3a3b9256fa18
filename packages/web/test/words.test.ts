import { expect, test } from 'bun:test';
import { ircLogProblems, parseIrcLog } from '@parley/client';
import { refusals as codes } from '@parley/protocol/trust';
import { de } from '../src/i18n/de/index.ts';
import { logProblems } from '../src/i18n/de/log-problems.ts';
import { refusals } from '../src/i18n/de/refusals.ts';
import { en } from '../src/i18n/en/index.ts';
import { sentenceOf } from '../src/i18n/error-words.ts';
import { failureOf } from '../src/rpc/failure-of.ts';

test('whatever the library refuses has German words, and nothing else has', () => {
  expect(Object.keys(refusals)).toEqual(Object.keys(codes));
  expect(Object.keys(logProblems)).toEqual(Object.keys(ircLogProblems));
});

test.each([
  ['a.txt', 'Dear Bob', {}, 'a.txt, Zeile 1: „Dear Bob“ ist keine Zeile'],
  ['a.txt', '[10:00] <a> b', {}, 'a.txt: Der Tag ist nicht bekannt'],
  ['a.txt', '[10:00] <a> b', { date: '1.3.2020' }, 'a.txt: Das Datum „1.3.2020“ ist kein Tag'],
  [
    '2020-03-01_03.txt',
    '[22:59] <a> b',
    {},
    'Zeile 1: Dem Namen nach ist das um 03 Uhr, die Zeile sagt 22 Uhr',
  ],
  [
    '2020-03-01.raw.txt',
    '[10:00] <a> b',
    { annotation: '0 0' },
    '2020-03-01.annotation.txt, Zeile 1: „0 0“ hat nicht',
  ],
  [
    '2020-03-01.raw.txt',
    '[10:00] <a> b',
    { annotation: '0 7 -' },
    'Eine Zeile 7 gibt es nicht; das Protokoll endet',
  ],
  ['2020-03-01.raw.txt', '', { annotation: '0 7 -' }, 'das Protokoll hat keine Zeilen'],
])('what is wrong with a log is said in the user’s language: %s, %s', (file, log, options, german) => {
  const failure = failureOf(errorOf(() => parseIrcLog(log, file, options)));
  expect(sentenceOf(failure, de.errors)).toContain(german);
  expect(sentenceOf(failure, en.errors)).toBe(failure.message);
});

function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('it was taken');
}
