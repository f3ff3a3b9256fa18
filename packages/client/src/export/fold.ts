import { type Entry, isUnopened, type MessageView, type UnopenedView } from '../view.ts';
import { Changes, isChangeable, type Reaction } from './changes.ts';
import type { ExportSource } from './source.ts';
import { speakerOf } from './speaker.ts';
import { type ExportSummary, SummaryCount } from './summary.ts';
import { firstLine } from './visible.ts';

/** A message that another one answers. */
export interface Quote {
  readonly id: string;
  /** Who said it, and its first line; undefined when it does not stand before the answer here. */
  readonly said: Said | undefined;
}

export interface Said {
  /** The person's key: who has the same key is the same person. */
  readonly key: string;
  readonly name: string;
  readonly text: string;
}

/** A message as a reader sees it: with what later messages made of it. */
export interface FoldedMessage {
  readonly view: MessageView;
  /** The newest text; empty when deleted. */
  readonly body: string;
  readonly edited: boolean;
  readonly deleted: boolean;
  readonly reactions: readonly Reaction[];
  readonly quotes: readonly Quote[];
  /** Of what is no text or file: what happened, to stand after the person's name and before the body. */
  readonly event: string | undefined;
}

export type FoldedEntry = FoldedMessage | UnopenedView;

export function isFolded(entry: FoldedEntry): entry is FoldedMessage {
  return 'view' in entry;
}

const QUOTE_LIMIT = 120;

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
      changes.add(entry);
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
  return {
    view: message,
    body: message.body,
    edited: false,
    deleted: false,
    reactions: [],
    quotes: message.replyto.map((id) => ({ id, said: undefined })),
    event: eventOf(message, 'elsewhere'),
  };
}

class Fold {
  readonly #survey: Survey;
  /** Author of each message so far that something is about; undefined where the author is not proven. */
  readonly #authors = new Map<string, string | undefined>();
  readonly #quotable = new Map<string, Said>();

  constructor(survey: Survey) {
    this.#survey = survey;
  }

  /** Undefined for a change that is shown at its target. */
  next(entry: Entry): FoldedEntry | undefined {
    if (isUnopened(entry)) return entry;
    const standing = this.#standing(entry);
    if (standing === 'folded') return undefined;
    const { changes, answered } = this.#survey;
    const deleted = changes.isDeleted(entry);
    const edit = deleted ? undefined : changes.editOf(entry);
    const body = deleted ? '' : (edit ?? entry.body);
    if (changes.isAbout(entry.id)) {
      this.#authors.set(entry.id, isChangeable(entry) ? entry.sender.id : undefined);
    }
    if (answered.has(entry.id)) {
      const text = deleted ? '(deleted)' : firstLine(body, QUOTE_LIMIT);
      const { key, name } = speakerOf(entry);
      this.#quotable.set(entry.id, { key, name, text });
    }
    return {
      view: entry,
      body,
      edited: edit !== undefined,
      deleted,
      reactions: deleted ? [] : changes.reactionsTo(entry.id),
      quotes: entry.replyto.map((id) => ({ id, said: this.#quotable.get(id) })),
      event: eventOf(entry, standing),
    };
  }

  #standing({ kind, target, sender, findings }: MessageView): Standing {
    if (kind !== 'edit' && kind !== 'delete' && kind !== 'reaction') return 'elsewhere';
    if (!sender.verified) return 'unproven';
    if (target === undefined || !this.#authors.has(target)) return 'elsewhere';
    if (kind !== 'reaction' && this.#authors.get(target) !== sender.id) return 'foreign';
    // What is wrong before a change must be seen where it is.
    return findings.length > 0 ? 'elsewhere' : 'folded';
  }
}

/** Where a change stands: at its target, away from it, or not counting as not its sender's to make, or unproven. */
type Standing = 'folded' | 'elsewhere' | 'foreign' | 'unproven';

function eventOf(message: MessageView, standing: Standing): string | undefined {
  const which = {
    folded: '',
    elsewhere: 'an earlier message',
    foreign: "somebody else's message",
    unproven: 'a message',
  };
  const without = standing === 'elsewhere' ? '' : ' (this does not count)';
  switch (message.kind) {
    case 'text':
    case 'file':
      return undefined;
    case 'edit':
      return `edited ${which[standing]}${without}:`;
    case 'delete':
      return `deleted ${which[standing]}${without}`;
    case 'reaction':
      return `${message.remove ? 'took back a reaction' : 'reacted'} to ${which[standing]}${without}:`;
    case 'rename':
      return 'renamed the conversation:';
    case 'membership':
      return 'changed who belongs to the conversation:';
    case 'cleared':
      return 'cleared the conversation';
    case 'unknown':
      return 'sent something that this version does not know:';
  }
}
