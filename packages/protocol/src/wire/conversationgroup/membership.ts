import Type, { type TProperties } from 'typebox';
import { defineCall } from '../call.ts';
import { Base64, ConversationId, Epoch, listOf, PEOPLE_LIMIT, UserId } from '../fields.ts';
import { Conversation, NewEpoch, SharedSecret } from '../objects.ts';

const People = listOf(UserId, PEOPLE_LIMIT, 'user ids', 1);
const NextEpoch = { epoch: Epoch, ...NewEpoch };

/** Every change of a group answers the conversation as the caller now sees it. */
const change = <const Action extends string, Fields extends TProperties>(
  action: Action,
  about: string,
  fields: Fields,
  replay: 'repeatable' | 'once' = 'once',
) =>
  defineCall({
    api: 'chatconversationgroup',
    action,
    auth: 'signed',
    replay,
    about,
    request: { conversationid: ConversationId, ...fields },
    response: { conversation: Conversation },
    errors: ['forbidden', 'not_found', 'conflict'],
  });

/** `chatconversationgroup`. Source: docs/spec/wire.md part 3. */
export const rename = change('rename', 'Gives the group a new name, sealed under the current epoch.', {
  epoch: Epoch,
  displayname: Base64,
});
export const addparticipants = change(
  'addparticipants',
  'Adds people, with a new epoch for everyone and, if the adder shares history, older epochs for the new ones.',
  {
    participantids: People,
    ...NextEpoch,
    shared: Type.Optional(listOf(SharedSecret, PEOPLE_LIMIT, 'shared epochs')),
  },
);
export const removeparticipants = change(
  'removeparticipants',
  'Removes people, with a new epoch for those who stay.',
  { participantids: People, ...NextEpoch },
);
export const newepoch = change(
  'newepoch',
  'Makes the next epoch for the people who are in the conversation now.',
  NextEpoch,
  'repeatable',
);
export const setrole = change('setrole', "Changes a participant's role.", {
  userid: UserId,
  role: Type.Union([Type.Literal('owner'), Type.Literal('admin'), Type.Literal('member')], {
    description: '"owner", "admin" or "member"',
  }),
});
export const leave = defineCall({
  api: 'chatconversationgroup',
  action: 'leave',
  auth: 'signed',
  replay: 'once',
  about:
    'Leaves the group. A new epoch is then due, which somebody who stays must make before anything is written.',
  request: { conversationid: ConversationId },
  response: {},
  errors: ['forbidden', 'not_found'],
});
