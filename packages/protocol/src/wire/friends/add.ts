import { defineCall } from '../call.ts';
import { UserId } from '../fields.ts';

/** `chatfriends` `add`. Source: docs/spec/wire.md part 3. */
export const add = defineCall({
  api: 'chatfriends',
  action: 'add',
  auth: 'signed',
  replay: 'once',
  about:
    'Makes two people friends. In an open workspace at once; in a closed one it is a request, which the other side grants with `add`. A friend already: OK, and nothing changes.',
  request: { friendid: UserId },
  response: {},
  errors: ['not_found', 'forbidden'],
});
