import { fromWireDate } from '@parley/protocol/encoding';
import type { Content } from '@parley/protocol/trust';
import type { Accepted, Queued } from '../conversation/queue.ts';
import { type FoldedMessage, foldMessage, quotable, type Said } from '../fold/message.ts';
import { shownAt } from '../fold/moment.ts';
import { shownName } from '../fold/speaker.ts';
import { oneLine } from '../fold/visible.ts';
import type { People } from '../people/people.ts';
import type { ImportedFrom, MessageView } from '../view.ts';
import type {
  Edited,
  EventItem,
  MessageItem,
  Named,
  Receipt,
  RemovedItem,
  Sender,
  TimelineItem,
  TimelineQuote,
  TimelineReaction,
} from './item.ts';
import { mentionsIn } from './mentions.ts';
import type { KeptReport } from './opened-log.ts';
import { PendingChanges } from './pending-changes.ts';
import type { Held, HeldMessage, Stretch } from './stretch.ts';

/** What rows are made of, beside what stands in the stretch. */
export interface RowContext {
  readonly people: People;
  /** The user's own id. */
  readonly userId: string;
  /** User ids of those who can be named. */
  readonly participants: () => readonly string[];
  /** What the user wrote and is not here yet, in order. */
  readonly outgoing: () => readonly (Queued | Accepted)[];
}

/** An emoji more than so many is somebody's mischief. */
const MOST_EMOJI = 50;

/** Among how many rows behind a finding the next message is looked for. */
const NEAR = 100;

/** Makes rows of what is held: with names as they are now, and with what waits to be sent as if it were there. */
export class Rows {
  readonly #stretch: Stretch;
  readonly #context: RowContext;
  readonly #pending: PendingChanges;

  constructor(stretch: Stretch, context: RowContext) {
    this.#stretch = stretch;
    this.#context = context;
    const { userId, outgoing } = context;
    this.#pending = new PendingChanges(userId, outgoing, (emoji, ids) => this.#reaction(emoji, ids));
  }

  /** @returns undefined for what is no row of its own */
  of(held: Held): TimelineItem | undefined {
    if (!this.#stretch.isShown(held)) return undefined;
    if (held.kind === 'finding') {
      const { id, finding } = held;
      return { row: 'finding', id, at: this.#momentOfFinding(held), finding };
    }
    const { entry, view } = held;
    if (entry.state === 'unopened') {
      const { id, created, code, reason } = entry;
      return { row: 'unopened', id, at: momentOf(created), created, code, reason };
    }
    if (!view || entry.state === 'removed') return this.#removed(held);
    const said = (id: string) => this.#said(id);
    const folded = foldMessage(view, this.#stretch.standing(view), this.#stretch.changes, said);
    if (folded.deleted) return this.#removed(held);
    return folded.event === undefined ? this.#message(held, folded) : this.#event(held, folded, folded.event);
  }

  /** A message that is on its way: shown at once. @returns undefined for a change, which shows at its target */
  ofOutgoing(message: Queued | Accepted): MessageItem | undefined {
    const { id, content, sent } = message;
    if (content.kind !== 'text' && content.kind !== 'file') return undefined;
    const created = 'created' in message ? message.created : '';
    const { failure } = message;
    const { edited, body } = this.#pending.edit(id, content.body ?? '', sent, undefined);
    return {
      row: 'message',
      id,
      at: created === '' ? sent : momentOf(created),
      created,
      sent,
      sender: this.#sender(this.#context.userId, true),
      own: true,
      body,
      ...fileOf(content),
      ...(edited && { edited }),
      reactions: this.#pending.reactions(id, []),
      replyTo: content.kind === 'text' ? [content.replyto ?? []].flat().map((one) => this.#quote(one)) : [],
      mentions: this.#mentions(body),
      delivered: [],
      viewed: [],
      findings: [],
      state: created !== '' ? 'accepted' : failure ? 'failed' : 'waiting',
      ...(failure && { failure }),
    };
  }

  #message({ entry }: HeldMessage, folded: FoldedMessage): MessageItem {
    const { view, edits } = folded;
    const { id, created, sent, imported, findings } = view;
    const content = (entry as { content: Content }).content;
    const at = shownAt(view);
    const given = content.kind === 'file' ? (edits?.newest.at(-1)?.body ?? content.body ?? '') : folded.body;
    const earlier = edits && [
      { at, body: content.kind === 'file' ? (content.body ?? '') : view.body },
      ...edits.newest.slice(0, -1).map((edit) => ({ at: edit.at, body: edit.body })),
    ];
    const accepted: Edited | undefined = edits &&
      earlier && { at: edits.newest.at(-1)?.at ?? at, times: edits.times, earlier };
    const { edited, body, failure } = this.#pending.edit(id, given, at, accepted);
    const reports = this.#stretch.reportsOf(id);
    return {
      row: 'message',
      id,
      at,
      created,
      sent,
      sender: this.#sender(view.sender.id, view.sender.verified),
      own: this.#isOwn(view),
      body,
      ...fileOf(content),
      ...(imported && { imported: shownImport(imported) }),
      ...(edited && { edited }),
      reactions: this.#pending.reactions(id, this.#reactions(folded)),
      replyTo: view.replyto.map((one) => this.#quote(one)),
      mentions: this.#mentions(body),
      delivered: this.#receipts(view, reports),
      viewed: this.#receipts(
        view,
        reports.filter(({ Type }) => Type === 'viewed'),
      ),
      findings,
      state: 'accepted',
      ...(failure && { failure }),
    };
  }

  #event({ entry, id }: HeldMessage, { view, body }: FoldedMessage, text: string): EventItem {
    const content = (entry as { content: Content }).content;
    return {
      row: 'event',
      id,
      at: shownAt(view),
      event: view.kind as EventItem['event'],
      created: view.created,
      sender: this.#sender(view.sender.id, view.sender.verified),
      own: this.#isOwn(view),
      text,
      body,
      ...(content.kind === 'membership' && {
        added: this.#named(content.added),
        removed: this.#named(content.removed),
      }),
      findings: view.findings,
    };
  }

  #removed({ id, entry, view, findings }: HeldMessage): RemovedItem {
    const { changes } = this.#stretch;
    const known = view?.sender.id ?? (entry.state === 'removed' ? entry.from : undefined);
    // Of one that never was here, only its own author can have said to have deleted it.
    const author = known ?? [...changes.deletersOf(id)][0];
    const isDeleted = author !== undefined && changes.isDeletedBy(id, author);
    return {
      row: 'removed',
      id,
      at: view ? shownAt(view) : momentOf(entry.created),
      created: entry.created,
      sender: author === undefined ? undefined : this.#sender(author, true),
      own: author === this.#context.userId,
      by: findings.length > 0 ? 'unexplained' : isDeleted ? 'author' : 'expiry',
      findings: [...(view?.findings ?? []), ...findings],
    };
  }

  #sender(id: string, verified: boolean): Sender {
    const name = this.#nameOf(id);
    return { id, name: verified ? name : `not proven to be ${name}`, verified };
  }

  #isOwn({ sender, imported }: MessageView): boolean {
    return sender.verified && sender.id === this.#context.userId && !imported;
  }

  #said(id: string): Said | undefined {
    const view = this.#stretch.message(id)?.view;
    return view && quotable(foldMessage(view, 'elsewhere', this.#stretch.changes, () => undefined));
  }

  #quote(id: string): TimelineQuote {
    const held = this.#stretch.message(id);
    const deleted = held !== undefined && (!held.view || this.#stretch.changes.isDeleted(held.view));
    const said = deleted ? undefined : this.#said(id);
    if (said && held?.view) {
      const { id: senderId, verified } = held.view.sender;
      return {
        id,
        said: { sender: this.#sender(senderId, verified), name: said.name, text: said.text },
        deleted,
      };
    }
    const own = this.#context.outgoing().find((queued) => queued.id === id);
    const item = own && this.ofOutgoing(own);
    if (!item) return { id, said: undefined, deleted };
    const { sender, body } = item;
    return { id, said: { sender, name: sender.name, text: body }, deleted };
  }

  #reactions({ reactions }: FoldedMessage): TimelineReaction[] {
    return reactions.slice(0, MOST_EMOJI).map(({ emoji, by }) =>
      this.#reaction(
        emoji,
        by.map(({ id }) => id),
      ),
    );
  }

  #reaction(emoji: string, ids: readonly string[]): TimelineReaction {
    const by = ids.map((id) => ({ id, name: this.#nameOf(id) }));
    return { emoji, by, own: ids.includes(this.#context.userId) };
  }

  /** Who sent one of some reports, by person: the first one's moment counts, and the sender's own say nothing. */
  #receipts({ sender }: MessageView, reports: readonly KeptReport[]): Receipt[] {
    const receipts = new Map<string, Receipt>();
    for (const { User: id, Created } of reports) {
      if (id === sender.id || receipts.has(id)) continue;
      receipts.set(id, { id, name: this.#nameOf(id), at: momentOf(Created) });
    }
    return [...receipts.values()];
  }

  #mentions(body: string) {
    if (!body.includes('@')) return [];
    const { participants } = this.#context;
    return mentionsIn(
      body,
      participants().map((id) => ({ id, name: this.#nameOf(id) })),
    );
  }

  #named(ids: readonly string[]): Named[] {
    return [...new Set(ids)].map((id) => {
      const name = this.#context.people.knownNameOf(id);
      return { id, name: name === undefined ? undefined : shownName(name) };
    });
  }

  #nameOf(id: string): string {
    return shownName(this.#context.people.nameOf(id));
  }

  /** The moment of the message behind a finding, else of the one before it. */
  #momentOfFinding(finding: Held): number {
    const { held } = this.#stretch;
    const index = this.#stretch.indexOf(finding);
    const isMessage = (one: Held): one is HeldMessage => one.kind === 'message';
    const near = held.slice(index, index + NEAR).find(isMessage) ?? held.slice(0, index).findLast(isMessage);
    if (!near) return 0;
    return near.view ? shownAt(near.view) : momentOf(near.entry.created);
  }
}

const SOURCE_LIMIT = 120;

function shownImport({ name, source, ...rest }: ImportedFrom): ImportedFrom {
  return { ...rest, name: name && shownName(name), source: oneLine(source, SOURCE_LIMIT) };
}

function fileOf(content: Content): Pick<MessageItem, 'file'> {
  if (content.kind !== 'file') return {};
  const { kind: _kind, body: _body, ...file } = content;
  return { file };
}

function momentOf(date: string): number {
  return fromWireDate(date) ?? 0;
}
