import { defineCall } from '../call.ts';
import { personText } from '../fields.ts';
import { Friend } from '../objects.ts';
import { Type } from '../schema.ts';

/** `chatfriends` `search`. Source: docs/spec/wire.md part 3. */
export const search = defineCall({
  api: 'chatfriends',
  action: 'search',
  auth: 'signed',
  replay: 'repeatable',
  about:
    "People of the workspace's directory whose name or nick contains the query, or whose whole e-mail address it is; at most 50.",
  request: { query: personText('what to search for', 254) },
  response: { users: Type.Array(Friend) },
});
