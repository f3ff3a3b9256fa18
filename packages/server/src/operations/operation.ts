import type { CallName, RequestOf, ResponseOf } from '@parley/protocol/wire';
import type { Engine } from '../store/engine/engine.ts';
import type { Workspace } from '../store/workspaces.ts';
import type { Changes } from './changes.ts';

/** Where time and chance come from: injected, so that tests decide both. */
export interface Sources {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** A new lowercase UUID: ids of reports. */
  uuid(): string;
  /** A new instance: 10 characters of `[A-Za-z0-9]`. */
  instance(): string;
  /** Random bytes. */
  random(length: number): Uint8Array<ArrayBuffer>;
}

/** What every operation may use. */
export interface Services extends Sources {
  readonly store: Engine;
  /** Told through `changing` what a write has changed. */
  readonly changes: Changes;
  /** 32 bytes, derived from the server key: what cursors are authenticated with. */
  readonly cursorKey: Uint8Array<ArrayBuffer>;
}

/** Who calls: an anonymous caller has neither user nor station. */
export interface Caller {
  readonly workspace: Workspace;
  /** User id; empty for calls that are not signed. */
  readonly user: string;
  /** Station id; empty where the call names none. */
  readonly station: string;
}

/**
 * An answer that is already JSON text, in pieces: for answers of any size in constant memory.
 * If iterating throws, the connection is cut, so that nobody takes a part for the whole.
 */
export class JsonText {
  readonly pieces: Iterable<string> | AsyncIterable<string>;
  constructor(pieces: Iterable<string> | AsyncIterable<string>) {
    this.pieces = pieces;
  }
}

/** An operation's answer lacks only `status` and `errormessage`, which the lifecycle adds in the call's own order. */
export type Answer<Name extends CallName> = Omit<ResponseOf<Name>, 'status' | 'errormessage'> | JsonText;

/** The rules of one call. No SQL, no HTTP: it is given a checked body and throws `Refusal`. */
export type Operation<Name extends CallName, S extends Services = Services, C extends Caller = Caller> = (
  services: S,
  caller: C,
  body: RequestOf<Name>,
) => Promise<Answer<Name>>;
