import { Changes } from '../fold/changes.ts';
import {
  type FoldedMessage,
  foldMessage,
  quotable,
  type Said,
  standingOf,
  type Target,
  targetOf,
} from '../fold/message.ts';
import { type Entry, isUnopened, type MessageView, type UnopenedView } from '../view.ts';
import type { ExportSource } from './source.ts';
import { type ExportSummary, SummaryCount } from './summary.ts';

export type FoldedEntry = FoldedMessage | UnopenedView;

export function isFolded(entry: FoldedEntry): entry is FoldedMessage {
  return 'view' in entry;
}

/** What one reading of a conversation gives: all that a second one needs to show it. */
export class Survey {
  readonly changes: Changes;
  readonly summary: ExportSummary;
  /** IDs of the messages that are answered. */
  readonly answered: ReadonlySet<string>;
  readonly entries: number;

  private constructor(changes: Changes, count: SummaryCount, answered: Set<string>, source: ExportSource) {
    this.changes = changes;
    this.summary = count.of(source);
    this.entries = count.entries;
    this.answered = answered;
  }

  static async of(source: ExportSource): Promise<Survey> {
    const changes = new Changes();
    const count = new SummaryCount();
    const answered = new Set<string>();
    for await (const entry of source.read()) {
      count.add(entry);
      if (isUnopened(entry)) continue;
      changes.add(entry, count.entries);
      for (const id of entry.replyto) answered.add(id);
    }
    return new Survey(changes, count, answered, source);
  }
}

/**
 * Reads a conversation for the second time and gives it as a reader sees it: edits, deletions and reactions at
 * their targets. Those that do not count, or whose target does not stand before them, stay where they are:
 * nothing that was said disappears.
 * @throws Error when the second reading gives another number of entries than the first
 */
export async function* foldedEntries(
  source: ExportSource,
  survey: Survey,
): AsyncGenerator<FoldedEntry, void> {
  const fold = new Fold(survey);
  let entries = 0;
  for await (const entry of source.read()) {
    entries++;
    const folded = fold.next(entry);
    if (folded) yield folded;
  }
  if (entries !== survey.entries) {
    throw new Error(
      `the conversation changed while it was read: ${survey.entries} entries first, then ${entries}; read it again`,
    );
  }
}

/** A message by itself, as it arrives: edits and reactions as events, nothing folded. */
export function unfolded(message: MessageView): FoldedMessage {
  return foldMessage(message, 'elsewhere', NOTHING, () => undefined);
}

const NOTHING = new Changes();

class Fold {
  readonly #survey: Survey;
  /** The messages so far that something is about. */
  readonly #targets = new Map<string, Target>();
  readonly #quotable = new Map<string, Said>();

  constructor(survey: Survey) {
    this.#survey = survey;
  }

  /** Undefined for a change that is shown at its target. */
  next(entry: Entry): FoldedEntry | undefined {
    if (isUnopened(entry)) return entry;
    const standing = standingOf(entry, (id) => this.#targets.get(id));
    if (standing === 'folded') return undefined;
    const { changes, answered } = this.#survey;
    const folded = foldMessage(entry, standing, changes, (id) => this.#quotable.get(id));
    if (changes.isAbout(entry.id)) this.#targets.set(entry.id, targetOf(entry));
    if (answered.has(entry.id)) this.#quotable.set(entry.id, quotable(folded));
    return folded;
  }
}
