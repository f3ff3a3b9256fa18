import type { CallError } from '../rpc/failure.ts';
import { Observable } from './observable.ts';

export interface TaskState {
  readonly isBusy: boolean;
  /** Why the last try failed. */
  readonly error?: CallError | undefined;
  /** Whether the last try succeeded. */
  readonly isDone: boolean;
}

const IDLE: TaskState = { isBusy: false, isDone: false };

/** Something that a person asks for and waits for: one at a time, with what came of it. */
export class Task {
  readonly state = new Observable<TaskState>(IDLE);

  /** @returns what the work gave; undefined when it failed, or when the last one is still under way */
  async run<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    if (this.state.value.isBusy) return undefined;
    this.state.set({ isBusy: true, isDone: false });
    try {
      const result = await work();
      this.state.set({ isBusy: false, isDone: true });
      return result;
    } catch (error) {
      this.state.set({ isBusy: false, isDone: false, error: error as CallError });
      return undefined;
    }
  }

  /** Forgets what came of it. */
  reset(): void {
    if (!this.state.value.isBusy) this.state.set(IDLE);
  }
}
