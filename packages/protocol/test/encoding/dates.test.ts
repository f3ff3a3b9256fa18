import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { fromWireDate, isWireDate, toWireDate } from '../../src/encoding/index.ts';
import vectors from '../../vectors/dates.json' with { type: 'json' };

describe('dates of the wire', () => {
  test('are read and written to the second in UTC', () => {
    for (const { date, milliseconds } of vectors.accepted) {
      expect(fromWireDate(date)).toBe(milliseconds);
      expect(toWireDate(milliseconds)).toBe(date);
      expect(isWireDate(date)).toBe(true);
    }
  });

  for (const date of vectors.refused) {
    test(`refuse ${JSON.stringify(date)}`, () => {
      expect(fromWireDate(date)).toBeUndefined();
      expect(isWireDate(date)).toBe(false);
    });
  }

  test('every second from the year 1 to 9999 survives the round trip', () => {
    const seconds = fc.integer({ min: -62135596800, max: 253402300799 });
    fc.assert(
      fc.property(seconds, (second) => expect(fromWireDate(toWireDate(second * 1000))).toBe(second * 1000)),
    );
  });

  test('every text of that form is a date exactly where the calendar has it', () => {
    const number = (digits: number, most: number) =>
      fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(digits, '0'));
    const parts = fc.tuple(
      number(4, 9999),
      number(2, 13),
      number(2, 32),
      number(2, 25),
      number(2, 61),
      number(2, 61),
    );
    fc.assert(
      fc.property(parts, ([year, month, day, hour, minute, second]) => {
        const [date, time] = [`${year}-${month}-${day}`, `${hour}:${minute}:${second}`];
        const engine = Date.parse(`${date}T${time}Z`);
        const isReal = !Number.isNaN(engine) && new Date(engine).toISOString() === `${date}T${time}.000Z`;
        expect(fromWireDate(`${date} ${time}`)).toBe(isReal ? engine : undefined);
        expect(isWireDate(`${date} ${time}`)).toBe(isReal);
      }),
      {
        numRuns: 2000,
        examples: [[['0000', '02', '29', '00', '00', '00']], [['1900', '02', '29', '23', '59', '59']]],
      },
    );
  });

  test('a moment is cut to its second, before 1970 too', () => {
    expect(toWireDate(1999)).toBe('1970-01-01 00:00:01');
    expect(toWireDate(-1)).toBe('1969-12-31 23:59:59');
  });

  test('a moment beyond the year 9999 has no date of the wire', () => {
    expect(() => toWireDate(253402300800000)).toThrow(RangeError);
    expect(() => toWireDate(-62167219200001)).toThrow(RangeError);
    expect(() => toWireDate(Number.NaN)).toThrow(RangeError);
  });
});
