import type { Static } from 'typebox';
import {
  ConversationId,
  Cursor,
  Instance,
  Nonce,
  StationId,
  UserId,
  WireDate,
  WorkspaceId,
} from '../fields.ts';
import { Notification } from '../notification/download.ts';
import { Message, Report } from '../objects.ts';
import { Type } from '../schema.ts';

/** The string `body` of a subscription, once parsed. Source: docs/spec/wire.md part 2, Listeners. */
export const SubscribeBody = Type.Object({
  action: Type.Literal('subscribe'),
  transport: Type.Union([Type.Literal('ws'), Type.Literal('udp')]),
  nonce: Nonce,
  timestamp: WireDate,
});
export type SubscribeBody = Static<typeof SubscribeBody>;

/**
 * The first text frame of a WebSocket, or a UDP datagram. `signature` is made as on every call, over exactly the
 * string `body`, with srv `chatserver` and api `chatlistener`. Source: docs/spec/wire.md part 2, Listeners.
 */
export const Subscribe = Type.Object({
  action: Type.Literal('subscribe'),
  user: UserId,
  station: StationId,
  signature: Type.String({ pattern: '^[0-9a-f]{64}$', description: '64 lowercase hexadecimal digits' }),
  body: Type.String({ maxLength: 1000, description: 'the signed body, as a string' }),
  workspaceid: Type.Optional(WorkspaceId),
});
export type Subscribe = Static<typeof Subscribe>;

/** What a client says on an open socket while its user is typing. Source: docs/spec/wire.md part 3. */
export const Typing = Type.Object({ action: Type.Literal('typing'), conversationid: ConversationId });
export type Typing = Static<typeof Typing>;

/** What the server pushes over a subscribed WebSocket. Source: docs/spec/wire.md part 2, Listeners; part 3. */
export const Push = Type.Object({
  status: Type.Literal('OK'),
  errormessage: Type.Literal(''),
  ...Notification,
  deltas: Type.Optional(
    Type.Array(
      Type.Object({
        conversationid: ConversationId,
        instance: Instance,
        cursor: Cursor,
        messages: Type.Array(Message),
        reports: Type.Array(Report),
      }),
    ),
  ),
  typingof: Type.Optional(Type.Array(Type.Object({ conversationid: ConversationId, userid: UserId }))),
});
export type Push = Static<typeof Push>;
