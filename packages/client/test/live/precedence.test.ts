import { expect, test } from 'bun:test';
import { Precedence } from '../../src/live/precedence.ts';
import { ManualClock, until } from './parts.ts';

test('what can wait rests while somebody waits, and a moment longer', async () => {
  const clock = new ManualClock();
  const precedence = new Precedence(clock);
  const opening = Promise.withResolvers<string>();
  const opened = precedence.first(() => opening.promise);
  let isFree = false;
  void precedence.free().then(() => {
    isFree = true;
  });
  opening.resolve('open');
  expect(await opened).toBe('open');
  clock.pass(299);
  expect(precedence.isFree).toBe(false);
  // Somebody waits again before it is over.
  await precedence.first(async () => {});
  clock.pass(1);
  expect(precedence.isFree).toBe(false);
  clock.pass(299);
  await until(() => isFree);
  expect(precedence.isFree).toBe(true);
});

test('what fails holds nothing up, and what takes long no more after three seconds', async () => {
  const clock = new ManualClock();
  const precedence = new Precedence(clock);
  const failed = precedence.first(() => Promise.reject(new Error('gone')));
  await expect(failed).rejects.toThrow('gone');
  await until(() => {
    clock.pass(300);
    return precedence.isFree;
  });
  const endless = Promise.withResolvers<void>();
  void precedence.first(() => endless.promise);
  clock.pass(2999);
  expect(precedence.isFree).toBe(false);
  clock.pass(1);
  expect(precedence.isFree).toBe(true);
  endless.resolve();
  await Promise.resolve();
  clock.pass(300);
  expect(precedence.isFree).toBe(true);
});
