import { Subscribe, SubscribeBody } from '@parley/protocol/wire';
import { sessionBehind } from '../http/authenticate.ts';
import { checkClock, checkShape, parseBody } from '../http/parse.ts';
import type { Replays } from '../http/replays.ts';
import { Refusal } from '../operations/refusal.ts';
import type { Session, Sessions } from '../sessions/sessions.ts';

export interface SubscriptionParts {
  readonly sessions: Sessions;
  readonly replays: Replays;
  now(): number;
}

/**
 * Checks a subscription as a call is checked: the signature over the exact bytes before anything is read out of them,
 * then their shape and time, and that they come for the first time.
 * @param workspaceid of the workspace that the transport names; it wins over one in the object
 * @throws Refusal
 * Source: docs/spec/wire.md part 2, Listeners.
 */
export async function acceptSubscription(
  { sessions, replays, now }: SubscriptionParts,
  bytes: Uint8Array,
  transport: SubscribeBody['transport'],
  workspaceid: (named: string | undefined) => string,
): Promise<Session> {
  const whole = transport === 'ws' ? 'The frame' : 'The datagram';
  const parsed = parseBody(bytes, whole);
  checkShape(Subscribe, parsed, whole);
  const { user, station, signature, body, workspaceid: named } = parsed as Subscribe;
  const of = { workspace: workspaceid(named), user, station };
  const signed = Buffer.from(body);
  const session = await sessionBehind(sessions, of, {
    srv: 'chatserver',
    api: 'chatlistener',
    signature,
    body: signed,
  });
  if (!session) {
    throw new Refusal(
      'signature_invalid',
      "`signature` must be the lowercase hex HMAC-SHA-256 of `body` under the key of the station's session: check how it is made, or log in again.",
    );
  }
  const inner = parseBody(signed, '`body`');
  checkShape(SubscribeBody, inner, '`body`');
  const { transport: wanted, timestamp } = inner as SubscribeBody;
  if (wanted !== transport) {
    throw new Refusal('invalid_request', `\`transport\` must be "${transport}" here.`);
  }
  const moment = now();
  checkClock(timestamp, moment);
  await replays.admit(signature, timestamp, moment);
  if (!(await sessions.use(session))) {
    throw new Refusal('session_expired', 'This session has ended: log in again.');
  }
  return session;
}
