import type { Observable } from '../model/observable.ts';
import type { Context } from '../rpc/methods.ts';

/** Emits what an observable holds, now and whenever it changes, until the call is cancelled. */
export function follow<Value>(
  observable: Observable<Value>,
  { emit, signal }: Context<Value>,
): Promise<void> {
  return new Promise((resolve) => {
    const stop = observable.observe(() => emit(observable.value));
    signal.addEventListener('abort', () => {
      stop();
      resolve();
    });
    emit(observable.value);
  });
}
