import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { binsOf } from '../../src/stats/index.ts';

const days = (...list: string[]) => list.map((day) => ({ day, messages: 1 }));

describe('bars of a chart', () => {
  test('are days without gaps', () => {
    const { span, bins } = binsOf(days('2024-02-28', '2024-03-01'));
    expect(span).toBe('day');
    expect(bins).toEqual([
      { start: Date.parse('2024-02-28'), label: '28 Feb', name: 'Wednesday, 28 February 2024', messages: 1 },
      { start: Date.parse('2024-02-29'), label: '29 Feb', name: 'Thursday, 29 February 2024', messages: 0 },
      { start: Date.parse('2024-03-01'), label: '1 Mar', name: 'Friday, 1 March 2024', messages: 1 },
    ]);
  });

  test('are weeks from Monday, months or years where days would be too many', () => {
    const weeks = binsOf(days('2024-12-31', '2025-05-12', '2025-05-18'));
    expect([weeks.span, weeks.bins[0]?.name, weeks.bins.length]).toEqual([
      'week',
      'week of Monday, 30 December 2024',
      20,
    ]);
    expect(weeks.bins.at(-1)).toMatchObject({ label: '12 May 2025', messages: 2 });
    const months = binsOf(days('2004-11-15', '2016-12-19'));
    expect([months.span, months.bins[0]?.label, months.bins.length]).toEqual(['month', 'Nov 2004', 146]);
    const years = binsOf(days('0001-01-02', '9999-12-31'));
    expect([years.span, years.bins.length, years.bins.at(-1)?.label]).toEqual(['year', 9999, '9999']);
  });

  test('of no days are none', () => {
    expect(binsOf([])).toEqual({ span: 'day', bins: [] });
  });

  test('hold every message, whatever the days', () => {
    const day = fc
      .integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2060, 0, 1) })
      .map((at) => new Date(at).toISOString().slice(0, 10));
    fc.assert(
      fc.property(fc.uniqueArray(day, { minLength: 1, maxLength: 20 }), (list) => {
        const { bins } = binsOf(days(...list.sort()));
        expect(bins.reduce((sum, { messages }) => sum + messages, 0)).toBe(list.length);
        expect(bins.length).toBeLessThanOrEqual(180);
        expect(bins[0]?.messages).toBeGreaterThan(0);
        expect(bins.at(-1)?.messages).toBeGreaterThan(0);
      }),
    );
  });
});
