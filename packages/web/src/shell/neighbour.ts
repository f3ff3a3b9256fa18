import type { ListState } from '../list/list-model.ts';
import { sectionsOf } from '../list/order.ts';
import type { ConversationView } from '../station/conversations.ts';

/**
 * The conversation above or below one, as the list shows them now; from outside of the list, its last or first.
 * @param isUnread the nearest one with something unread, which is looked for all around
 */
export function neighbourOf(
  { conversations = [], query, showsHidden }: Pick<ListState, 'conversations' | 'query' | 'showsHidden'>,
  openId: string | undefined,
  step: 1 | -1,
  isUnread: boolean,
): ConversationView | undefined {
  const { favorites, others, hidden } = sectionsOf(conversations, query);
  const shown = showsHidden ? hidden : [...favorites, ...others];
  const onwards = step === 1 ? shown : shown.toReversed();
  const at = onwards.findIndex(({ id }) => id === openId);
  if (!isUnread) return onwards[at + 1];
  return [...onwards.slice(at + 1), ...onwards.slice(0, Math.max(at, 0))].find(({ unread }) => unread > 0);
}
