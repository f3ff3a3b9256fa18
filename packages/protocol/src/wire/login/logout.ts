import { defineCall } from '../call.ts';

/** `chatlogin` `logout`. Source: docs/spec/wire.md part 3. */
export const logout = defineCall({
  api: 'chatlogin',
  action: 'logout',
  auth: 'signed',
  replay: 'once',
  about: "Ends this station's session at once.",
  request: {},
  response: {},
});
