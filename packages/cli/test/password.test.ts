import { expect, test } from 'bun:test';
import { HiddenLine } from '../src/password.ts';

/** What a line holds once all of these were typed. */
function typed(...keys: string[]): string {
  const line = new HiddenLine();
  for (const key of keys) line.type(key);
  return line.text;
}

test('a hidden line is mended as lines are, whatever the backspace of a terminal sends', () => {
  expect(typed('secretx', '\u007f')).toBe('secret');
  expect(typed('secretx\b')).toBe('secret');
  expect(typed('pass🔑', '\b')).toBe('pass');
  expect(typed('wrong\u0015secret')).toBe('secret');
});

test('keys that write nothing leave nothing in it', () => {
  expect(typed('sec\u001b[A\u001b[3~\u001bOHret\t\u0001')).toBe('secret');
});

test('its end leaves the next line what was pasted behind it', () => {
  const line = new HiddenLine();
  expect(line.type('secr')).toEqual({ state: 'open', rest: '' });
  expect(line.type('et\ragain\r')).toEqual({ state: 'entered', rest: 'again\r' });
  expect(line.text).toBe('secret');
  expect(new HiddenLine().type('sec\u0003ret').state).toBe('cancelled');
});
