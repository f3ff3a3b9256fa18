import { defineCall } from '../call.ts';
import { ApiKey, Email, FullName, Nick } from '../fields.ts';
import { PublicKeys, Recovery, WrappedKeys } from '../objects.ts';
import { Type } from '../schema.ts';
import { LoginAnswer, StationName } from './answer.ts';

/** `chatlogin` `register`. Source: docs/spec/wire.md part 3. */
export const register = defineCall({
  api: 'chatlogin',
  action: 'register',
  auth: 'station',
  replay: 'repeatable',
  about:
    'Makes a user and logs its first station in. The user id is computed from the e-mail address, which is not kept. An invitation is checked before anything is said about the address; a taken address is `conflict`.',
  request: {
    email: Email,
    fullname: FullName,
    nick: Nick,
    apikey: ApiKey,
    ...PublicKeys,
    ...WrappedKeys,
    recovery: Recovery,
    invite: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'an invitation' })),
    stationname: StationName,
  },
  response: LoginAnswer,
  errors: ['forbidden', 'conflict'],
});
