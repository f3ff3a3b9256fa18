import { searchable, wordsOf } from '@parley/client/text';
import type { ConversationView } from '../station/conversations.ts';

export interface Sections {
  readonly favorites: readonly ConversationView[];
  readonly others: readonly ConversationView[];
  readonly hidden: readonly ConversationView[];
}

/** Conversations as the list shows them: favourites on top, the newest first, hidden ones apart. */
export function sectionsOf(conversations: readonly ConversationView[], query: string): Sections {
  const wanted = wordsOf(query);
  const isWanted = ({ name }: ConversationView) => {
    const folded = searchable(name);
    return wanted.every((word) => folded.includes(word));
  };
  const sorted = conversations
    .filter((conversation) => wanted.length === 0 || isWanted(conversation))
    .sort((one, other) => other.at - one.at || (one.id < other.id ? -1 : 1));
  return {
    favorites: sorted.filter(({ isFavorite, isHidden }) => isFavorite && !isHidden),
    others: sorted.filter(({ isFavorite, isHidden }) => !isFavorite && !isHidden),
    hidden: sorted.filter(({ isHidden }) => isHidden),
  };
}
