/**
 * What a reader noticed in the order of proven messages. None is an error of a message by itself: each is shown
 * where it stands. Source: docs/spec/trust.md section 4.
 */
export type Finding =
  /** Messages of one station are not there, from `first` to `last`. */
  | { readonly finding: 'gap'; readonly first: number; readonly last: number }
  /** The message `seq` names another predecessor than the one that stands before it. */
  | { readonly finding: 'chain_mismatch'; readonly seq: number }
  /** A second message with the same `seq`: not trustworthy is the added one ("this") or the one held. */
  | { readonly finding: 'duplicate_seq'; readonly seq: number; readonly untrusted: 'this' | 'held' }
  /** The message `seq` stands after its successor `after`. */
  | { readonly finding: 'reordered'; readonly seq: number; readonly after: number }
  /** A station that wrote before names no message as the last it held. */
  | { readonly finding: 'prev_absent' }
  /** The message named as the last one held is not there. */
  | { readonly finding: 'prev_missing'; readonly id: string }
  /** The message named as the last one held has another content here. */
  | { readonly finding: 'prev_different'; readonly id: string }
  /** The message named as the last one held stands elsewhere in the order. */
  | { readonly finding: 'prev_reordered'; readonly id: string }
  /** A message is gone that its author did not delete and whose time had not passed. */
  | { readonly finding: 'removed_by_server'; readonly id: string }
  /** The instance is gone, and nobody says to have cleared it. */
  | { readonly finding: 'cleared_by_server'; readonly instance: string }
  /** The message stands after one of a higher epoch: it is not trustworthy. */
  | { readonly finding: 'epoch_went_back'; readonly epoch: number; readonly after: number };

/** A finding in a few words, to be shown where it stands. */
export function describeFinding(finding: Finding): string {
  switch (finding.finding) {
    case 'gap': {
      const count = finding.last - finding.first + 1;
      return count === 1 ? '1 message missing here' : `${count} messages missing here`;
    }
    case 'chain_mismatch':
      return 'does not follow the message before it: one of the two was replaced';
    case 'duplicate_seq':
      return 'a second message in the place of another: not trustworthy';
    case 'reordered':
    case 'prev_reordered':
      return 'reordered by the server';
    case 'prev_absent':
      return 'does not say which message it follows';
    case 'prev_missing':
      return 'follows a message that is missing here';
    case 'prev_different':
      return 'follows a message that was different when it was written';
    case 'removed_by_server':
      return 'removed by the server';
    case 'cleared_by_server':
      return 'cleared by the server';
    case 'epoch_went_back':
      return 'written under an old key after a newer one was in use: not trustworthy';
  }
}
