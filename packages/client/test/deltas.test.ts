import { describe, expect, test } from 'bun:test';
import type { ResponseOf } from '@parley/protocol/wire';
import { Deltas } from '../src/conversation/deltas.ts';

type Answer = ResponseOf<'conversation/download'>;

/** A server that answers when it is told to; what was asked of it so far. */
class Asked {
  readonly calls: { instance: string; since: string; limit: number }[] = [];
  readonly #answers: ((answer: unknown) => void)[] = [];

  readonly fetch = (
    instance: string,
    since: string,
    limit: number,
    told: { onText(text: string): void },
  ): Promise<Answer> => {
    this.calls.push({ instance, since, limit });
    return new Promise((resolve, reject) => {
      this.#answers.push((answer) => {
        if (answer instanceof Error) return reject(answer);
        told.onText(textOf(answer));
        resolve(answer as Answer);
      });
    });
  };

  answer(answer: unknown): void {
    this.#answers.shift()?.(answer);
  }

  get sinces(): string[] {
    return this.calls.map(({ since }) => since);
  }
}

function delta(
  cursor: string,
  more: boolean,
  sizes = [100],
): { messages: object[]; reports: object[]; cursor: string; more: boolean } {
  const messages = sizes.map((length) => ({ Data: 'A'.repeat(length) }));
  return { messages, reports: [], cursor, more };
}

/** As the server writes it. */
const textOf = (answer: unknown) => JSON.stringify(answer);

function begun(): { asked: Asked; deltas: Deltas } {
  const asked = new Asked();
  const deltas = new Deltas(asked.fetch);
  deltas.begin('i', '');
  return { asked, deltas };
}

/** Lets everything that waits for nothing else happen. */
const turns = () => new Promise((resolve) => setImmediate(resolve));

describe('deltas on their way', () => {
  test('the next one is asked for as soon as an answer is there, before anybody takes it', async () => {
    const { asked, deltas } = begun();
    asked.answer(delta('1', true));
    expect(asked.sinces).toEqual(['', '1']);
    expect(await deltas.next()).toMatchObject({ cursor: '1', text: textOf(delta('1', true)) });
  });

  test('an answer is not read until the next one is asked for, or cannot be', async () => {
    for (const outcome of ['sent', 'failed'] as const) {
      const sent: (() => void)[] = [];
      let read: Promise<void> | undefined;
      const deltas = new Deltas((_instance, since, _limit, { onSent, onText }) => {
        if (since === '')
          read = new Promise((resolve) => queueMicrotask(() => resolve(onText(textOf(delta('1', true))))));
        return new Promise((_resolve, reject) => {
          sent.push(outcome === 'sent' ? onSent : () => reject(new Error('cannot be reached')));
        });
      });
      deltas.begin('i', '');
      let isRead = false;
      void read?.then(() => {
        isRead = true;
      });
      await turns();
      expect([sent.length, isRead]).toEqual([2, false]);
      sent[1]?.();
      await turns();
      expect(isRead).toBe(true);
    }
  });

  test('of an answer that is written otherwise, the cursor is known once it is taken', async () => {
    const { asked, deltas } = begun();
    const { cursor, more, ...lists } = delta('1', true);
    asked.answer({ cursor, more, ...lists });
    expect(asked.sinces).toEqual(['']);
    await deltas.next();
    expect(asked.sinces).toEqual(['', '1']);
    asked.answer(delta('2', false));
    expect((await deltas.next()).cursor).toBe('2');
  });

  test('there are two at most; one more is asked for when one is taken', async () => {
    const { asked, deltas } = begun();
    asked.answer(delta('1', true));
    asked.answer(delta('2', true));
    expect(asked.sinces).toEqual(['', '1']);
    await deltas.next();
    expect(asked.sinces).toEqual(['', '1', '2']);
    asked.answer(delta('3', false));
    expect([(await deltas.next()).cursor, (await deltas.next()).cursor]).toEqual(['2', '3']);
    expect(asked.calls.length).toBe(3);
  });

  test('a limit grows up to what a delta may hold, and shrinks behind a large one', async () => {
    const { asked, deltas } = begun();
    for (const cursor of ['1', '2', '3']) {
      asked.answer(delta(cursor, true));
      await deltas.next();
    }
    asked.answer(delta('4', true, [3_000_000, 2_000_000]));
    expect(asked.calls.map(({ limit }) => limit)).toEqual([250, 500, 1000, 1000, 500]);
  });

  test('beginning anew forgets what was on its way', async () => {
    const { asked, deltas } = begun();
    deltas.begin('j', 'x');
    asked.answer(delta('old', true));
    expect(asked.calls).toEqual([
      { instance: 'i', since: '', limit: 250 },
      { instance: 'j', since: 'x', limit: 250 },
    ]);
    asked.answer(delta('new', false));
    expect((await deltas.next()).cursor).toBe('new');
  });

  test('an answer that is none leads on to nothing, and a failure waits for its turn', async () => {
    const { asked, deltas } = begun();
    asked.answer({ more: true, cursor: 7, messages: [null] });
    expect(asked.calls.length).toBe(1);
    deltas.begin('i', '');
    asked.answer(delta('1', true));
    asked.answer(new Error('cut'));
    expect((await deltas.next()).cursor).toBe('1');
    await expect(deltas.next()).rejects.toThrow('cut');
  });

  test('more items than were asked for, or a promise of more with nothing, are refused', async () => {
    const { asked, deltas } = begun();
    asked.answer(delta('1', false, new Array(251).fill(1)));
    await expect(deltas.next()).rejects.toThrow('gave 251 items where 250 were asked for');
    deltas.begin('i', '');
    asked.answer(delta('1', true, []));
    await expect(deltas.next()).rejects.toThrow('gives nothing');
  });
});
