import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { shownAt, zoneOf } from '../../src/export/index.ts';
import { unopened, view } from './views.ts';

describe('the time that is shown', () => {
  const created = Date.UTC(2025, 4, 12, 8, 0, 0);
  const message = (sent: number) => view(0, { sent });

  test('is the server’s, or the sender’s where they differ by over 5 minutes', () => {
    expect(shownAt(message(created + 300_000))).toBe(created);
    expect(shownAt(message(created - 300_000))).toBe(created);
    expect(shownAt(message(created + 300_001))).toBe(created + 300_001);
    expect(shownAt(message(created - 300_001))).toBe(created - 300_001);
    expect(shownAt(unopened(0))).toBe(created);
  });

  test('is the server’s where the sender’s is no date', () => {
    for (const sent of [9e15, -9e15, Number.NaN, Number.POSITIVE_INFINITY])
      expect(shownAt(message(sent))).toBe(created);
  });
});

describe('a time zone', () => {
  test('follows its clock changes', () => {
    const vienna = zoneOf('Europe/Vienna');
    const at = (iso: string) => `${vienna.day(Date.parse(iso))} ${vienna.clock(Date.parse(iso))}`;
    expect(at('2025-03-30T00:59:59Z')).toBe('2025-03-30 01:59');
    expect(at('2025-03-30T01:00:00Z')).toBe('2025-03-30 03:00');
    expect(at('2025-10-26T00:59:59Z')).toBe('2025-10-26 02:59');
    expect(at('2025-10-26T01:00:00Z')).toBe('2025-10-26 02:00');
    expect(at('2024-12-31T23:30:00Z')).toBe('2025-01-01 00:30');
  });

  test('agrees with the engine at any moment', () => {
    const zones = ['Asia/Kathmandu', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC'].map(
      (name) => ({
        zone: zoneOf(name),
        format: new Intl.DateTimeFormat('sv-SE', { timeZone: name, dateStyle: 'short', timeStyle: 'short' }),
      }),
    );
    const moment = fc.integer({ min: Date.UTC(1980, 0, 1), max: Date.UTC(2060, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...zones), moment, ({ zone, format }, at) => {
        expect(`${zone.day(at)} ${zone.clock(at)}`).toBe(format.format(at));
        expect(zone.hour(at)).toBe(Number(zone.clock(at).slice(0, 2)));
      }),
    );
  });
});
