import { defineCall } from '../call.ts';
import { UserId } from '../fields.ts';

/** `chatfriends` `remove`. Source: docs/spec/wire.md part 3. */
export const remove = defineCall({
  api: 'chatfriends',
  action: 'remove',
  auth: 'signed',
  replay: 'once',
  about: 'Ends a friendship, for both. Conversations stay.',
  request: { friendid: UserId },
  response: {},
  errors: ['not_found'],
});
