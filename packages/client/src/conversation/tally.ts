import type { Report } from '@parley/protocol/wire';
import type { People } from '../people/people.ts';
import type { Entry, FindingView, UnopenedView } from '../view.ts';
import type { Reading } from './reader.ts';
import { entryOf, unopenedViewOf, viewOf } from './view-of.ts';

/** What a download came to. */
export interface DownloadSummary {
  /** Messages in all: opened, not opened and removed ones. */
  readonly messages: number;
  readonly opened: number;
  /** How many of the opened ones are proven to be by whom they name. */
  readonly verified: number;
  readonly removed: number;
  /** What could not be opened, each with the reason. */
  readonly unopened: readonly UnopenedView[];
  /** What is missing, moved, replaced or not to be trusted, in the order of the conversation. */
  readonly findings: readonly FindingView[];
}

/** Turns what a reader gives into what people see, and counts it. */
export class Tally implements DownloadSummary {
  readonly #people: Pick<People, 'nameOf'>;
  readonly #reportsOf: (messageId: string) => readonly Report[];
  readonly unopened: UnopenedView[] = [];
  /** In the order of the conversation, behind those that it began with. */
  readonly findings: FindingView[];
  messages = 0;
  opened = 0;
  verified = 0;
  removed = 0;

  constructor(
    people: Pick<People, 'nameOf'>,
    findings: readonly FindingView[],
    reportsOf: (messageId: string) => readonly Report[] = () => [],
  ) {
    this.#people = people;
    this.findings = [...findings];
    this.#reportsOf = reportsOf;
  }

  /** The entries of some readings, counted. */
  entries(readings: readonly Reading[]): Entry[] {
    this.messages += readings.length;
    const entries: Entry[] = [];
    for (const reading of readings) {
      if (reading.state === 'removed') this.removed++;
      else if (reading.state === 'unopened') {
        const view = unopenedViewOf(reading.message, reading.refusal);
        this.unopened.push(view);
        entries.push(view);
      } else {
        this.opened++;
        const view = viewOf(entryOf(reading), this.#people, this.#reportsOf(reading.message.ID));
        if (view.sender.verified) this.verified++;
        this.findings.push(...view.findings);
        entries.push(view);
      }
    }
    return entries;
  }

  /** What it came to, as plain data. */
  get summary(): DownloadSummary {
    const { messages, opened, verified, removed, unopened, findings } = this;
    return { messages, opened, verified, removed, unopened, findings };
  }
}
