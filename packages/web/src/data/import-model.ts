import type { ImportResult } from '@parley/client';
import { Observable } from '../model/observable.ts';
import type { Caller } from '../rpc/caller.ts';
import type { StationApi } from '../station/api.ts';
import { type ChosenFile, logsOf } from './chosen-logs.ts';
import { LongWork } from './long-work.ts';

export interface ImportState {
  readonly files: readonly ChosenFile[];
  /** `yyyy-MM-dd`, or empty. */
  readonly date: string;
}

/** Bringing IRC logs into one conversation. */
export class ImportModel {
  readonly state = new Observable<ImportState>({ files: [], date: '' });
  readonly work = new LongWork<ImportResult>();
  readonly #caller: Caller<StationApi>;
  readonly #conversation: string;

  constructor(caller: Caller<StationApi>, conversation: string) {
    this.#caller = caller;
    this.#conversation = conversation;
  }

  choose(files: readonly ChosenFile[]): void {
    this.state.change({ files });
  }

  setDate(date: string): void {
    this.state.change({ date });
  }

  async run(): Promise<void> {
    const { files, date } = this.state.value;
    const input = {
      conversation: this.#conversation,
      logs: logsOf(files),
      ...(date !== '' && { date }),
    };
    await this.work.run({ doing: 'importing', done: 0 }, (context) =>
      this.#caller.call('importLogs', input, context),
    );
  }
}
