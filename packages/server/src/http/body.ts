import { BODY_LIMIT } from '@parley/protocol/wire';
import { Refusal } from '../operations/refusal.ts';

/** How much of a body that is too large is taken in and thrown away, in bytes. */
const DISCARD_LIMIT = 64 * BODY_LIMIT;

/** The client went away, or was too slow, before its request was whole: there is nobody to answer. */
export class RequestBroken extends Error {
  override readonly name = 'RequestBroken';
}

/**
 * The exact bytes of a request's body.
 * @throws Refusal `too_large` when there are more than 1 MiB, whether announced or sent in chunks; RequestBroken
 */
export async function readBody(request: Request): Promise<Uint8Array> {
  const announced = Number(request.headers.get('content-length') ?? Number.NaN);
  try {
    if (announced <= BODY_LIMIT) return await request.bytes();
    return await readChunks(request);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new RequestBroken('the request did not arrive whole', { cause: error });
  }
}

/*
 * What is too large is read on for a while, because many clients look for an answer only after they have sent
 * everything; its bytes are not kept.
 */
async function readChunks(request: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length <= BODY_LIMIT) chunks.push(chunk);
    else if (length > DISCARD_LIMIT) break;
    else chunks.length = 0;
  }
  if (length <= BODY_LIMIT) return Buffer.concat(chunks);
  throw new Refusal('too_large', `The body must have at most ${BODY_LIMIT} bytes: send less at a time.`);
}
