import { timingSafeEqual } from 'node:crypto';
import type { Conversation } from '../../store/conversations.ts';
import type { Caller } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { instanceChanged } from './access.ts';

/** What a cursor belongs to. */
export interface CursorScope {
  /** Workspace id. */
  readonly workspace: string;
  /** Conversation id. */
  readonly conversation: string;
  /** The conversation's current instance. */
  readonly instance: string;
  /** The number of the newest message, report or change. */
  readonly head: number;
}

export function scopeOf(caller: Caller, conversation: Conversation): CursorScope {
  const { id, instance, head } = conversation;
  return { workspace: caller.workspace.id, conversation: id, instance, head };
}

const FORM = /^([A-Za-z0-9]{10})\.(0|[1-9]\d{0,15})\.([0-9a-f]{16})$/;

/**
 * A cursor: everything up to `position` is known. It holds for this conversation and instance alone.
 * Source: docs/spec/wire.md part 3, Delta download.
 * @param key 32 bytes
 */
export function makeCursor(key: Uint8Array, scope: CursorScope, position: number): string {
  const { workspace, conversation, instance } = scope;
  return `${instance}.${position}.${macOf(key, workspace, conversation, instance, position)}`;
}

/**
 * The position of a cursor; 0 for the empty one.
 * @throws Refusal `instance_changed` for one of an earlier instance; `invalid_request` for any other that
 * `makeCursor` did not make for this conversation, or that is ahead of it
 */
export function readCursor(key: Uint8Array, scope: CursorScope, cursor: string): number {
  if (cursor === '') return 0;
  const [, instance = '', digits = '', mac = ''] = FORM.exec(cursor) ?? [];
  const position = Number(digits);
  const right = macOf(key, scope.workspace, scope.conversation, instance, position);
  if (mac === '' || !timingSafeEqual(Buffer.from(mac), Buffer.from(right))) {
    throw new Refusal(
      'invalid_request',
      '`since` must be a cursor from an earlier answer about this conversation, or "" for the beginning.',
    );
  }
  if (instance !== scope.instance) throw instanceChanged(scope.instance);
  if (position > scope.head) {
    throw new Refusal(
      'invalid_request',
      '`since` is ahead of the conversation, whose server was restored from a backup: start over with "".',
    );
  }
  return position;
}

function macOf(
  key: Uint8Array,
  workspace: string,
  conversation: string,
  instance: string,
  position: number,
): string {
  return new Bun.CryptoHasher('sha256', key)
    .update(`parley/cursor/v1\0${workspace}\0${conversation}\0${instance}\0${position}`)
    .digest('hex')
    .slice(0, 16);
}
