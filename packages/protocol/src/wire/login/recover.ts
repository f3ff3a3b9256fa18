import { defineCall } from '../call.ts';
import { UserId } from '../fields.ts';
import { Recovery } from '../objects.ts';
import { Type } from '../schema.ts';
import { LoginAnswer, StationName } from './answer.ts';

/** `chatlogin` `recover`. Source: docs/spec/wire.md part 3. */
export const recover = defineCall({
  api: 'chatlogin',
  action: 'recover',
  auth: 'station',
  replay: 'repeatable',
  about:
    'Logs in with what the recovery code proves, for who has lost the password. The client then sets a new password with `changepassword`.',
  request: { userid: UserId, auth: Recovery.properties.auth, stationname: StationName },
  response: { ...LoginAnswer, recovery: Type.Object({ box: Recovery.properties.box }) },
  errors: ['login_failed'],
});
