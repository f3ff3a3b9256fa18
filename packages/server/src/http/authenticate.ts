import { timingSafeEqual } from 'node:crypto';
import { isHexId } from '@parley/protocol/ids';
import { headers, signaturePrefix } from '@parley/protocol/wire';
import { Refusal } from '../operations/refusal.ts';
import type { Session, Sessions } from '../sessions/sessions.ts';
import type { StationOf } from '../store/sessions.ts';
import type { Service } from './catalogue.ts';

/** Who has signed a request. */
export interface Proof {
  readonly user: string;
  /** Empty for a service without station header. */
  readonly station: string;
  readonly session: Session;
  readonly signature: string;
}

/**
 * Checks a request's signature over its exact bytes, before anything is read out of them.
 * @throws Refusal `signature_invalid`; `session_expired`; `invalid_request` for headers that are no ids
 * Source: docs/spec/wire.md part 2, Signature.
 */
export async function authenticate(
  sessions: Sessions,
  workspace: string,
  { srv, api, auths }: Service,
  request: Headers,
  body: Uint8Array,
): Promise<Proof> {
  const signature = request.get(headers.signature);
  if (signature === null) {
    throw new Refusal(
      'signature_invalid',
      `The header ${headers.signature} is missing: sign the request with the session key.`,
    );
  }
  const user = idIn(request, headers.user);
  // A user's call is made without a station, and any of the user's sessions signs it.
  const station = auths.has('user') ? '' : idIn(request, headers.station);
  const of = { workspace, user, station };
  const session = await sessionBehind(sessions, of, { srv, api, signature, body });
  if (!session) {
    throw new Refusal(
      'signature_invalid',
      `The header ${headers.signature} must be the lowercase hex HMAC-SHA-256 of this request under the key of the station's session: check how it is made, or log in again.`,
    );
  }
  return { user, station, session, signature };
}

/** What a session has signed. */
export interface Signed {
  readonly srv: string;
  readonly api: string;
  readonly signature: string;
  readonly body: Uint8Array;
}

/**
 * The live session that made a signature; undefined when none has.
 * @param of its station is empty for a user's call, which any session of the user signs
 * @throws Refusal `session_expired` when there is no session
 */
export async function sessionBehind(
  sessions: Sessions,
  of: StationOf,
  { srv, api, signature, body }: Signed,
): Promise<Session | undefined> {
  const { workspace, user, station } = of;
  const live = station === '' ? await sessions.ofUser(workspace, user) : await sessions.ofStation(of);
  if (live.length === 0) {
    throw new Refusal('session_expired', 'There is no live session of this user and station: log in.');
  }
  const prefix = signaturePrefix(srv, api, station, user);
  return live.find(({ key }) => isSignature(signature, key, prefix, body));
}

/** The id in a header. @throws Refusal `invalid_request` naming the header */
export function idIn(request: Headers, name: string): string {
  const value = request.get(name) ?? '';
  if (isHexId(value)) return value;
  throw new Refusal('invalid_request', `The header ${name} must be 32 lowercase hexadecimal digits.`);
}

function isSignature(signature: string, key: Uint8Array, prefix: string, body: Uint8Array): boolean {
  const right = new Bun.CryptoHasher('sha256', key).update(prefix).update(body).digest('hex');
  const given = Buffer.from(signature);
  return given.length === right.length && timingSafeEqual(given, Buffer.from(right));
}
