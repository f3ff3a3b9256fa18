import { defineCall } from '../call.ts';
import { StationId } from '../fields.ts';

/** `chatlogin` `removestation`. Source: docs/spec/wire.md part 3. */
export const removestation = defineCall({
  api: 'chatlogin',
  action: 'removestation',
  auth: 'signed',
  replay: 'once',
  about: "Ends the session of another of the caller's stations at once.",
  request: { stationid: StationId },
  response: {},
  errors: ['not_found'],
});
