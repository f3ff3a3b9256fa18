import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { type IrcLine, type IrcLog, IrcLogError, parseIrcLog } from '../../src/irc/index.ts';
import { realLogs } from './corpus.ts';

/** The file's lines again, made from the parsed ones alone. */
function written(log: IrcLog): string[] {
  return log.lines.map((line) => {
    if (line.kind === 'system') return `=== ${line.text}`;
    const text = line.text === '' ? '' : ` ${line.text}`;
    return `${clockOf(line, log.clock)}${line.kind === 'action' ? `  * ${line.nick}` : ` <${line.nick}>`}${text}`;
  });
}

function clockOf(line: IrcLine, clock: 12 | 24): string {
  const date = new Date(line.sent);
  const hour = clock === 24 ? date.getUTCHours() : date.getUTCHours() % 12 || 12;
  return `[${String(hour).padStart(2, '0')}:${String(date.getUTCMinutes()).padStart(2, '0')}]`;
}

const minute = (line: IrcLine | undefined) => new Date(line?.sent ?? Number.NaN).toISOString().slice(0, 16);

/** Worked out by hand from each file: messages, actions, system lines; first, last time; the clock. */
const EXPECTED: Record<string, [number, number, number, string, string, 12 | 24]> = {
  '2004-11-15_03.raw.txt': [1077, 0, 173, '2004-11-15T00:18', '2004-11-15T04:51', 12],
  '2005-06-27_12.raw.txt': [1018, 0, 232, '2005-06-27T09:19', '2005-06-27T12:28', 24],
  '2005-08-08_01.raw.txt': [1033, 0, 217, '2005-08-07T23:29', '2005-08-08T01:23', 12],
  '2008-12-11_11.raw.txt': [1231, 3, 16, '2008-12-11T08:24', '2008-12-11T11:38', 24],
  '2009-02-23_10.raw.txt': [1219, 5, 26, '2009-02-23T07:35', '2009-02-23T11:06', 24],
  '2009-03-03_10.raw.txt': [1221, 5, 24, '2009-03-03T06:22', '2009-03-03T10:37', 24],
  '2009-10-01_17.raw.txt': [1211, 4, 35, '2009-10-01T14:03', '2009-10-01T17:53', 24],
  '2011-05-29_19.raw.txt': [1208, 3, 39, '2011-05-29T15:29', '2011-05-29T19:45', 24],
  '2011-11-13_02.raw.txt': [1216, 4, 30, '2011-11-12T21:29', '2011-11-13T03:26', 24],
  '2016-12-19_20.raw.txt': [1181, 5, 64, '2016-12-19T04:14', '2016-12-19T21:59', 24],
};

describe('the ten real logs', () => {
  test('are all there', () => {
    expect(realLogs.map((log) => log.file)).toEqual(Object.keys(EXPECTED));
  });

  describe.each(realLogs)('$file', ({ file, raw, annotation }) => {
    const log = parseIrcLog(raw, file, { annotation });
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw);

    test('has the kinds, times and clock worked out by hand', () => {
      const count = (kind: string) => log.lines.filter((line) => line.kind === kind).length;
      expect([
        count('message'),
        count('action'),
        count('system'),
        minute(log.lines[0]),
        minute(log.lines.at(-1)),
        log.clock,
      ]).toEqual(EXPECTED[file] as (typeof EXPECTED)[string]);
    });

    test('is restored exactly from times, nicks and texts', () => {
      expect(`${written(log).join('\n')}\n`).toBe(text);
      expect(log.replaced).toEqual([]);
    });

    test('has the day and hour of its name at line 1000, and never goes back', () => {
      expect(minute(log.lines[1000]).slice(0, 13).replace('T', '_')).toBe(file.slice(0, 13));
      const times = log.lines.map((line) => line.sent);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    });

    test('gives system lines the time of the line before', () => {
      const firstClock = log.lines.find((line) => line.kind !== 'system')?.sent;
      for (const line of log.lines.filter((line) => line.kind === 'system')) {
        expect(line.sent).toBe(log.lines[line.number - 1]?.sent ?? (firstClock as number));
      }
    });

    test('has exactly the reply links of its annotation', () => {
      const links = annotation
        .split('\n')
        .filter((entry) => entry !== '')
        .map((entry) => entry.split(' ').slice(0, 2).map(Number) as [number, number])
        .filter(([answered, answer]) => answered !== answer);
      const order = (a: [number, number], b: [number, number]) => a[1] - b[1] || a[0] - b[0];
      const found = log.lines.flatMap((line) =>
        line.replyto.map((to): [number, number] => [to, line.number]),
      );
      expect(found).toEqual(links.sort(order));
      expect(found.every(([, answer]) => answer >= 1000)).toBe(true);
    });
  });

  test('a message with several answered lines keeps them all', () => {
    const source = realLogs[2] as (typeof realLogs)[number];
    const log = parseIrcLog(source.raw, source.file, { annotation: source.annotation });
    expect(log.lines.filter((line) => line.replyto.length > 1)).toHaveLength(12);
  });
});

const parse = (lines: string[], file = '2020-03-01.txt', options = {}) =>
  parseIrcLog(`${lines.join('\n')}\n`, file, options);
const times = (lines: string[], file?: string, options?: object) =>
  parse(lines, file, options).lines.map(minute);

describe('lines', () => {
  test('are messages, actions and system lines, with texts exactly as typed', () => {
    const lines = parse([
      '[10:00] <|trey|>  two blanks before, two after  ',
      '[10:00]  * joshua__ waves <at> everyone',
      '=== joshua__ is now known as josh',
      '[10:01] <brad[] > a tab\tand a carriage return\r',
      '[10:01] <a> a line separator\u{2028}and a \u{feff} mark',
      '[10:02] <opteron>',
      '[10:02]  * homejoe',
      '===',
    ]).lines.map(({ kind, nick, text }) => [kind, nick, text]);
    expect(lines).toEqual([
      ['message', '|trey|', ' two blanks before, two after  '],
      ['action', 'joshua__', 'waves <at> everyone'],
      ['system', '', 'joshua__ is now known as josh'],
      ['message', 'brad[] ', 'a tab\tand a carriage return\r'],
      ['message', 'a', 'a line separator\u{2028}and a \u{feff} mark'],
      ['message', 'opteron', ''],
      ['action', 'homejoe', ''],
      ['system', '', ''],
    ]);
  });

  test('any text survives', () => {
    const text = fc.string({ unit: 'binary' }).filter((value) => value !== '' && !value.includes('\n'));
    const nick = fc.stringMatching(/^[A-Za-z[\]\\`_^{|}-][\w[\]\\`^{|}-]{0,15}$/);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('message', 'action', 'system'), nick, text)),
        (entries) => {
          // Where every line ends in one, it is part of the line ends.
          fc.pre(entries.length === 0 || entries.some(([, , text]) => !text.endsWith('\r')));
          const forms = { message: '[10:00] <N> T', action: '[10:00]  * N T', system: '=== T' };
          const lines = entries.map(([kind, nick, text]) =>
            forms[kind as keyof typeof forms].replace('N', () => nick).replace(/T$/, () => text),
          );
          const parsed = parseIrcLog(lines.join('\n'), '2020-03-01.txt').lines;
          expect(parsed.map((line) => [line.kind, line.nick, line.text])).toEqual(
            entries.map(([kind, nick, text]) => [kind, kind === 'system' ? '' : nick, text]),
          );
        },
      ),
    );
  });

  test('a last line without its line end counts, and an empty file has none', () => {
    expect(parseIrcLog('[10:00] <a> b', '2020-03-01.txt').lines).toHaveLength(1);
    expect(parseIrcLog('', '2020-03-01.txt').lines).toEqual([]);
  });

  test('a byte order mark at the beginning is no part of the first line', () => {
    expect(parseIrcLog('\u{feff}[10:00] <a> b\n', '2020-03-01.txt').lines[0]?.nick).toBe('a');
    const bytes = new TextEncoder().encode('\u{feff}=== a\n=== \u{feff}b\n');
    expect(parseIrcLog(bytes, '2020-03-01.txt').lines.map((line) => line.text)).toEqual(['a', '\u{feff}b']);
  });

  test('a carriage return ends a line where it ends all of them, and stays in its text elsewhere', () => {
    const texts = (log: string) => parseIrcLog(log, '2020-03-01.txt').lines.map(({ text }) => text);
    expect(texts('[10:00] <a> b\r\n=== c\r\n')).toEqual(['b', 'c']);
    expect(texts('[10:00] <a> b\r\n=== c\n')).toEqual(['b\r', 'c']);
  });

  test('bytes that are no UTF-8 become U+FFFD as every decoder makes them, and their lines are listed', () => {
    const bytes = Uint8Array.from([
      ...new TextEncoder().encode('[10:00] <a> fine ä\n[10:00] <a> caf'),
      ...[0xe9, 0x0a],
      ...new TextEncoder().encode('[10:01] <a> '),
      ...[0xf0, 0x9f, 0x92, 0x0a],
      ...new TextEncoder().encode('=== \u{fffd}\n'),
    ]);
    const log = parseIrcLog(bytes, '2020-03-01.txt');
    expect(log.replaced).toEqual([1, 2]);
    expect(`${written(log).join('\n')}\n`).toBe(new TextDecoder().decode(bytes));
  });

  test.each(['\n', '\r\n'])(
    'blank lines are left out, and the others keep their numbers: ended by %j',
    (end) => {
      const lines = ['', '[10:00] <a> b', '', '  ', '[10:01] <a> c', '\t', '=== d', ''];
      const log = parseIrcLog(`${lines.join(end)}\n\n`, '2020-03-01.txt');
      expect(log.lines.map(({ number, text }) => [number, text])).toEqual([
        [1, 'b'],
        [4, 'c'],
        [6, 'd'],
      ]);
      expect(new Date(log.lines[2]?.sent ?? 0).toISOString()).toBe('2020-03-01T10:01:00.000Z');
      expect(parseIrcLog(end, '2020-03-01.txt').lines).toEqual([]);
    },
  );

  test.each([
    ['hello', 'no form at all'],
    ['[24:00] <a> b', 'an hour that no day has'],
    ['[10:60] <a> b', 'a minute that no hour has'],
    ['[10:00] * a b', 'one blank before the star'],
    ['[10:00] <> b', 'no nick'],
    ['[10:00] <a>b', 'no blank after the nick'],
    ['[1:00] <a> b', 'an hour of one digit'],
    ['====', 'no blank after the sign'],
  ])('%j is refused with its place: %s', (line) => {
    const lines = ['[10:00] <a> b', line, '[10:00] <a> b'];
    expect(() => parse(lines, 'logs/2020-03-01.txt')).toThrow(IrcLogError);
    expect(() => parse(lines, 'logs/2020-03-01.txt')).toThrow(/^logs\/2020-03-01\.txt, line 2: .*expected/);
  });

  test('a binary file is refused without its control characters and without a flood', () => {
    const problem = (() => {
      try {
        parseIrcLog(new Uint8Array(100_000).fill(0x1b), '2020-03-01.txt');
      } catch (error) {
        return (error as Error).message;
      }
      return '';
    })();
    expect(problem).toContain('line 1');
    expect(problem).not.toContain('\u{1b}');
    expect(problem.length).toBeLessThan(300);
  });
});

describe('dates', () => {
  const filler = (clock: string, count: number) => Array.from({ length: count }, () => `[${clock}] <a> b`);

  test('a day and hour in the name are those of line 1000', () => {
    const lines = [...filler('23:10', 999), ...filler('00:20', 10)];
    const found = times(lines, '2020-03-01_00.raw.txt');
    expect([found[0], found[998], found[999], found[1000]]).toEqual([
      '2020-02-29T23:10',
      '2020-02-29T23:10',
      '2020-03-01T00:20',
      '2020-03-01T00:20',
    ]);
  });

  test('line 1000 with another hour than the name is refused, naming both', () => {
    expect(() => parse(filler('14:05', 1001), '2020-03-01_03.raw.txt')).toThrow(
      /line 1001: .*03 o'clock.*says 14/,
    );
  });

  test('a shorter log has the named hour where that hour first stands', () => {
    expect(times(['[22:59] <a> b', '[00:30] <a> b', '[01:30] <a> b'], '2020-03-01_00.raw.txt')).toEqual([
      '2020-02-29T22:59',
      '2020-03-01T00:30',
      '2020-03-01T01:30',
    ]);
    expect(() => parse(['[22:59] <a> b'], '2020-03-01_03.raw.txt')).toThrow(IrcLogError);
  });

  test('a day alone is that of the first line, and a given day wins over the name', () => {
    const lines = ['[23:59] <a> b', '[00:00] <a> b'];
    expect(times(lines, '2020-12-31-#ubuntu.log')).toEqual(['2020-12-31T23:59', '2021-01-01T00:00']);
    expect(times(lines, '2020-12-31_00.raw.txt', { date: '2019-01-01' })).toEqual([
      '2019-01-01T23:59',
      '2019-01-02T00:00',
    ]);
  });

  test('without any date the error says what to give', () => {
    for (const file of [
      'channel.log',
      '2020-02-30.txt',
      '2020-03-01_24.txt',
      '12020-03-01.txt',
      '2020-03-01/x.txt',
    ]) {
      expect(() => parse(['[10:00] <a> b'], file)).toThrow(/no date is known.*yyyy-MM-dd/);
    }
    expect(() => parse(['[10:00] <a> b'], 'x.log', { date: '1.3.2020' })).toThrow(
      /"1\.3\.2020" is not a day/,
    );
  });
});

describe('clocks', () => {
  test('a step back from 23:xx to 00:xx is midnight, also in silence of hours', () => {
    expect(times(['[23:50] <a> b', '[00:01] <a> b', '[18:00] <a> b', '[09:00] <a> b'])).toEqual([
      '2020-03-01T23:50',
      '2020-03-02T00:01',
      '2020-03-02T18:00',
      '2020-03-03T09:00',
    ]);
  });

  test('a step from 12:59 to 01:xx is a 12-hour clock: 12:xx before it is 00:xx, 11:xx is 23:xx of the day before', () => {
    const lines = [
      '[11:58] <a> b',
      '[12:00] <a> b',
      '[12:59] <a> b',
      '[01:00] <a> b',
      '[11:00] <a> b',
      '[12:10] <a> b',
      '[01:05] <a> b',
    ];
    const expected = [
      '2020-02-29T23:58',
      '2020-03-01T00:00',
      '2020-03-01T00:59',
      '2020-03-01T01:00',
      '2020-03-01T11:00',
      '2020-03-01T12:10',
      '2020-03-01T13:05',
    ];
    expect(times(lines, '2020-03-01_01.raw.txt')).toEqual(expected);
    expect(times(lines, 'x.txt', { date: '2020-02-29' })).toEqual(expected);
    expect(parse(lines, '2020-03-01_01.raw.txt').clock).toBe(12);
  });

  test('the hour in the name tells morning from evening on a 12-hour clock', () => {
    const lines = ['[12:59] <a> b', '[01:00] <a> b', '[03:00] <a> b'];
    expect(times(lines, '2020-03-01_03.txt')).toEqual([
      '2020-03-01T00:59',
      '2020-03-01T01:00',
      '2020-03-01T03:00',
    ]);
    expect(times(lines, '2020-03-01_15.txt')).toEqual([
      '2020-03-01T12:59',
      '2020-03-01T13:00',
      '2020-03-01T15:00',
    ]);
    expect(times(['[03:00] <a> b'], '2020-03-01_15.txt')).toEqual(['2020-03-01T15:00']);
    expect(times(['[12:18] <a> b'], '2020-03-01_00.txt')).toEqual(['2020-03-01T00:18']);
  });

  test('a clock that shows 00 or 13 to 23 has 24 hours, and such a step is a silence until the next day', () => {
    expect(times(['[12:59] <a> b', '[01:00] <a> b', '[13:00] <a> b'])).toEqual([
      '2020-03-01T12:59',
      '2020-03-02T01:00',
      '2020-03-02T13:00',
    ]);
    expect(times(['[12:59] <a> b', '[01:00] <a> b'], undefined, { clock: 24 })[1]).toBe('2020-03-02T01:00');
  });

  test('noon without such a step is noon', () => {
    expect(times(['[11:59] <a> b', '[12:00] <a> b', '[12:30] <a> b'], '2020-03-01_12.txt')).toEqual([
      '2020-03-01T11:59',
      '2020-03-01T12:00',
      '2020-03-01T12:30',
    ]);
  });

  test('a clock set back by up to an hour goes back, across midnight too, and the day stays', () => {
    expect(times(['[10:05] <a> b', '[10:04] <a> b', '[10:06] <a> b'])).toEqual([
      '2020-03-01T10:05',
      '2020-03-01T10:04',
      '2020-03-01T10:06',
    ]);
    expect(times(['[23:59] <a> b', '[00:00] <a> b', '[23:59] <a> b', '[00:00] <a> b'])).toEqual([
      '2020-03-01T23:59',
      '2020-03-02T00:00',
      '2020-03-01T23:59',
      '2020-03-02T00:00',
    ]);
    expect(times(['[02:59] <a> b', '[02:00] <a> b'])[1]).toBe('2020-03-01T02:00');
  });

  test('system lines have the time of the line before, the first ones the first clock', () => {
    expect(times(['=== a', '=== b', '[10:05] <a> b', '=== c', '[10:06] <a> b'])).toEqual([
      '2020-03-01T10:05',
      '2020-03-01T10:05',
      '2020-03-01T10:05',
      '2020-03-01T10:05',
      '2020-03-01T10:06',
    ]);
  });

  test('a log of system lines alone has the time of its name', () => {
    expect(times(['=== a', '=== b'], '2020-03-01_07.raw.txt')).toEqual([
      '2020-03-01T07:00',
      '2020-03-01T07:00',
    ]);
    expect(times(['=== a'])).toEqual(['2020-03-01T00:00']);
  });

  test('written by any 24-hour clock with silences under 23 hours, every moment is found again', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 23 * 60 - 1 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 0, max: 1439 }), (gaps, start) => {
        const moments: number[] = [];
        let at = Date.UTC(2020, 2, 1) + start * 60_000;
        for (const gap of gaps) {
          moments.push(at);
          at += gap * 60_000;
        }
        const lines = moments.map((at) => `[${new Date(at).toISOString().slice(11, 16)}] <a> b`);
        expect(parse(lines, undefined, { clock: 24 }).lines.map((line) => line.sent)).toEqual(moments);
      }),
    );
  });
});

describe('annotations', () => {
  const lines = ['[10:00] <a> b', '=== c', '[10:00] <b> d', '[10:00] <b> e'];
  const replies = (annotation: string) =>
    parse(lines, '2020-03-01_10.raw.txt', { annotation }).lines.map((line) => line.replyto);

  test('"A B -" answers, several if need be, and "A A -" starts a thread', () => {
    expect(replies('2 3 - \n0 3 - \n0 3 - \n0 0 - \n\n')).toEqual([[], [], [], [0, 2]]);
  });

  test('without an annotation nothing answers', () => {
    expect(parse(lines).lines.every((line) => line.replyto.length === 0)).toBe(true);
  });

  test.each([
    ['0 1 -\n0 x -', /2020-03-01_10\.annotation\.txt, line 2: "0 x -" is not of the form "A B -"/],
    ['0 4 -', /line 1: there is no line 4: the log ends with line 3, counted from 0/],
    ['99999999999 4 -', /not of the form/],
    ['0 1', /not of the form/],
  ])('%j is refused with its place', (annotation, problem) => {
    expect(() => replies(annotation)).toThrow(IrcLogError);
    expect(() => replies(annotation)).toThrow(problem);
  });
});
