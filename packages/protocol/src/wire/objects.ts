import type { Static } from 'typebox';
import {
  Base64,
  Base64OrEmpty,
  Base64Unread,
  Bytes32,
  Bytes64,
  ConversationId,
  Count,
  Digest,
  Epoch,
  Flag,
  Instance,
  listOf,
  MessageId,
  MessageIdOrEmpty,
  PEOPLE_LIMIT,
  StationId,
  UserId,
  WireDate,
} from './fields.ts';
import { Type } from './schema.ts';

/** A message as it is added: exactly these members. Source: docs/spec/wire.md part 1, facts. */
export const NewMessage = Type.Object(
  {
    ID: MessageId,
    Type: Type.Literal('Message', { description: '"Message"' }),
    Created: WireDate,
    ValidUntil: WireDate,
    Data: Base64,
  },
  {
    additionalProperties: false,
    description: 'a message with exactly ID, Type, Created, ValidUntil and Data',
  },
);
export type NewMessage = Static<typeof NewMessage>;

/**
 * A message as it is downloaded; one that was removed has `Type` "Removed" and empty `Data`. Whether `Data` is base64
 * is found out when it is opened: one that is not must not keep anybody from all others.
 */
export const Message = Type.Object({
  ID: MessageId,
  Type: Type.Union([Type.Literal('Message'), Type.Literal('Removed')]),
  Created: WireDate,
  ValidUntil: WireDate,
  Data: Base64Unread,
});
export type Message = Static<typeof Message>;

/** A message as `add` answers it: what was stored, without `Data`. */
export const StoredMessage = Type.Object({
  ID: MessageId,
  Type: Type.Literal('Message'),
  Created: WireDate,
  ValidUntil: WireDate,
});
export type StoredMessage = Static<typeof StoredMessage>;

export const ReportType = Type.Union([Type.Literal('delivered'), Type.Literal('viewed')]);

/** That a station got, or a person saw, a message. */
export const Report = Type.Object({
  ID: MessageId,
  Type: ReportType,
  Created: WireDate,
  ValidUntil: WireDate,
  User: UserId,
  Station: StationId,
  MessageID: MessageId,
});
export type Report = Static<typeof Report>;

/** A person that an epoch is for, bound to that person's keys. Source: docs/spec/trust.md section 3. */
export const Recipient = Type.Object(
  { userid: UserId, fingerprint: Bytes32 },
  { description: 'an object with userid and fingerprint' },
);
export type Recipient = Static<typeof Recipient>;

/** A conversation's secret for one person: RSA-OAEP to that person's public key. */
export const WrappedSecret = Type.Object(
  { userid: UserId, secret: Base64 },
  { description: 'an object with userid and secret' },
);
export type WrappedSecret = Static<typeof WrappedSecret>;

/** What whoever makes an epoch sends. Source: docs/spec/trust.md section 3. */
export const NewEpoch = {
  displayname: Base64OrEmpty,
  secretfor: listOf(Recipient, PEOPLE_LIMIT, 'recipients', 1),
  secretsignature: Bytes64,
  secrets: listOf(WrappedSecret, PEOPLE_LIMIT, 'secrets', 1),
};

/** An older epoch, shared with somebody new. */
export const SharedSecret = Type.Object(
  { epoch: Epoch, userid: UserId, secret: Base64, sharesignature: Bytes64 },
  { description: 'an object with epoch, userid, secret and sharesignature' },
);

/** An epoch as the caller may have it. */
export const Secret = Type.Object({
  epoch: Epoch,
  secret: Base64,
  secretby: UserId,
  secretfor: Type.Array(Recipient),
  secretsignature: Bytes64,
  sharedby: Type.Optional(UserId),
  sharesignature: Type.Optional(Bytes64),
});
export type Secret = Static<typeof Secret>;

/** The caller's own settings of a conversation. */
export const Properties = Type.Object({
  userid: UserId,
  ismuted: Flag,
  isfavorite: Flag,
  hideid: Type.String(),
  listitembackgroundcolor: Type.String(),
});
export type Properties = Static<typeof Properties>;

/** A conversation as the caller sees it; the members after `properties` are additions. */
export const Conversation = Type.Object({
  id: ConversationId,
  isgroup: Flag,
  participantids: Type.Array(UserId),
  participants: Type.Array(Type.Object({ userid: UserId, username: Type.String() })),
  displayname: Base64OrEmpty,
  lastmessageid: MessageIdOrEmpty,
  lastreportid: Digest,
  lastaccess: Count,
  secret: Base64,
  instance: Instance,
  mutedby: Type.Array(UserId),
  favoriteby: Type.Array(UserId),
  hiddenby: Type.Array(UserId),
  properties: Type.Array(Properties),
  epoch: Epoch,
  secretby: UserId,
  secretfor: Type.Array(Recipient),
  secretsignature: Bytes64,
});
export type Conversation = Static<typeof Conversation>;

export const AvailabilityState = Type.Union([
  Type.Literal('available'),
  Type.Literal('away'),
  Type.Literal('busy'),
  Type.Literal('offline'),
]);

/** A person, with the keys that messages and secrets are checked against. */
export const Friend = Type.Object({
  friendid: UserId,
  friendname: Type.String(),
  publickey: Base64,
  availability: AvailabilityState,
  signpublickey: Bytes32,
  identitysignature: Bytes64,
});
export type Friend = Static<typeof Friend>;

/** How a password becomes keys. Source: docs/spec/trust.md section 1. */
export const Kdf = Type.Object({
  algorithm: Type.Literal('argon2id'),
  memory: Count,
  iterations: Count,
  parallelism: Count,
});
export type Kdf = Static<typeof Kdf>;

/** A pair of a box that only the recovery code opens, and what proves the code to the server. */
export const Recovery = Type.Object(
  {
    auth: Type.String({ pattern: '^[0-9a-f]{64}$', description: '64 lowercase hexadecimal digits' }),
    box: Base64,
  },
  { description: 'an object with auth and box' },
);

/** A user's private halves, wrapped with the password. Source: docs/spec/trust.md section 2. */
export const WrappedKeys = {
  rsakey: Type.String({ minLength: 1, maxLength: 16384, description: 'an encrypted PKCS#1 PEM' }),
  rsakeymac: Bytes32,
  signkey: Base64,
};

/** A user's public halves. */
export const PublicKeys = {
  publickey: Base64,
  signpublickey: Bytes32,
  identitysignature: Bytes64,
};
