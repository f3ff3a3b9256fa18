import { CallError } from './failure.ts';
import type { Line, Reply, Request } from './frames.ts';
import type { InputOf, ResultOf, ValueOf } from './methods.ts';

export interface CallOptions<Value> {
  readonly onValue?: (value: Value) => void;
  readonly signal?: AbortSignal | undefined;
}

interface Running {
  readonly value: (value: unknown) => void;
  readonly result: (result: unknown) => void;
  readonly failure: (error: CallError) => void;
}

/** The page's end: calls the methods that the worker offers. */
export class Caller<Offered extends object> {
  readonly #line: Line<Request, Reply>;
  readonly #running = new Map<number, Running>();
  readonly #moved = new Set<() => void>();
  /** What makes each call again whose values are watched. */
  readonly #watched = new Set<() => void>();
  #next = 0;

  constructor(line: Line<Request, Reply>) {
    this.#line = line;
    line.receive((reply) => this.#hear(reply));
    line.onMoved?.(() => this.#tellMoved());
  }

  /** @throws CallError with what the worker threw; of kind `cancelled` when the signal said so */
  call<Name extends keyof Offered & string>(
    method: Name,
    input: InputOf<Offered[Name]>,
    options: CallOptions<ValueOf<Offered[Name]>> = {},
  ): Promise<ResultOf<Offered[Name]>> {
    const id = this.#next++;
    const { signal, onValue } = options;
    return new Promise((resolve, reject) => {
      const cancel = () => this.#line.send({ id, cancel: true });
      const over = () => {
        this.#running.delete(id);
        signal?.removeEventListener('abort', cancel);
      };
      this.#running.set(id, {
        value: (value) => {
          if (!signal?.aborted) onValue?.(value as ValueOf<Offered[Name]>);
        },
        result: (result) => {
          over();
          resolve(result as ResultOf<Offered[Name]>);
        },
        failure: (error) => {
          over();
          reject(error);
        },
      });
      this.#line.send({ id, method, input });
      if (signal?.aborted) cancel();
      else signal?.addEventListener('abort', cancel);
    });
  }

  /**
   * Hears a method's values until it is told to stop.
   * @param onFailure hears of an end that nobody asked for
   * @returns what stops it
   */
  watch<Name extends keyof Offered & string>(
    method: Name,
    input: InputOf<Offered[Name]>,
    onValue: (value: ValueOf<Offered[Name]>) => void,
    onFailure: (error: CallError) => void = () => {},
  ): () => void {
    const begin = () => {
      const controller = new AbortController();
      const { signal } = controller;
      this.call(method, input, { onValue, signal }).catch((error: CallError) => {
        if (!signal.aborted) onFailure(error);
      });
      return controller;
    };
    let watching = begin();
    const watchAgain = () => {
      watching.abort();
      watching = begin();
    };
    this.#watched.add(watchAgain);
    return () => {
      this.#watched.delete(watchAgain);
      watching.abort();
    };
  }

  /** Goes on as if another worker answered from now on: the same one answers for another login. */
  move(): void {
    for (const watchAgain of [...this.#watched]) watchAgain();
    this.#tellMoved();
  }

  /**
   * Hears when another worker answers from now on: everything is watched there again, and whoever hears only of changes
   * reads anew what may have changed in between.
   * @returns what ends it
   */
  onMoved(hear: () => void): () => void {
    this.#moved.add(hear);
    return () => this.#moved.delete(hear);
  }

  /** Tells the worker that this page goes away. */
  leave(): void {
    this.#line.send({ bye: true });
  }

  #tellMoved(): void {
    for (const hear of [...this.#moved]) hear();
  }

  #hear(reply: Reply): void {
    const running = this.#running.get(reply.id);
    if (!running) return;
    if ('value' in reply) running.value(reply.value);
    else if ('result' in reply) running.result(reply.result);
    else running.failure(new CallError(reply.failure));
  }
}
