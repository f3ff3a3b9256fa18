import { defineCall } from '../call.ts';
import { Flag, StationId, WireDate } from '../fields.ts';
import { Type } from '../schema.ts';

/** `chatlogin` `stations`. Source: docs/spec/wire.md part 3. */
export const stations = defineCall({
  api: 'chatlogin',
  action: 'stations',
  auth: 'signed',
  replay: 'repeatable',
  about:
    "The caller's stations that have a live session, the most recently seen first. `loggedin` is when the session began.",
  request: {},
  response: {
    stations: Type.Array(
      Type.Object({
        stationid: StationId,
        name: Type.String(),
        loggedin: WireDate,
        lastseen: WireDate,
        own: Flag,
      }),
    ),
  },
});
