import type { Static, TObject, TProperties } from 'typebox';
import type { ErrorCode } from './errors.ts';
import { Nonce, WireDate } from './fields.ts';
import { Type } from './schema.ts';

/**
 * Who calls, and how that is proven:
 * - `none`: anybody;
 * - `station`: anybody who names a station (header `Ozeki-Station`);
 * - `signed`: a user's station with a live session (headers `Ozeki-Signature`, `Ozeki-Station`, `Ozeki-User`);
 * - `user`: any live session of the user (headers `Ozeki-Signature`, `Ozeki-User`).
 */
export type Auth = 'none' | 'station' | 'signed' | 'user';

/** Whether the same signed bytes may be executed again. Source: docs/spec/wire.md part 2, Replay. */
export type Replay = 'repeatable' | 'once';

/** One call of the wire: what it is asked, what it answers, and what may go wrong. */
export interface Call<Request extends TObject = TObject, Response extends TObject = TObject> {
  readonly srv: 'chatserver' | 'chatowner';
  readonly api: string;
  readonly action: string;
  readonly auth: Auth;
  readonly replay: Replay;
  /** What it does, for the API reference: Markdown, complete sentences. */
  readonly about: string;
  /** The whole request body, the members of every signed body included. */
  readonly request: Request;
  /** The whole answer when all went well. Members in the order in which they are answered. */
  readonly response: Response;
  /** The errors of its own, besides those that any call may answer. */
  readonly errors: readonly ErrorCode[];
}

interface CallParts<
  Action extends string,
  Fields extends TProperties,
  Answer extends TProperties,
  A extends Auth,
> {
  srv?: 'chatserver' | 'chatowner';
  api: string;
  action: Action;
  auth: A;
  replay: Replay;
  about: string;
  request: Fields;
  response: Answer;
  errors?: readonly ErrorCode[];
}

/*
 * Members of every body that a session signs. `nonce` makes each request of our clients unique, so that
 * signing anew gives another signature; the server needs no more of it than its presence in the signed bytes.
 */
const Unsigned = { nonce: Type.Optional(Nonce) };
const Signed = {
  clientversioncode: Type.Integer({ minimum: 0, description: "the client's version as an integer" }),
  timestamp: WireDate,
  ...Unsigned,
};
/** As documented, workspace/workspaceregister has neither; a client may send both. */
const SignedByUser = {
  clientversioncode: Type.Optional(Signed.clientversioncode),
  timestamp: Type.Optional(Signed.timestamp),
  ...Unsigned,
};

const Ok = { status: Type.Literal('OK'), errormessage: Type.Literal('') };

function envelopeOf<A extends Auth>(auth: A) {
  const envelopes = { none: Unsigned, station: Unsigned, signed: Signed, user: SignedByUser } as const;
  return envelopes[auth];
}

/** Declares a call whose answer begins with `status` and `errormessage`. */
export function defineCall<
  const Action extends string,
  Fields extends TProperties,
  Answer extends TProperties,
  const A extends Auth,
>(parts: CallParts<Action, Fields, Answer, A>) {
  return assemble(parts, Type.Object({ ...Ok, ...parts.response }));
}

/** Declares a call whose answer begins with its content, as the documented `download` does. */
export function defineStreamedCall<
  const Action extends string,
  Fields extends TProperties,
  Content extends TProperties,
  Answer extends TProperties,
  const A extends Auth,
>(parts: CallParts<Action, Fields, Answer, A> & { content: Content }) {
  return assemble(parts, Type.Object({ ...parts.content, ...Ok, ...parts.response }));
}

function assemble<
  Action extends string,
  Fields extends TProperties,
  Answer extends TProperties,
  A extends Auth,
  Response extends TObject,
>(parts: CallParts<Action, Fields, Answer, A>, response: Response) {
  const { srv = 'chatserver', api, action, auth, replay, about, errors = [] } = parts;
  const request = Type.Object({
    action: Type.Literal(action, { description: `"${action}"` }),
    ...envelopeOf(auth),
    // Last, because `create` has a `nonce` of its own, which is required.
    ...parts.request,
  });
  return { srv, api, action, auth, replay, about, request, response, errors } as const;
}

/** The body of a call's request, as a type. */
export type RequestBody<C extends Call> = Static<C['request']>;
/** The body of a call's OK answer, as a type. */
export type ResponseBody<C extends Call> = Static<C['response']>;
