import type { Accepted, Queued } from '../conversation/queue.ts';
import type { Edited, TimelineReaction } from './item.ts';

/** What the user did about messages and is not here yet: shown as if it were. */
export class PendingChanges {
  readonly #userId: string;
  readonly #outgoing: () => readonly (Queued | Accepted)[];
  readonly #reaction: (emoji: string, userIds: readonly string[]) => TimelineReaction;

  /**
   * @param outgoing what the user wrote and is not here yet, in order
   * @param reaction an emoji as it is shown, by those who reacted so
   */
  constructor(
    userId: string,
    outgoing: () => readonly (Queued | Accepted)[],
    reaction: (emoji: string, userIds: readonly string[]) => TimelineReaction,
  ) {
    this.#userId = userId;
    this.#outgoing = outgoing;
    this.#reaction = reaction;
  }

  /**
   * A message with its edits.
   * @param given what it says without them
   * @param at when that was written, in milliseconds since the Unix epoch
   * @param accepted the edits that are here
   */
  edit(id: string, given: string, at: number, accepted: Edited | undefined) {
    let [edited, body] = [accepted, given];
    const pending = this.#about(id);
    for (const { content, sent } of pending) {
      if (content.kind !== 'edit') continue;
      const before = { at: edited?.at ?? at, body };
      const earlier = edited ? [...edited.earlier, before] : [before];
      edited = { at: sent, times: (edited?.times ?? 0) + 1, earlier };
      body = content.body;
    }
    return { edited, body, failure: pending.find(({ failure }) => failure)?.failure };
  }

  /** The reactions to a message. @param accepted those that are here */
  reactions(id: string, accepted: readonly TimelineReaction[]): TimelineReaction[] {
    let reactions = [...accepted];
    for (const { content, failure } of this.#about(id)) {
      if (content.kind !== 'reaction' || failure) continue;
      const { emoji, remove } = content;
      const there = reactions.find((reaction) => reaction.emoji === emoji);
      const others = (there?.by ?? []).map((person) => person.id).filter((one) => one !== this.#userId);
      const changed = this.#reaction(emoji, remove ? others : [...others, this.#userId]);
      if (there) reactions = reactions.map((reaction) => (reaction === there ? changed : reaction));
      else reactions.push(changed);
    }
    return reactions.filter(({ by }) => by.length > 0);
  }

  #about(id: string): readonly Queued[] {
    return this.#outgoing().filter(({ content }) => 'target' in content && content.target === id);
  }
}
