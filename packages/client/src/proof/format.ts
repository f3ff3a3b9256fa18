import { parseStrictJson } from '@parley/protocol/encoding';
import { Message, matches, Type } from '@parley/protocol/wire';
import type { Static } from 'typebox';

/*
 * An export that proves itself, as JSON Lines: a header, people, epochs, messages in the server's order, and an end
 * that the exporter signs. Source: docs/proof.md; docs/spec/trust.md section 6.
 */

const Text = Type.String();

/** The first line. */
export const Header = Type.Object({
  format: Type.Literal('parley-proof'),
  version: Type.Literal(1),
  workspaceid: Text,
  conversationid: Text,
  instance: Text,
  /** The conversation's name and the moment of the export (`yyyy-MM-dd HH:mm:ss`, UTC): the exporter's word. */
  name: Text,
  exported: Text,
  /** User id of who exported it. */
  exportedby: Text,
  /** Whose key opens the secrets; absent where they stand in clear. */
  secretsfor: Type.Optional(Type.Object({ userid: Text, fingerprint: Text })),
});
export type Header = Static<typeof Header>;

/** A person's public keys. The name is the exporter's word. */
export const PersonLine = Type.Object({
  person: Type.Object({
    userid: Text,
    name: Text,
    publickey: Text,
    signpublickey: Text,
    identitysignature: Text,
  }),
});

/** A conversation's secret: base64 of 32 bytes, or of RSA-OAEP where `secretsfor` names a recipient. */
export const EpochLine = Type.Object({
  epoch: Type.Object({
    epoch: Type.Integer({ minimum: 0, maximum: 0xffffffff }),
    secret: Text,
    secretby: Text,
    secretfor: Type.Array(Type.Object({ userid: Text, fingerprint: Text })),
    secretsignature: Text,
  }),
});

/** A message as the server gave it. */
export const MessageLine = Type.Object({ message: Message });

/** The last line. */
export const EndLine = Type.Object({
  end: Type.Object({
    messages: Type.Integer({ minimum: 0 }),
    /** b64(Ed25519 of the exporter) over all bytes before this line, by their SHA-256. */
    signature: Text,
  }),
});

export type ProofLine =
  | Static<typeof PersonLine>
  | Static<typeof EpochLine>
  | Static<typeof MessageLine>
  | Static<typeof EndLine>;

/** A line behind the header; undefined when it is none of the format. */
export function parseLine(text: string): ProofLine | undefined {
  const value = parsed(text);
  for (const shape of [MessageLine, PersonLine, EpochLine, EndLine]) if (matches(shape, value)) return value;
  return undefined;
}

/** The first line; undefined when it is not of the format. */
export function parseHeader(text: string): Header | undefined {
  const value = parsed(text);
  return matches(Header, value) ? value : undefined;
}

function parsed(text: string): unknown {
  try {
    return parseStrictJson(text);
  } catch {
    return undefined;
  }
}
