import { defineCall } from '../call.ts';
import { WireDate, WorkspaceId } from '../fields.ts';
import { Kdf } from '../objects.ts';
import { Type } from '../schema.ts';

/** `chatlogin` `hello`. Source: docs/spec/wire.md part 3. */
export const hello = defineCall({
  api: 'chatlogin',
  action: 'hello',
  auth: 'none',
  replay: 'repeatable',
  about:
    "What a client must know before it can log in: the workspace that answers under this `Host`, whether one may register there, how passwords become keys, and the server's clock.",
  request: {},
  response: {
    server: Type.String(),
    workspaceid: WorkspaceId,
    workspacename: Type.String(),
    registration: Type.Union([Type.Literal('true'), Type.Literal('false'), Type.Literal('invite')]),
    kdf: Kdf,
    time: WireDate,
  },
});
