import { ClientError, ServerError } from '../errors.ts';

interface RetryOptions {
  /** How often it is tried in all. */
  readonly tries: number;
  readonly signal: AbortSignal | undefined;
  /** Whether the same may be tried again after this error. */
  readonly mayRetry: (error: unknown) => boolean;
  /** Mends what it can; true when trying again at once makes sense. Asked once. */
  readonly onError: (error: unknown) => boolean;
}

/** Waits double from here, in milliseconds, each between half and all of it. */
const FIRST_WAIT = 200;
const LONGEST_WAIT = 10_000;
/** A server that asks for more patience than this gets its error shown instead, in milliseconds. */
const LONGEST_RETRY_AFTER = 60_000;

/** Tries something until it succeeds, may not be repeated, or was tried often enough. */
export async function retrying<Result>(
  attempt: () => Promise<Result>,
  options: RetryOptions,
): Promise<Result> {
  let mended = false;
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (!mended && options.onError(error)) {
        mended = true;
        continue;
      }
      const asked = error instanceof ServerError ? error.retryAfter : undefined;
      if (tries >= options.tries || !options.mayRetry(error) || (asked ?? 0) > LONGEST_RETRY_AFTER)
        throw error;
      const backoff = Math.min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT) * (0.5 + Math.random() / 2);
      await pause(Math.max(backoff, asked ?? 0), options.signal);
    }
  }
}

/** Resolves after some milliseconds. @throws ClientError `cancelled` as soon as the signal says so */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = () => {
      clearTimeout(timer);
      reject(new ClientError('cancelled', 'Cancelled.'));
    };
    if (signal?.aborted) return reject(new ClientError('cancelled', 'Cancelled.'));
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', cancel);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', cancel, { once: true });
  });
}
