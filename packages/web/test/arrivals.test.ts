import { expect, test } from 'bun:test';
import { Arrivals, type End } from '../src/timeline/arrivals.ts';

/** A list that is 600 pixels high. */
class List {
  readonly arrivals = new Arrivals(() => ({ before: this.known, height: 600 }));
  readonly taken: End[] = [];
  known = 0;
  scrolled = 0;

  /** Scrolled by a hand; the list hears of it later. */
  moveTo(offset: number): void {
    this.scrolled = offset;
  }

  async hear(): Promise<void> {
    const by = this.scrolled - this.known;
    this.known = this.scrolled;
    this.arrivals.scrolledBy(by);
    await this.#look();
  }

  async rest(): Promise<void> {
    this.arrivals.rests();
    await this.#look();
  }

  async arrive(end: End): Promise<void> {
    void this.arrivals.ready(end).then(() => this.taken.push(end));
    await Promise.resolve();
    await Promise.resolve();
  }

  async #look(): Promise<void> {
    this.arrivals.take();
    await Promise.resolve();
    await Promise.resolve();
  }
}

/** A list at rest, far from its ends. */
async function middle(): Promise<List> {
  const list = new List();
  list.moveTo(3000);
  await list.hear();
  await list.rest();
  return list;
}

test('older rows wait for somebody who scrolls back', async () => {
  const list = await middle();
  await list.arrive('older');
  list.moveTo(3100);
  await list.hear();
  await list.rest();
  expect(list.taken).toEqual([]);
  list.moveTo(3050);
  await list.hear();
  expect(list.taken).toEqual(['older']);
});

test('older rows come to who rests at the first ones, which nobody can scroll back', async () => {
  const list = new List();
  await list.arrive('older');
  expect(list.taken).toEqual(['older']);
});

test('newer rows do not wait for older ones', async () => {
  const list = await middle();
  await list.arrive('older');
  await list.arrive('newer');
  expect(list.taken).toEqual(['newer']);
});
