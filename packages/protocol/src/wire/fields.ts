import type { TSchema } from 'typebox';
import { isBase64, isVisible, isWireDate } from '../encoding/index.ts';
import { normalizeEmail } from '../ids/index.ts';
import { Type } from './schema.ts';

/*
 * The fields of the wire, each once. A field's `description` completes the sentence
 * "`name` must be …" of an `invalid_request`, so it says what is expected.
 */

/** The largest request body, in bytes. Source: docs/spec/wire.md part 3, import; errors. */
export const BODY_LIMIT = 1024 * 1024;

const HEX_32 = '^[0-9a-f]{32}$';
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

const text = (pattern: string, description: string) => Type.String({ pattern, description });

/** A pattern says nothing of dates that no calendar has; this does. */
const isDateOrEmpty = (value: string) => value === '' || isWireDate(value);

export const UserId = text(HEX_32, 'a user id: 32 lowercase hexadecimal digits');
export const StationId = text(HEX_32, 'a station id: 32 lowercase hexadecimal digits');
export const ConversationId = text(HEX_32, 'a conversation id: 32 lowercase hexadecimal digits');
export const WorkspaceId = text(HEX_32, 'a workspace id: 32 lowercase hexadecimal digits');
export const Digest = text('^(?:[0-9a-f]{32})?$', '32 lowercase hexadecimal digits, or empty');
export const Nonce = text(HEX_32, '32 random lowercase hexadecimal digits');
export const ApiKey = text('^[0-9a-f]{64}$', '64 lowercase hexadecimal digits');
export const Instance = text('^[A-Za-z0-9]{10}$', 'an instance: 10 letters and digits');
export const MessageId = text(`^${UUID}$`, 'a lowercase UUID');
export const MessageIdOrEmpty = text(`^(?:${UUID})?$`, 'a lowercase UUID, or empty');
export const Color = text('^#[0-9A-Fa-f]{6}$', 'a colour as #rrggbb');
export const Cursor = Type.String({ maxLength: 200, description: 'a cursor of an earlier answer, or empty' });

const DATE = 'a date in UTC as yyyy-MM-dd HH:mm:ss';
export const WireDate = Type.Refine(Type.String({ description: DATE }), isWireDate);
export const WireDateOrEmpty = Type.Refine(Type.String({ description: `${DATE}, or empty` }), isDateOrEmpty);

/** Base64 of any length up to the body limit, or of an exact number of bytes. */
export const Base64 = base64('base64 (standard alphabet, padded, unused bits zero), not empty', 1);
const OR_EMPTY = 'base64 (standard alphabet, padded, unused bits zero), or empty';
export const Base64OrEmpty = base64(OR_EMPTY, 0);
/** The same; whether it is base64 is left to whoever reads it. */
export const Base64Unread = base64Text(OR_EMPTY, 0);
export const Bytes32 = base64('base64 of 32 bytes', 44, 44);
export const Bytes64 = base64('base64 of 64 bytes', 88, 88);

function base64(description: string, minLength: number, maxLength?: number) {
  return Type.Refine(base64Text(description, minLength, maxLength), isBase64);
}

function base64Text(description: string, minLength: number, maxLength = BODY_LIMIT) {
  return Type.String({ minLength, maxLength, description });
}

export const Epoch = Type.Integer({
  minimum: 0,
  maximum: 0xffffffff,
  description: 'an epoch: an integer from 0',
});
export const Limit = Type.Integer({ minimum: 1, maximum: 1000, description: 'an integer from 1 to 1000' });
export const Count = Type.Integer({ minimum: 0, description: 'an integer from 0' });
export const Flag = Type.Boolean({ description: 'true or false' });

/** Text that a person typed and others see: no control characters, nothing that is not Unicode text. */
export function personText(what: string, maxLength: number) {
  return Type.Refine(
    Type.String({
      minLength: 1,
      maxLength,
      description: `${what}: 1 to ${maxLength} characters, at least one of them visible, no control characters`,
    }),
    (value) => value.isWellFormed() && !CONTROL.test(value) && isVisible(value),
  );
}
/*
 * Cc are controls (U+0000 among them); the listed ones turn the direction of text or break lines, by which a
 * name could pose as another's or spill over what stands beside it.
 */
const CONTROL = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

export const FullName = personText('a name', 100);
export const Nick = personText('a nick', 40);

export const Email = Type.Refine(
  Type.String({ minLength: 3, maxLength: 254, description: 'an e-mail address, such as name@example.org' }),
  (value) => value.isWellFormed() && /^[^\p{C}\p{Z}@]+@[^\p{C}\p{Z}@]+$/u.test(normalizeEmail(value)),
);

/** A list with at most `maxItems` entries. */
export function listOf<Item extends TSchema>(item: Item, maxItems: number, what: string, minItems = 0) {
  const count = minItems > 0 ? `${minItems} to ${maxItems}` : `at most ${maxItems}`;
  return Type.Array(item, { maxItems, minItems, description: `a list of ${count} ${what}` });
}

/** The most people that one call may name: participants, recipients of a secret. */
export const PEOPLE_LIMIT = 1000;
