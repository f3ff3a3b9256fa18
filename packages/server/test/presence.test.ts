import { expect, test } from 'bun:test';
import { PRESENCE_LIFETIME, Presence } from '../src/presence.ts';

test('what a user says holds while a station is seen, and is remembered while none is', () => {
  let now = 1_000_000;
  const presence = new Presence(() => now);
  const state = () => presence.stateOf('w', 'alice');
  expect(state()).toBe('offline');
  presence.say('w', 'alice', 'away');
  expect(state()).toBe('offline');
  presence.seen('w', 'alice');
  expect(state()).toBe('away');
  now += PRESENCE_LIFETIME;
  expect(state()).toBe('offline');
  presence.seen('w', 'alice');
  expect(state()).toBe('away');
  presence.say('w', 'alice', 'offline');
  presence.seen('w', 'alice');
  expect(state()).toBe('offline');
  presence.say('w', 'alice', 'busy');
  expect(state()).toBe('busy');
  expect(presence.stateOf('elsewhere', 'alice')).toBe('offline');
});
