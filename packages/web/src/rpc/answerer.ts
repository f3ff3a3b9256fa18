import { failureOf } from './failure-of.ts';
import type { Line, Reply, Request } from './frames.ts';
import type { Context } from './methods.ts';

type Method = (input: unknown, context: Context<unknown>) => unknown;

/** Answers the calls of one page, each as it comes. */
export function answerCalls(line: Line<Reply, Request>, methods: object): void {
  const running = new Map<number, AbortController>();
  line.receive((request) => {
    if ('bye' in request) {
      for (const controller of running.values()) controller.abort();
    } else if ('cancel' in request) {
      running.get(request.id)?.abort();
    } else {
      void answer(request);
    }
  });

  async function answer({ id, method, input }: Extract<Request, { method: string }>): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    const { signal } = controller;
    const emit = (value: unknown) => {
      if (!signal.aborted) line.send({ id, value });
    };
    try {
      const run = Object.hasOwn(methods, method) ? (methods as Record<string, Method>)[method] : undefined;
      if (!run) throw new Error(`There is no method ${method}.`);
      line.send({ id, result: await run(input, { emit, signal }) });
    } catch (error) {
      line.send({ id, failure: failureOf(error) });
    } finally {
      running.delete(id);
    }
  }
}
