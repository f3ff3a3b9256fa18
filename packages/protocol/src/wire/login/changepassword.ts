import { defineCall } from '../call.ts';
import { ApiKey } from '../fields.ts';
import { Recovery, WrappedKeys } from '../objects.ts';
import { Type } from '../schema.ts';

/** `chatlogin` `changepassword`. Source: docs/spec/wire.md part 3. */
export const changepassword = defineCall({
  api: 'chatlogin',
  action: 'changepassword',
  auth: 'signed',
  replay: 'once',
  about:
    'Wraps the same keys with a new password, in one transaction, and ends every other session. Proven with `oldapikey`, or after `recover` with `auth`.',
  request: {
    apikey: ApiKey,
    ...WrappedKeys,
    recovery: Type.Optional(Recovery),
    oldapikey: Type.Optional(ApiKey),
    auth: Type.Optional(Recovery.properties.auth),
  },
  response: {},
  errors: ['login_failed'],
});
