import { type Bytes, concat, isBase64Of, parseStrictJson, toBase64, utf8 } from '../encoding/index.ts';
import { isHexId, isMessageId } from '../ids/index.ts';
import type { EpochKeys } from './epoch.ts';
import { orRefuse, TrustError } from './errors.ts';
import { type Content, membersOf } from './kinds.ts';

/** The last message that the writing station held as accepted. */
export interface Prev {
  /** Message ID. */
  readonly id: string;
  /** b64(SHA-256 of the bytes that its `Data` decodes to). */
  readonly hash: string;
}

/** What every payload has, whatever its kind. */
export interface Header {
  /** User id of the author. */
  readonly from: string;
  readonly station: string;
  /** 1, 2, 3 … per station, conversation and instance. */
  readonly seq: number;
  /** b64(SHA-256(C of the message `seq` - 1)); absent at 1. */
  readonly chain?: string | undefined;
  /** Absent when the station held no message. */
  readonly prev?: Prev | undefined;
  /** Milliseconds since the Unix epoch, by the author's clock. */
  readonly sent: number;
}

/** A payload as it was read; `contentOf` gives what it says. */
export interface Payload extends Header {
  readonly kind: string;
  readonly [member: string]: unknown;
}

const SIG_OPEN = ',"sig":"';
const SIG_CLOSE = '"}';
const SIG_DIGITS = 88;
/** `,"sig":"`, 88 characters of base64 and `"}`. */
export const SIG_LENGTH = SIG_OPEN.length + SIG_DIGITS + SIG_CLOSE.length;
/** What ends a signed text. */
export const BRACE = 0x7d;

/** The signed text of a new payload. @throws TrustError bad_kind, bad_payload for what readers would refuse */
export function writeSignedText(header: Header, content: Content): Bytes {
  const { from, station, seq, chain, prev, sent } = header;
  const payload = { v: 1, from, station, seq, chain, prev, sent, ...membersOf(content) };
  checkHeader(payload);
  return utf8(JSON.stringify(payload));
}

/** The payload's bytes: the signed text with the signature as its last member. */
export function withSignature(signedText: Uint8Array, signature: Uint8Array): Bytes {
  return concat(signedText.subarray(0, -1), SIG_OPEN, toBase64(signature), SIG_CLOSE);
}

/**
 * Reads a payload strictly: no member name twice, no integer beyond 2^53, `sig` at the very end.
 * @param text its last `SIG_LENGTH` characters are the signature, a byte each: what stands before them and `}` is signed
 * @throws TrustError bad_payload. Source: docs/spec/trust.md section 4.
 */
export function readPayload(text: string): Payload & { readonly sig: string } {
  if (!text.startsWith(SIG_OPEN, text.length - SIG_LENGTH) || !text.endsWith(SIG_CLOSE)) {
    throw new TrustError('bad_payload', 'it does not end with its signature');
  }
  return orRefuse('bad_payload', () => {
    const payload = checkHeader(parseStrictJson(text));
    const { sig } = payload;
    if (typeof sig !== 'string' || !isBase64Of(sig, 64))
      throw new SyntaxError('sig is not base64 of 64 bytes');
    return payload as Payload & { readonly sig: string };
  });
}

/** The signed text in a payload's bytes. */
export function signedTextOf(json: Uint8Array): Bytes {
  const end = json.length - SIG_LENGTH;
  const signedText = new Uint8Array(end + 1);
  signedText.set(json.subarray(0, end));
  signedText[end] = BRACE;
  return signedText;
}

/** The fingerprint under which a payload's author stands in its epoch. @throws TrustError wrong_sender */
export function fingerprintIn({ people }: EpochKeys, { from }: Payload): string {
  const fingerprint = people.get(from);
  if (fingerprint === undefined) throw new TrustError('wrong_sender', `user ${from}`);
  return fingerprint;
}

function checkHeader(value: unknown): Payload {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse('it is not an object');
  const payload = value as Record<string, unknown>;
  const { v, from, station, seq, chain, prev, sent, kind } = payload;
  if (v !== 1) refuse('v is not 1');
  if (typeof from !== 'string' || !isHexId(from)) refuse('from is not a user id');
  if (typeof station !== 'string' || !isHexId(station)) refuse('station is not a station id');
  if (!Number.isSafeInteger(seq) || (seq as number) < 1) refuse('seq is not a count from 1');
  if (seq === 1 ? chain !== undefined : !isHash(chain))
    refuse('chain must be 32 bytes in base64, absent at seq 1');
  if (prev !== undefined && !isPrev(prev)) refuse('prev must have the id and hash of a message');
  if (!Number.isSafeInteger(sent)) refuse('sent is not in milliseconds');
  if (typeof kind !== 'string') refuse('kind is missing');
  return payload as unknown as Payload;
}

function refuse(detail: string): never {
  throw new TrustError('bad_payload', detail);
}

function isHash(value: unknown): boolean {
  return typeof value === 'string' && isBase64Of(value, 32);
}

function isPrev(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { id, hash } = value as Record<string, unknown>;
  return typeof id === 'string' && isMessageId(id) && isHash(hash);
}
