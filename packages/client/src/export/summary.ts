import { shownAt } from '../fold/moment.ts';
import { isSaid, speakerOf } from '../fold/speaker.ts';
import { type Entry, type FindingView, isUnopened, type UnopenedView } from '../view.ts';
import type { ExportSource } from './source.ts';

/** What an export holds, and what it could not hold. */
export interface ExportSummary {
  readonly title: string;
  /** Messages that were opened: also edits, reactions and what else travels as a message. */
  readonly opened: number;
  /** Of the opened ones, those whose signature is not proven. */
  readonly unproven: number;
  /** Messages that could not be opened, with the reason. */
  readonly unopened: readonly UnopenedView[];
  /** How many findings there are in all. */
  readonly findings: number;
  /** Those that stand beside no message. */
  readonly findingsAtEnd: readonly FindingView[];
  /** Who said something, most messages first. */
  readonly people: readonly PersonCount[];
  /** Milliseconds since the Unix epoch of the earliest and the latest entry; undefined when there is none. */
  readonly from: number | undefined;
  readonly to: number | undefined;
}

export interface PersonCount {
  readonly name: string;
  /** Such as "imported by Alice"; mostly empty. */
  readonly note: string;
  readonly messages: number;
}

/** Counts entries as they pass by. */
export class SummaryCount {
  readonly #people = new Map<string, { name: string; note: string; messages: number }>();
  readonly #unopened: UnopenedView[] = [];
  #opened = 0;
  #unproven = 0;
  #findings = 0;
  /** What stands beside messages, told apart by what it says of which. */
  readonly #placed = new Set<string>();
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;

  /** Entries counted so far. */
  get entries(): number {
    return this.#opened + this.#unopened.length;
  }

  add(entry: Entry): void {
    const at = shownAt(entry);
    if (at < this.#from) this.#from = at;
    if (at > this.#to) this.#to = at;
    if (isUnopened(entry)) {
      this.#unopened.push(entry);
      return;
    }
    this.#opened++;
    this.#findings += entry.findings.length;
    for (const finding of entry.findings) this.#placed.add(placeOf(finding, entry.id));
    if (!entry.sender.verified) this.#unproven++;
    if (!isSaid(entry)) return;
    const { key, name, note } = speakerOf(entry);
    const known = this.#people.get(key);
    if (known) known.messages++;
    else this.#people.set(key, { name, note, messages: 1 });
  }

  of({ title, findings }: ExportSource): ExportSummary {
    const findingsAtEnd = (findings?.() ?? []).filter((finding) => !this.#placed.has(placeOf(finding, '')));
    return {
      title,
      opened: this.#opened,
      unproven: this.#unproven,
      unopened: this.#unopened,
      findings: this.#findings + findingsAtEnd.length,
      findingsAtEnd,
      people: [...this.#people.values()].sort((a, b) => b.messages - a.messages),
      from: this.entries > 0 ? this.#from : undefined,
      to: this.entries > 0 ? this.#to : undefined,
    };
  }
}

function placeOf({ messageId, code, text }: FindingView, beside: string): string {
  return `${messageId ?? beside} ${code} ${text}`;
}
