import type { Static } from 'typebox';
import { Base64, UserId, WireDate, WorkspaceId } from '../fields.ts';
import { PublicKeys, WrappedKeys } from '../objects.ts';
import { Type } from '../schema.ts';

/** The members that `login`, `register` and `recover` answer, documented ones first. */
export const LoginAnswer = {
  server: Type.String({ description: "the server's version" }),
  listeners: Type.Object({ udp: Type.String(), ws: Type.String(), wss: Type.String() }),
  registration: Type.Union([Type.Literal('true'), Type.Literal('false'), Type.Literal('invite')]),
  rsakey: WrappedKeys.rsakey,
  userid: UserId,
  fullname: Type.String(),
  nick: Type.String(),
  urls: Type.Object({
    login: Type.String(),
    availability: Type.String(),
    conversation: Type.String(),
    conversationgroup: Type.String(),
    blocklist: Type.String(),
    fileserver: Type.String(),
    friends: Type.String(),
    notification: Type.String(),
    reports: Type.String(),
  }),
  /** Base64 of 32 random bytes under RSA-OAEP to the user's public key. */
  sessionkey: Base64,
  sessionexpires: WireDate,
  ...PublicKeys,
  rsakeymac: WrappedKeys.rsakeymac,
  signkey: WrappedKeys.signkey,
  workspaceid: WorkspaceId,
};
const LoginAnswerObject = Type.Object(LoginAnswer);
export type LoginAnswer = Static<typeof LoginAnswerObject>;

/** What a station may call itself, for the list of stations. */
export const StationName = Type.Optional(
  Type.Refine(
    Type.String({
      maxLength: 100,
      description: 'a name for this station: at most 100 characters, no control characters',
    }),
    (value) => value.isWellFormed() && !/\p{Cc}/u.test(value),
  ),
);
