import type { Conversation, Recipient } from '@parley/protocol/wire';
import type { Reader } from '../../store/engine/engine.ts';
import {
  conversationSeenBy,
  conversationsSeenBy,
  type Participant,
  peopleOf,
  peopleSeenBy,
  type SeenConversation,
} from '../../store/participants.ts';
import type { Caller } from '../operation.ts';
import { noConversation } from './access.ts';

/** One conversation as the caller sees it. @throws Refusal `not_found` */
export async function viewOf(reader: Reader, caller: Caller, id: string): Promise<Conversation> {
  const { workspace, user } = caller;
  const seen = await conversationSeenBy(reader, workspace.id, user, id);
  if (!seen) throw noConversation();
  return conversationFor(user, seen, await peopleOf(reader, workspace.id, user, seen.key));
}

/** Every conversation that the caller takes part in, the one used last first. */
export async function viewsOf(reader: Reader, caller: Caller): Promise<Conversation[]> {
  const { workspace, user } = caller;
  const people = Map.groupBy(
    await peopleSeenBy(reader, workspace.id, user),
    ({ conversation }) => conversation,
  );
  const seen = await conversationsSeenBy(reader, workspace.id, user);
  return seen.map((one) => conversationFor(user, one, people.get(one.key) ?? []));
}

/**
 * The conversation object, its members in the documented order: of the private choices it shows the user's own.
 * Source: docs/spec/wire.md part 1, facts.
 */
function conversationFor(user: string, seen: SeenConversation, people: readonly Participant[]): Conversation {
  const ismuted = seen.ismuted === 1;
  const isfavorite = seen.isfavorite === 1;
  return {
    id: seen.id,
    isgroup: seen.isgroup === 1,
    participantids: people.map(({ userid }) => userid),
    participants: people.map(({ userid, nick }) => ({ userid, username: nick })),
    displayname: seen.displayname,
    lastmessageid: seen.lastmessageid,
    lastreportid: seen.lastreportid,
    lastaccess: seen.lastaccess,
    secret: seen.secret,
    instance: seen.instance,
    mutedby: ismuted ? [user] : [],
    favoriteby: isfavorite ? [user] : [],
    hiddenby: [],
    properties: [
      {
        userid: user,
        ismuted,
        isfavorite,
        hideid: seen.hideid,
        listitembackgroundcolor: seen.color,
      },
    ],
    epoch: seen.epoch,
    secretby: seen.secretby,
    secretfor: JSON.parse(seen.secretfor) as Recipient[],
    secretsignature: seen.secretsignature,
  };
}
