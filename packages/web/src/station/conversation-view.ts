import { type Availability, type Conversation, type People, shownName } from '@parley/client';

import type { ConversationView } from './conversations.ts';
import { keysRefusalOf, refusalView } from './refusal.ts';

/** What the server calls no colour. */
const WHITE = '#ffffff';

interface Surroundings {
  readonly userId: string;
  readonly people: People;
  readonly availabilityOf: (userId: string) => Availability | undefined;
  readonly isLookedAt: boolean;
  readonly typing: readonly string[];
}

export function viewOfConversation(
  conversation: Conversation,
  { userId, people, availabilityOf, isLookedAt, typing }: Surroundings,
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
    at: Math.max(object.lastaccess * 1000, preview?.at ?? 0),
    unread,
    preview,
    isEmpty: preview === undefined && object.lastmessageid === '',
    availability: otherId === undefined ? undefined : (availabilityOf(otherId) ?? 'offline'),
    refused: conversation.readers.flatMap((id) => {
      const refusal = keysRefusalOf(people, id);
      return refusal ? [{ id, name: shownName(people.nameOf(id)), refusal }] : [];
    }),
    isLookedAt,
    typing,
    isOwn: conversation.epochs.accepted.get(0)?.secretby === userId,
  };
}
