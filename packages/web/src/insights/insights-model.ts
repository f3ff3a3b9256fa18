import { LongWork } from '../data/long-work.ts';
import type { Caller } from '../rpc/caller.ts';
import type { StationApi } from '../station/api.ts';
import type { StatsView } from '../station/data.ts';

/** A conversation in numbers, computed beside the page from the opened messages. */
export class InsightsModel {
  readonly work = new LongWork<StatsView>();
  readonly #caller: Caller<StationApi>;
  readonly #conversation: string;

  constructor(caller: Caller<StationApi>, conversation: string) {
    this.#caller = caller;
    this.#conversation = conversation;
  }

  /** Computes everything, and after another login what could not be had before. @returns what ends it */
  begin(): () => void {
    void this.run();
    const stop = this.#caller.onMoved(() => {
      if (this.work.state.value.error) void this.run();
    });
    return () => {
      stop();
      this.work.cancel();
    };
  }

  /** Computes everything; again, when something new is wanted. */
  async run(): Promise<void> {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    await this.work.run({ doing: 'fetching', done: 0 }, (context) =>
      this.#caller.call('stats', { conversation: this.#conversation, timeZone }, context),
    );
  }
}
