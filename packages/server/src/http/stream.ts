import type { JsonText } from '../operations/operation.ts';
import { jsonResponse } from './answer.ts';

export interface StreamEvents {
  /** The answer has several pieces: it takes as long as its reader keeps reading. */
  onStream(): void;
  /** The connection is cut, for this reason. */
  onCut(error: unknown): void;
  /** The streaming is over, however it ended. */
  onEnd(): void;
}

/**
 * JSON text as an answer. Of one piece, it is an ordinary answer; of more, each piece is made when the client has
 * taken the one before. An error midway cuts the connection, so that nobody takes a part for the whole; a client
 * that goes away ends the making.
 * @throws whatever making the first pieces throws
 */
export async function textResponse(text: JsonText, events: StreamEvents): Promise<Response> {
  if (Array.isArray(text.pieces) && text.pieces.length === 1) return jsonResponse(text.pieces[0]);
  const pieces = iteratorOf(text.pieces);
  const first = await pieces.next();
  if (first.done) throw new Error('an answer without a single piece');
  const second = await pieces.next();
  if (second.done) return jsonResponse(first.value);

  events.onStream();
  const encoder = new TextEncoder();
  const ready = [first.value, second.value];
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const piece = ready.shift() ?? (await nextOf(pieces));
          if (piece !== undefined) {
            controller.enqueue(encoder.encode(piece));
            return;
          }
          controller.close();
        } catch (error) {
          events.onCut(error);
          controller.error(error);
        }
        events.onEnd();
      },
      async cancel() {
        events.onEnd();
        await pieces.return?.();
      },
    },
    { highWaterMark: 0 },
  );
  return jsonResponse(stream);
}

type Pieces = Iterator<string> | AsyncIterator<string>;

function iteratorOf(pieces: JsonText['pieces']): Pieces {
  return Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
}

async function nextOf(pieces: Pieces): Promise<string | undefined> {
  const { done, value } = await pieces.next();
  return done ? undefined : value;
}
