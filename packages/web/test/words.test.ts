import { describe, expect, test } from 'bun:test';
import { type EventItem, ircLogProblems, parseIrcLog } from '@parley/client';
import { refusals as codes } from '@parley/protocol/trust';
import { de } from '../src/i18n/de/index.ts';
import { logProblems } from '../src/i18n/de/log-problems.ts';
import { refusals } from '../src/i18n/de/refusals.ts';
import { en } from '../src/i18n/en/index.ts';
import { sentenceOf } from '../src/i18n/error-words.ts';
import { eventBody, eventSentence } from '../src/i18n/event-words.ts';
import type { Words } from '../src/i18n/form.ts';
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

describe('who came and who went is said in the user’s language', () => {
  const known = (...names: string[]) => names.map((name) => ({ id: name, name }));
  const unknown = (...ids: string[]) => ids.map((id) => ({ id, name: undefined }));
  const many = known(...Array.from({ length: 12 }, (_, index) => `n${index + 1}`));
  const listed = (language: string) => ({
    list: (parts: readonly string[]) => new Intl.ListFormat(language).format(parts),
  });

  test.each([
    ['added Bob', 'hat Bob hinzugefügt', known('Bob'), []],
    ['removed Bob', 'hat Bob entfernt', [], known('Bob')],
    [
      'added Bob, Carol and Dave and removed Eve',
      'hat Bob, Carol und Dave hinzugefügt und Eve entfernt',
      known('Bob', 'Carol', 'Dave'),
      known('Eve'),
    ],
    [
      'added somebody whose name is not known here',
      'hat jemanden mit hier unbekanntem Namen hinzugefügt',
      unknown('a'),
      [],
    ],
    [
      'removed Bob and 2 people whose names are not known here',
      'hat Bob und 2 Personen mit hier unbekannten Namen entfernt',
      [],
      [...unknown('a', 'b'), ...known('Bob')],
    ],
    [
      'added n1, n2, n3, n4, n5, n6, n7, n8, n9, n10 and 2 others',
      'hat n1, n2, n3, n4, n5, n6, n7, n8, n9, n10 und 2 weitere Personen hinzugefügt',
      many,
      [],
    ],
    [
      'changed who is in the conversation, and names nobody',
      'hat geändert, wer dabei ist, und nennt niemanden',
      [],
      [],
    ],
  ])('%s', (english, german, added, removed) => {
    const item = { event: 'membership', body: 'added Bob', added, removed } as unknown as EventItem;
    const said = (words: Words, language: string) =>
      eventSentence(item, words, listed(language))
        .map((part) => (typeof part === 'string' ? part : part.name))
        .join('');
    expect([said(en, 'en-GB'), said(de, 'de')]).toEqual([english, german]);
    expect(eventBody(item)).toBe('');
  });

  test('and names stand apart, so that what is in them moves nothing around them', () => {
    const item = { event: 'membership', added: known('\u05d0', 'Bob'), removed: [] } as unknown as EventItem;
    expect(eventSentence(item, en, listed('en'))).toEqual([
      'added ',
      { name: '\u05d0' },
      ' and ',
      { name: 'Bob' },
      '',
    ]);
  });
});
