import type { TProperties } from 'typebox';
import { type Call, defineCall } from '../call.ts';
import { Base64, ConversationId, Epoch, listOf, PEOPLE_LIMIT, UserId } from '../fields.ts';
import { Conversation, NewEpoch, SharedSecret } from '../objects.ts';
import { Type } from '../schema.ts';

const People = listOf(UserId, PEOPLE_LIMIT, 'user ids', 1);
const NextEpoch = { epoch: Epoch, ...NewEpoch };

/** Every change of a group answers the conversation as the caller now sees it. */
const change = <const Action extends string, Fields extends TProperties>(
  action: Action,
  about: string,
  fields: Fields,
  { replay, errors }: Pick<Call, 'replay' | 'errors'>,
) =>
  defineCall({
    api: 'chatconversationgroup',
    action,
    auth: 'signed',
    replay,
    about,
    request: { conversationid: ConversationId, ...fields },
    response: { conversation: Conversation },
    errors: ['forbidden', 'not_found', ...errors],
  });

/** What makes an epoch may be repeated: by whom and with which signature it was made tells that it is the same. */
const BY_EPOCH = { replay: 'repeatable', errors: ['conflict'] } as const;

/** `chatconversationgroup`. Source: docs/spec/wire.md part 3. */
export const rename = change(
  'rename',
  'Gives the group a new name, sealed under the current epoch; for owners and admins.',
  { epoch: Epoch, displayname: Base64 },
  { replay: 'once', errors: ['epoch_changed'] },
);
export const addparticipants = change(
  'addparticipants',
  'Adds people, with a new epoch for everyone and, if the adder shares history, older epochs for the new ones; for owners and admins. `epoch` is the current one + 1, otherwise `conflict`.',
  {
    participantids: People,
    ...NextEpoch,
    shared: Type.Optional(listOf(SharedSecret, PEOPLE_LIMIT, 'shared epochs')),
  },
  BY_EPOCH,
);
export const removeparticipants = change(
  'removeparticipants',
  'Removes people, with a new epoch for those who stay; for owners, and for admins where only members are removed. `epoch` is the current one + 1, otherwise `conflict`.',
  { participantids: People, ...NextEpoch },
  BY_EPOCH,
);
export const newepoch = change(
  'newepoch',
  'Makes the next epoch for the people who are in the conversation now; for owners, admins and both of two people, and for members while one is due. `epoch` is the current one + 1, otherwise `conflict`.',
  NextEpoch,
  BY_EPOCH,
);
export const setrole = change(
  'setrole',
  "Changes a participant's role; for owners. A group keeps at least one owner.",
  {
    userid: UserId,
    role: Type.Union([Type.Literal('owner'), Type.Literal('admin'), Type.Literal('member')], {
      description: '"owner", "admin" or "member"',
    }),
  },
  { replay: 'once', errors: [] },
);
export const leave = defineCall({
  api: 'chatconversationgroup',
  action: 'leave',
  auth: 'signed',
  replay: 'once',
  about:
    'Leaves the group. A new epoch is then due, which somebody who stays must make before anything is written. An owner leaves when there is another owner, or when alone.',
  request: { conversationid: ConversationId },
  response: {},
  errors: ['forbidden', 'not_found'],
});
