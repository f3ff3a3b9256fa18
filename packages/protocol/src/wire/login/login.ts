import { defineCall } from '../call.ts';
import { ApiKey } from '../fields.ts';
import { LoginAnswer, StationName } from './answer.ts';

/** `chatlogin` `login`, documented. Source: docs/spec/wire.md parts 1 to 3. */
export const login = defineCall({
  api: 'chatlogin',
  action: 'login',
  auth: 'station',
  replay: 'repeatable',
  about:
    "Starts a session of the station that the headers name. The session key travels under the user's public key, so only who can open the private key learns it. A session that the station already has is replaced at the new session's first signed call.",
  request: { apikey: ApiKey, stationname: StationName },
  response: LoginAnswer,
  errors: ['login_failed'],
});
