import { expect, test } from 'bun:test';
import { LongWork } from '../src/data/long-work.ts';

test('work that is done when its end is asked for gives nothing, and other work can be begun', async () => {
  const work = new LongWork<string>();
  const done = Promise.withResolvers<string>();
  const running = work.run({ doing: 'fetching', done: 0 }, () => done.promise);
  work.cancel();
  done.resolve('a file');
  expect(await running).toBeUndefined();
  expect(work.state.value).toEqual({});
  expect(await work.run({ doing: 'fetching', done: 0 }, async () => 'another')).toBe('another');
});
