import { defineCall } from '../call.ts';
import { Base64, Base64OrEmpty, Count } from '../fields.ts';
import { Type } from '../schema.ts';

/** `chatlogin` `keyring`. Source: docs/spec/wire.md part 3; docs/spec/trust.md section 2. */
export const keyring = defineCall({
  api: 'chatlogin',
  action: 'keyring',
  auth: 'signed',
  replay: 'once',
  about:
    'Without `keyring` reads the sealed keyring (counter 0 and an empty box before the first); with it stores it, if its counter is higher than the stored one.',
  request: {
    keyring: Type.Optional(
      Type.Object({ counter: Count, box: Base64 }, { description: 'an object with counter and box' }),
    ),
  },
  response: { keyring: Type.Object({ counter: Count, box: Base64OrEmpty }) },
  errors: ['conflict'],
});
