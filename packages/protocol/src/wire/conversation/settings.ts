import type { TProperties } from 'typebox';
import { defineCall } from '../call.ts';
import { Color, ConversationId } from '../fields.ts';
import { Conversation } from '../objects.ts';
import { Type } from '../schema.ts';

/*
 * The caller's own settings of a conversation, which nobody else sees. All but one need nothing but the
 * conversation's id, and all answer the conversation as the caller now sees it.
 */
const setting = <const Action extends string, Fields extends TProperties>(
  action: Action,
  about: string,
  fields: Fields,
) =>
  defineCall({
    api: 'chatconversation',
    action,
    auth: 'signed',
    replay: 'once',
    about,
    request: { conversationid: ConversationId, ...fields },
    response: { conversation: Conversation },
    errors: ['not_found'],
  });

const HideId = Type.String({
  pattern: '^[A-Za-z0-9]{10};(?:[0-9a-f-]{36})?$',
  description: 'the conversation\'s instance, ";" and its lastmessageid',
});

/** Documented. Source: docs/spec/wire.md part 1, facts. */
export const favorite = setting('favorite', 'Marks the conversation as a favorite.', {});
export const unfavorite = setting('unfavorite', 'Takes the mark of a favorite away.', {});
export const mute = setting('mute', 'Mutes the conversation.', {});
export const unmute = setting('unmute', 'Ends the muting.', {});
export const hide = setting(
  'hide',
  'Hides the conversation while its state equals `hideid`: a new message brings it back.',
  { hideid: HideId },
);
export const unhide = setting('unhide', 'Shows the conversation again.', {});
export const setlistitembackgroundcolor = setting(
  'setlistitembackgroundcolor',
  'Sets the colour behind the conversation in the list.',
  { color: Color },
);
