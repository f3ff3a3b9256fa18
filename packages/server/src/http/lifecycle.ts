import { type Call, type CallName, calls, headers } from '@parley/protocol/wire';
import { JsonText, type Operation } from '../operations/operation.ts';
import { Refusal } from '../operations/refusal.ts';
import { routes, type ServerCaller } from '../routes.ts';
import type { ServerServices } from '../services.ts';
import type { Workspace } from '../store/workspaces.ts';
import { okText } from './answer.ts';
import { authenticate, idIn, type Proof } from './authenticate.ts';
import { readBody } from './body.ts';
import { callNameOf, type Service, serviceOf } from './catalogue.ts';
import { checkClock, checkMediaType, checkShape, type Parsed, parseBody } from './parse.ts';
import type { Replays } from './replays.ts';
import type { Target } from './target.ts';

/*
 * The way of a call. Each step hands over to the next, or ends the call with an error of docs/spec/wire.md.
 *
 *   POST /?srv=…&api=…
 *     │
 *     ├─ find ──────────── the service that srv and api name              404 unknown_call
 *     ├─ limit ─────────── application/json, at most 1 MiB                415 unsupported_media_type, 413 too_large
 *     ├─ authenticate ──── Ozeki-Signature over the exact bytes           401 signature_invalid, session_expired
 *     │                    Ozeki-Station and Ozeki-User are ids           400 invalid_request
 *     ├─ parse ─────────── UTF-8, JSON, an object, its action             400 invalid_request, 404 unknown_call
 *     │                    the shape of that action                       400 invalid_request, naming the field
 *     ├─ time ──────────── timestamp within 300 s                         401 clock_skew
 *     │                    not executed before (calls that must not be)   409 replayed
 *     ├─ run ───────────── the operation                                  what it refuses
 *     └─ answer ────────── status, errormessage and the call's members    500 internal, with a requestid
 *
 * In chatlogin some actions are signed and some are not: there the signature is checked in its place, and whether
 * it was needed is known, and enforced, once the action is.
 */

export interface CallRequest {
  readonly target: Target;
  readonly request: Request;
  readonly workspace: Workspace;
  /** Where this caller reaches the server's calls, and its listeners. */
  readonly address: string;
  readonly listeners: ServerCaller['listeners'];
}

export interface Lifecycle {
  readonly services: ServerServices;
  readonly replays: Replays;
  readonly allowUnsignedNotifications: boolean;
}

/**
 * Runs one call.
 * @param named is told the call's name as soon as it is known
 * @returns the text of an OK answer, or its pieces
 * @throws Refusal; RequestBroken; anything else is the server's fault
 */
export async function runCall(
  { services, replays, allowUnsignedNotifications }: Lifecycle,
  callRequest: CallRequest,
  named: (name: CallName) => void,
): Promise<string | JsonText> {
  const { target, request, workspace } = callRequest;
  const service = serviceOf(target.srv, target.api);

  checkMediaType(request.headers.get('content-type'));
  const bytes = await readBody(request);

  const unsigned = mayBeUnsigned(service, request.headers, allowUnsignedNotifications);
  const proof = await outcomeOf(() =>
    authenticate(services.sessions, workspace.id, service, request.headers, bytes),
  );
  if (proof instanceof Refusal && !unsigned) throw proof;

  const body = parseBody(bytes);
  const name = nameIn(service, body);
  named(name);
  const call: Call = calls[name];
  const caller = callerOf(call, proof, callRequest, unsigned);
  checkShape(call.request, body);

  const now = services.now();
  const timestamp = body.timestamp as string | undefined;
  const signed = !(proof instanceof Refusal) && isSigned(call) ? proof : undefined;
  if (signed && timestamp !== undefined) {
    checkClock(timestamp, now);
    if (call.replay === 'once') await replays.admit(signed.signature, timestamp, now);
  }
  if (signed) await noteUse(services, workspace, signed);

  const answer = await operationOf(name)(services, caller, body);
  return answer instanceof JsonText ? answer : okText(call, answer);
}

type AnyOperation = (
  services: ServerServices,
  caller: ServerCaller,
  body: Parsed,
) => ReturnType<Operation<CallName>>;

/** The body has been checked against the schema of this very call, which its operation takes its type from. */
function operationOf(name: CallName): AnyOperation {
  const operations: Record<CallName, unknown> = routes;
  return operations[name] as AnyOperation;
}

function isSigned({ auth }: Call): boolean {
  return auth === 'signed' || auth === 'user';
}

/** Whether the service has actions that need no signature; then only the action tells. */
function mayBeUnsigned(
  { api, auths }: Service,
  given: Headers,
  allowUnsignedNotifications: boolean,
): boolean {
  if (auths.has('none') || auths.has('station')) return true;
  return allowUnsignedNotifications && api === 'chatnotification' && !given.has(headers.signature);
}

async function outcomeOf(prove: () => Promise<Proof>): Promise<Proof | Refusal> {
  try {
    return await prove();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** @throws Refusal `invalid_request`, `unknown_call` */
function nameIn(service: Service, body: Parsed): CallName {
  const action = body.action;
  if (typeof action !== 'string') {
    throw new Refusal('invalid_request', '`action` must be the name of an action, as a string.');
  }
  return callNameOf(service, action);
}

/** @throws Refusal when the action needs a signature, or a station, that the request does not have */
function callerOf(
  call: Call,
  proof: Proof | Refusal,
  callRequest: CallRequest,
  unsigned: boolean,
): ServerCaller {
  const { workspace, request } = callRequest;
  const caller = (user: string, station: string) => ({
    workspace,
    user,
    station,
    // What few calls ask for is made when it is asked for.
    get address() {
      return callRequest.address;
    },
    get listeners() {
      return callRequest.listeners;
    },
    get gone() {
      return request.signal;
    },
  });
  if (call.auth === 'none') return caller('', '');
  if (call.auth === 'station') return caller('', idIn(request.headers, headers.station));
  if (!(proof instanceof Refusal)) return caller(proof.user, proof.station);
  if (unsigned && call.api === 'chatnotification') return caller('', idIn(request.headers, headers.station));
  throw proof;
}

/** @throws Refusal when the session has ended since its key was read */
async function noteUse(
  { sessions, presence }: ServerServices,
  workspace: Workspace,
  { user, session }: Proof,
): Promise<void> {
  if (!(await sessions.use(session))) {
    throw new Refusal('session_expired', 'This session has ended: log in again.');
  }
  presence.seen(workspace.id, user);
}
