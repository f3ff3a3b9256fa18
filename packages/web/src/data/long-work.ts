import { Observable } from '../model/observable.ts';
import type { CallError } from '../rpc/failure.ts';
import type { DataProgress } from '../station/data.ts';

/** Work that takes a while: not begun, under way, done, or failed. */
export interface LongWorkState<Result> {
  readonly progress?: DataProgress | undefined;
  readonly result?: Result | undefined;
  readonly error?: CallError | undefined;
}

/** What a view-model of long work hands to it. */
export interface LongWorkContext {
  readonly onValue: (progress: DataProgress) => void;
  readonly signal: AbortSignal;
}

/** One piece of long work at a time, with its progress; it can be cancelled. */
export class LongWork<Result> {
  readonly state = new Observable<LongWorkState<Result>>({});
  #controller: AbortController | undefined;

  /** @returns the result; undefined when it failed, was cancelled, or other work is under way */
  async run(first: DataProgress, work: (context: LongWorkContext) => Promise<Result>) {
    if (this.#controller) return undefined;
    const controller = new AbortController();
    this.#controller = controller;
    this.state.set({ progress: first });
    try {
      const onValue = (progress: DataProgress) => this.state.set({ progress });
      const result = await work({ onValue, signal: controller.signal });
      // Who has cancelled is given nothing, though it was done by the time that was heard.
      controller.signal.throwIfAborted();
      this.state.set({ result });
      return result;
    } catch (error) {
      this.state.set(controller.signal.aborted ? {} : { error: error as CallError });
      return undefined;
    } finally {
      this.#controller = undefined;
    }
  }

  cancel(): void {
    this.#controller?.abort();
  }
}
