import type { Observable } from '../model/observable.ts';
import type { Context } from '../rpc/methods.ts';

/** Emits what an observable holds, now and whenever it changes, until the call is cancelled. */
export async function follow<Value>(
  observable: Observable<Value>,
  { emit, signal }: Context<Value>,
): Promise<void> {
  const stop = observable.observe(() => emit(observable.value));
  emit(observable.value);
  await cancelled(signal);
  stop();
}

/** Resolves when a call is cancelled. */
export function cancelled(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve());
  });
}
