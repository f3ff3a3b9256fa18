import { type Availability, type Conversation, type People, shownName } from '@parley/client';

import type { ConversationView } from './conversations.ts';
import { keysRefusalOf, refusalView } from './refusal.ts';

/** What the server calls no colour. */
const WHITE = '#ffffff';

interface Surroundings {
  readonly userId: string;
  readonly people: People;
  readonly availabilityOf: (userId: string) => Availability | undefined;
  readonly isBlocked: (userId: string) => boolean;
  readonly draft: string | undefined;
  readonly isLookedAt: boolean;
  readonly typing: readonly string[];
}

export function viewOfConversation(
  conversation: Conversation,
  { userId, people, availabilityOf, isBlocked, draft, isLookedAt, typing }: Surroundings,
): ConversationView {
  const { object, color, overview } = conversation;
  const { unread, preview } = overview;
  // Whatever the server names as the newest secret: one that is refused is why nothing is read or written under it.
  const secretRefusal = conversation.epochs.refused.get(object.epoch);
  const otherId = object.isgroup ? undefined : object.participantids.find((id) => id !== userId);
  return {
    id: conversation.id,
    isGroup: conversation.isGroup,
    name: shownName(conversation.name),
    nameRefusal: conversation.nameRefusal && refusalView(conversation.nameRefusal),
    secretRefusal: secretRefusal && refusalView(secretRefusal),
    otherId,
    isFavorite: conversation.isFavorite,
    isMuted: conversation.isMuted,
    isHidden: conversation.isHidden,
    color: color.toLowerCase() === WHITE ? '' : color,
    at: lastWritten(conversation),
    unread,
    preview,
    draft,
    unsent: conversation.unsent,
    isEmpty: preview === undefined && (object.lastmessageid === '' || overview.newest !== undefined),
    availability: otherId === undefined ? undefined : (availabilityOf(otherId) ?? 'offline'),
    isVerified: otherId !== undefined && people.get(otherId)?.isVerified === true,
    isBlocked: otherId !== undefined && isBlocked(otherId),
    refused: conversation.readers.flatMap((id) => {
      const refusal = keysRefusalOf(people, id);
      return refusal ? [{ id, name: shownName(people.nameOf(id)), refusal }] : [];
    }),
    isLookedAt,
    typing,
    isOwn: conversation.epochs.accepted.get(0)?.secretby === userId,
  };
}

/**
 * When the newest message was accepted, as the server orders its list: the conversation that it listed last may say
 * less, and until anything is written when it was made, which a history that is brought in goes back behind.
 */
function lastWritten({ object, overview }: Conversation): number {
  const { lastmessageid, lastaccess } = object;
  const listed = lastaccess * 1000;
  const { newest } = overview;
  if (!newest) return Math.max(listed, overview.preview?.at ?? 0);
  return lastmessageid === '' || lastmessageid === newest.id ? newest.at : Math.max(newest.at, listed);
}
