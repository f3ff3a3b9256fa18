import type { ExportFormat } from '@parley/client/export';
import { Observable } from '../model/observable.ts';
import type { Caller } from '../rpc/caller.ts';
import type { StationApi } from '../station/api.ts';
import type { ExportedFile } from '../station/data.ts';
import { LongWork } from './long-work.ts';
import { saveFile } from './save-file.ts';

/** The forms offered to people, the one that reads like a chat first. */
export const EXPORT_FORMATS = ['html', 'md', 'csv', 'jsonl'] as const satisfies readonly ExportFormat[];
export type OfferedFormat = (typeof EXPORT_FORMATS)[number];

/** Downloading one conversation as a file. */
export class ExportModel {
  readonly format = new Observable<OfferedFormat>('html');
  readonly work = new LongWork<ExportedFile>();
  readonly #caller: Caller<StationApi>;
  readonly #conversation: string;

  constructor(caller: Caller<StationApi>, conversation: string) {
    this.#caller = caller;
    this.#conversation = conversation;
  }

  async run(): Promise<void> {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const input = { conversation: this.#conversation, format: this.format.value, timeZone };
    const made = await this.work.run({ doing: 'fetching', done: 0 }, (context) =>
      this.#caller.call('exportConversation', input, context),
    );
    if (made) saveFile(made.file, made.name);
  }
}
