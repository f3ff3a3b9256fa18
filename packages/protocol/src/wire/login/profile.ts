import { defineCall } from '../call.ts';
import { FullName, Nick } from '../fields.ts';
import { Type } from '../schema.ts';

/**
 * `chatlogin` `profile`: ours, for what the documented calls lack. Others hear of it as of any change in their list of
 * friends. Source: docs/spec/wire.md part 3 (what has no shape there, the project designs).
 */
export const profile = defineCall({
  api: 'chatlogin',
  action: 'profile',
  auth: 'signed',
  replay: 'once',
  about:
    'Changes the name of the caller, or the nick, which is `friendname` to others; what is absent stays as it is, so that without both it only reads. Everyone who has the caller as a friend or in a conversation finds the id in `friendavailabilitesof`, and so do the other stations of the caller.',
  request: { fullname: Type.Optional(FullName), nick: Type.Optional(Nick) },
  response: { fullname: Type.String(), nick: Type.String() },
  errors: [],
});
