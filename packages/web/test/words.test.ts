import { expect, test } from 'bun:test';
import { refusals as codes } from '@parley/protocol/trust';
import { refusals } from '../src/i18n/de/refusals.ts';

test('whatever the library refuses has German words, and nothing else has', () => {
  expect(Object.keys(refusals)).toEqual(Object.keys(codes));
});
