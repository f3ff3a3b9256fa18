import { describe, expect, test } from 'bun:test';
import { annotationPath, importDates, importedFrom, ircLogName, parseIrcLog } from '../../src/irc/index.ts';
import { realLogs } from './corpus.ts';

describe('a line as a message', () => {
  const { lines } = parseIrcLog('[10:00] <a> b\n[10:00]  * a b\n=== c\n', '2020-03-01.txt');

  test('names who said it there and what kind of line it was', () => {
    expect(lines.map((line) => importedFrom(line, 'irc #x'))).toEqual([
      { name: 'a', source: 'irc #x' },
      { name: 'a', source: 'irc #x', line: 'action' },
      { name: '', source: 'irc #x', line: 'system' },
    ]);
  });

  test('has a date that never goes back, not even where the clock was set back or the conversation is newer', () => {
    const { lines } = parseIrcLog('[10:05] <a> b\n[10:04] <a> b\n[10:06] <a> b\n', '2020-03-01.txt');
    expect(importDates(lines)).toEqual(['2020-03-01 10:05:00', '2020-03-01 10:05:00', '2020-03-01 10:06:00']);
    expect(importDates(lines, '2020-03-01 10:05:30')).toEqual([
      '2020-03-01 10:05:30',
      '2020-03-01 10:05:30',
      '2020-03-01 10:06:00',
    ]);
  });

  test('has its own minute as date in all real logs', () => {
    for (const { file, raw } of realLogs) {
      const { lines } = parseIrcLog(raw, file);
      expect(importDates(lines)).toEqual(
        lines.map((line) => new Date(line.sent).toISOString().slice(0, 19).replace('T', ' ')),
      );
    }
  });
});

describe("a log's name", () => {
  test('is without folders and endings, on every system', () => {
    expect(['/a/b/2005-06-27_12.raw.txt', 'C:\\logs\\x.LOG', 'x.txt', 'x', '.txt'].map(ircLogName)).toEqual([
      '2005-06-27_12',
      'x',
      'x',
      'x',
      '.txt',
    ]);
  });

  test('leads to its annotation where it ends as the corpus does', () => {
    expect(annotationPath('a/2005-06-27_12.raw.txt')).toBe('a/2005-06-27_12.annotation.txt');
    expect(annotationPath('a/x.log')).toBeUndefined();
  });
});
