import { defineCall } from '../call.ts';
import { UserId } from '../fields.ts';
import { Friend } from '../objects.ts';
import { Type } from '../schema.ts';

/** `chatfriends` `list`, documented. Source: docs/spec/wire.md parts 1 and 3. */
export const list = defineCall({
  api: 'chatfriends',
  action: 'list',
  auth: 'signed',
  replay: 'repeatable',
  about:
    "The caller's friends: `friends` maps each id to a nick, `availabilities` has one entry each, in the same order.",
  request: {},
  response: { friends: Type.Record(UserId, Type.String()), availabilities: Type.Array(Friend) },
});
