import { isBase64Of } from '../encoding/index.ts';
import { isHexId, isInstance, isMessageId } from '../ids/index.ts';
import { TrustError } from './errors.ts';

/** What a message says, by kind. Ids of messages are UUIDs, of people and stations 32 hex digits. Source: docs/spec/trust.md section 4, Kinds. */
export type Content = Text | Edit | Reaction | Delete | FileContent | Rename | Membership | Cleared;

export interface Text {
  readonly kind: 'text';
  readonly body: string;
  /** The message or messages that this one answers. */
  readonly replyto?: string | readonly string[];
  /** Present where the signer brought in what someone else wrote elsewhere. */
  readonly imported?: Imported;
}

/** Shown as "name, imported by …". */
export interface Imported {
  readonly name: string;
  readonly source: string;
  readonly line?: 'action' | 'system';
}

/** Counts only from the target's own author. */
export interface Edit {
  readonly kind: 'edit';
  readonly target: string;
  readonly body: string;
}

export interface Reaction {
  readonly kind: 'reaction';
  readonly target: string;
  readonly emoji: string;
  readonly remove?: boolean;
}

/**
 * Counts only from the target's own author; names the target's station and `seq`, to explain the gap it leaves.
 * In the payload they are `targetstation` and `targetseq`, since `station` and `seq` are the message's own there.
 */
export interface Delete {
  readonly kind: 'delete';
  readonly target: string;
  readonly station: string;
  /** 0, which explains nothing, where the payload does not name it. */
  readonly seq: number;
}

export interface FileContent {
  readonly kind: 'file';
  readonly fileid: string;
  /** The file's own key: base64 of 32 bytes. */
  readonly key: string;
  readonly name: string;
  readonly mime: string;
  /** Bytes. */
  readonly size: number;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
  readonly body?: string;
}

export interface Rename {
  readonly kind: 'rename';
  readonly name: string;
}

/** User ids. */
export interface Membership {
  readonly kind: 'membership';
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** The first message of an instance, by who cleared the one before. */
export interface Cleared {
  readonly kind: 'cleared';
  readonly instance: string;
}

/** Of a kind that this version does not know: shown as such, never dropped. */
export interface UnknownContent {
  readonly kind: 'unknown';
  readonly named: string;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const textThat =
  (accepts: (text: string) => boolean): Check =>
  (value) =>
    typeof value === 'string' && accepts(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const isId = textThat(isMessageId);
const isUser = textThat(isHexId);

const isImported: Check = (value) => {
  if (typeof value !== 'object' || value === null) return false;
  const { name, source, line } = value as Record<string, unknown>;
  return isText(name) && isText(source) && (line === undefined || line === 'action' || line === 'system');
};

/** The members of each kind. Others are left alone: a later version may add some. */
const kinds: { readonly [Kind in Content['kind']]: Readonly<Record<string, Check>> } = {
  text: {
    body: isText,
    replyto: optional((value) => isId(value) || listOf(isId)(value)),
    imported: optional(isImported),
  },
  edit: { target: isId, body: isText },
  reaction: { target: isId, emoji: isText, remove: optional((value) => typeof value === 'boolean') },
  delete: {
    target: isId,
    targetstation: optional(isUser),
    targetseq: optional((value) => isCount(value) && value !== 0),
  },
  file: {
    fileid: textThat((text) => isHexId(text) || isMessageId(text)),
    key: textThat((text) => isBase64Of(text, 32)),
    name: isText,
    mime: isText,
    size: isCount,
    width: optional(isCount),
    height: optional(isCount),
    body: optional(isText),
  },
  rename: { name: isText },
  membership: { added: listOf(isUser), removed: listOf(isUser) },
  cleared: { instance: textThat(isInstance) },
};

/** A payload's members as far as its kind goes. */
type Members = { readonly kind: string; readonly [member: string]: unknown };

/**
 * What a payload says. @param payload its members, `kind` among them
 * @throws TrustError bad_kind when a member that its kind has is missing or of the wrong form
 */
export function contentOf(payload: Members): Content | UnknownContent {
  const members = membersOfKind(payload);
  if (!members) return { kind: 'unknown', named: payload.kind };
  const { kind, target, targetstation = payload.station, targetseq = 0 } = members;
  const content = kind === 'delete' ? { kind, target, station: targetstation, seq: targetseq } : members;
  return content as unknown as Content;
}

/** What a payload has to say a content: the inverse of `contentOf`. @throws TrustError bad_kind */
export function membersOf(content: Content): Members {
  const isDelete = content.kind === 'delete';
  const named = isDelete
    ? { kind: content.kind, target: content.target, targetstation: content.station, targetseq: content.seq }
    : (content as unknown as Members);
  const members = membersOfKind(named);
  if (!members) throw new TrustError('bad_kind', 'a kind that readers do not know');
  return members;
}

const checks = new Map(Object.entries(kinds).map(([kind, members]) => [kind, Object.entries(members)]));

/** The members that belong to the kind, checked; undefined when the kind is unknown. */
function membersOfKind(payload: Members): Members | undefined {
  const { kind } = payload;
  const known = checks.get(kind);
  if (!known) return undefined;
  const members: { kind: string; [member: string]: unknown } = { kind };
  for (const [name, accepts] of known) {
    const value = Object.hasOwn(payload, name) ? payload[name] : undefined;
    if (!accepts(value)) throw new TrustError('bad_kind', `${kind}: ${name}`);
    if (value !== undefined) members[name] = value;
  }
  return members;
}

/** Edits and deletes count only from the target's own author. */
export function mayChange(author: string, targetAuthor: string): boolean {
  return author === targetAuthor;
}
