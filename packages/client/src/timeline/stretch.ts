import { viewOf } from '../conversation/view-of.ts';
import { Changes } from '../fold/changes.ts';
import { standingOf, type Target, targetOf } from '../fold/message.ts';
import type { People } from '../people/people.ts';
import type { FindingView, MessageView } from '../view.ts';
import { type Batch, erased, type KeptEntry, type KeptReport } from './opened-log.ts';

/** What stands at a place of the conversation. */
export type Held = HeldMessage | HeldFinding;

export interface HeldMessage {
  readonly kind: 'message';
  readonly id: string;
  /** Ascending in the server's order. */
  readonly position: number;
  entry: KeptEntry;
  /** Of an opened one, with names as they are now. */
  view: MessageView | undefined;
  /** Of a removed one: what was found. */
  findings: readonly FindingView[];
}

export interface HeldFinding {
  readonly kind: 'finding';
  readonly id: string;
  readonly position: number;
  readonly finding: FindingView;
}

/** What adding batches did, by ids; some of the changed ones may be no rows of their own. */
export interface Touched {
  readonly added: string[];
  readonly changed: Set<string>;
}

/** How many earlier texts of an edited message are kept. */
const KEPT_EDITS = 20;
/** A finding stands just before its message. */
const JUST_BEFORE = 0.5;

/**
 * A stretch of a conversation in memory, which grows at both ends: up to the newest message, and back towards the
 * first. What is about a message that is not here yet waits for it. Source: docs/spec/trust.md section 4.
 */
export class Stretch {
  readonly #people: People;
  #changes = new Changes(KEPT_EDITS);
  /** Ascending. */
  #held: Held[] = [];
  readonly #messages = new Map<string, HeldMessage>();
  readonly #reports = new Map<string, KeptReport[]>();
  /** IDs of those that answer a message, and of those that change it. */
  readonly #answers = new Map<string, string[]>();
  readonly #about = new Map<string, string[]>();
  /** Findings whose message is not here yet. */
  readonly #waiting = new Map<string, FindingView[]>();
  #isComplete = false;
  /** Whether a change was erased that still counts in `#changes`. */
  #isStale = false;

  constructor(people: People) {
    this.#people = people;
  }

  get changes(): Changes {
    return this.#changes;
  }

  /** Whether it reaches back to the first message. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Everything, shown or not, in the server's order. */
  get held(): readonly Held[] {
    return this.#held;
  }

  message(id: string): HeldMessage | undefined {
    return this.#messages.get(id);
  }

  find(id: string): Held | undefined {
    return this.#messages.get(id) ?? this.#held.find((held) => held.id === id);
  }

  /** In the order of acceptance. */
  reportsOf(id: string): readonly KeptReport[] {
    return this.#reports.get(id) ?? [];
  }

  /** Where something stands in `held`. */
  indexOf(held: Held): number {
    for (let index = this.#place(held.position); index < this.#held.length; index++) {
      if (this.#held[index] === held) return index;
    }
    return -1;
  }

  /** Adds the next batches at the newest end, or those before at the oldest; themselves in order. */
  add(batches: readonly Batch[], end: 'newest' | 'oldest'): Touched {
    const touched: Touched = { added: [], changed: new Set() };
    const rows: Held[] = [];
    const targets = new Set<string>();
    for (const { entries, first } of batches) {
      for (const entry of entries) this.#take(entry, first + entry.index, end, rows, targets, touched);
    }
    if (end === 'newest') for (const row of rows) this.#held.push(row);
    else this.#held = [...rows, ...this.#held];
    for (const { reports } of end === 'newest' ? batches : batches.toReversed()) {
      this.#report(reports, end, touched);
    }
    if (this.#isStale) this.#gatherChanges();
    for (const { concluded = [], first } of batches) {
      for (const finding of concluded) this.#conclude(finding, first, touched);
    }
    for (const id of targets) this.#touch(id, touched);
    if (end === 'newest') touched.added.push(...rows.filter((row) => this.isShown(row)).map(({ id }) => id));
    for (const id of touched.added) touched.changed.delete(id);
    return touched;
  }

  /** Somebody is called otherwise than before. */
  rename(): void {
    for (const held of this.#messages.values()) if (held.view) held.view = this.#viewOf(held.entry);
  }

  /** There is nothing before what is here. @returns the changes that now stand by themselves, since no target came */
  complete(): string[] {
    this.#isComplete = true;
    const missing = [...this.#about].filter(([target]) => !this.#messages.has(target));
    return missing.flatMap(([, ids]) => ids);
  }

  /** Whether something is a row of its own: a change that counts, or still may, is not. */
  isShown(held: Held): boolean {
    if (held.kind === 'finding') return true;
    const { entry, view } = held;
    if (entry.state === 'unopened') return true;
    if (entry.state === 'removed') return entry.from !== undefined || held.findings.length > 0;
    return view === undefined || this.standing(view) !== 'folded';
  }

  /** Where a message stands that may be about another one. */
  standing(view: MessageView) {
    const standing = standingOf(view, (id) => this.#target(id, view));
    const mayCome = standing === 'elsewhere' && view.target !== undefined && view.findings.length === 0;
    return mayCome && !this.#isComplete && !this.#messages.has(view.target) ? 'folded' : standing;
  }

  #viewOf(entry: KeptEntry): MessageView | undefined {
    return entry.state === 'opened' ? viewOf(entry, this.#people, []) : undefined;
  }

  #target(id: string, change: MessageView): Target | undefined {
    const held = this.#messages.get(id);
    if (held?.view) return targetOf(held.view);
    // Of what is gone nothing can be changed any more, so nothing is to be shown of it either.
    return held?.entry.state === 'removed' ? { author: change.sender.id } : undefined;
  }

  #take(
    entry: KeptEntry,
    position: number,
    end: 'newest' | 'oldest',
    rows: Held[],
    targets: Set<string>,
    touched: Touched,
  ): void {
    const { id } = entry;
    if (entry.state === 'removed' && entry.elsewhere) {
      this.#erase(id, targets);
      return;
    }
    const known = this.#messages.get(id);
    const view = this.#viewOf(entry);
    const held: HeldMessage = { kind: 'message', id, position, entry, view, findings: [] };
    if (known) {
      // One that is given twice is one message: what is wrong with its second place stands there by itself.
      const again = end === 'newest' || known.position < position ? held : known;
      const findings = (again.view?.findings ?? []).map((finding) => findingRow(finding, again.position));
      if (again === held) {
        rows.push(...findings);
        return;
      }
      this.#held.splice(this.indexOf(known), 1, ...findings);
    }
    for (const finding of this.#waiting.get(id) ?? []) this.#placeFinding(finding, held, rows);
    this.#waiting.delete(id);
    rows.push(held);
    this.#messages.set(id, held);
    for (const about of [this.#about, this.#answers].flatMap((map) => map.get(id) ?? [])) {
      touched.changed.add(about);
    }
    if (!view) return;
    this.#changes.add(view, position);
    for (const target of view.replyto) entryOf(this.#answers, target).push(id);
    if (view.target === undefined) return;
    entryOf(this.#about, view.target).push(id);
    targets.add(view.target);
  }

  /** A message that is here, and those that quote it, are shown anew. */
  #touch(id: string, { changed }: Touched): void {
    if (!this.#messages.has(id)) return;
    changed.add(id);
    for (const answer of this.#answers.get(id) ?? []) changed.add(answer);
  }

  /** A message that stands here is gone, with all that it said. */
  #erase(id: string, targets: Set<string>): void {
    const held = this.#messages.get(id);
    if (!held || held.entry.state === 'removed') return;
    const { entry, view } = held;
    held.entry = { index: entry.index, ...erased(entry) };
    held.view = undefined;
    targets.add(id);
    if (view?.target === undefined) return;
    // Without the change, what it was about is as it was before.
    targets.add(view.target);
    this.#isStale = true;
  }

  #gatherChanges(): void {
    this.#changes = new Changes(KEPT_EDITS);
    for (const held of this.#held) {
      if (held.kind === 'message' && held.view) this.#changes.add(held.view, held.position);
    }
    this.#isStale = false;
  }

  #report(reports: readonly KeptReport[], end: 'newest' | 'oldest', { changed }: Touched): void {
    for (const report of end === 'newest' ? reports : reports.toReversed()) {
      const list = entryOf(this.#reports, report.MessageID);
      if (end === 'newest') list.push(report);
      else list.unshift(report);
      if (this.#messages.has(report.MessageID)) changed.add(report.MessageID);
    }
  }

  #conclude(finding: FindingView, position: number, touched: Touched): void {
    const id = finding.messageId ?? '';
    const held = this.#messages.get(id);
    if (held) {
      touched.changed.add(this.#placeFinding(finding, held, this.#held));
    } else if (id !== '') {
      entryOf(this.#waiting, id).push(finding);
    } else {
      const row = findingRow(finding, position);
      this.#held.splice(this.#place(position), 0, row);
      touched.changed.add(row.id);
    }
  }

  /** Puts a finding at its message if that is gone, else before it. @returns the row that it shows at */
  #placeFinding(finding: FindingView, message: HeldMessage, rows: Held[]): string {
    if (message.entry.state === 'removed') {
      message.findings = [...message.findings, finding];
      return message.id;
    }
    const row = findingRow(finding, message.position);
    rows.splice(rows === this.#held ? this.indexOf(message) : rows.length, 0, row);
    return row.id;
  }

  /** Index of the first that stands at a position or behind it. */
  #place(position: number): number {
    let [low, high] = [0, this.#held.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#held[middle] as Held).position < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function entryOf<Value>(map: Map<string, Value[]>, key: string): Value[] {
  const known = map.get(key);
  if (known) return known;
  const made: Value[] = [];
  map.set(key, made);
  return made;
}

function findingRow(finding: FindingView, position: number): HeldFinding {
  const id = `finding ${finding.code} ${finding.messageId ?? ''} ${finding.text} ${position}`;
  return { kind: 'finding', id, position: position - JUST_BEFORE, finding };
}
