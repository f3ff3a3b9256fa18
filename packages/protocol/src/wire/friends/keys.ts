import { defineCall } from '../call.ts';
import { listOf, PEOPLE_LIMIT, UserId } from '../fields.ts';
import { Friend } from '../objects.ts';
import { Type } from '../schema.ts';

/** `chatfriends` `keys`. Source: docs/spec/wire.md part 3. */
export const keys = defineCall({
  api: 'chatfriends',
  action: 'keys',
  auth: 'signed',
  replay: 'repeatable',
  about:
    "The public keys of the people named: of friends, of everyone who is or was in a conversation of the caller's, deactivated ones too, and of the caller. Others are left out.",
  request: { userids: listOf(UserId, PEOPLE_LIMIT, 'user ids') },
  response: { users: Type.Array(Friend) },
});
