import { ClientError, ConnectionError, type IrcLogError, ServerError } from '@parley/client';
import type { CallFailure } from './failure.ts';

/** Describes whatever was thrown; for the worker, which knows the library's errors. */
export function failureOf(error: unknown): CallFailure {
  const { message, code } = error as { message?: string; code?: unknown };
  const { values } = error as Partial<IrcLogError>;
  return {
    kind: kindOf(error),
    code: typeof code === 'string' ? code : '',
    message: message ?? String(error),
    ...(values && { values }),
  };
}

function kindOf(error: unknown): CallFailure['kind'] {
  if (error instanceof ServerError) return 'server';
  if (error instanceof ConnectionError) return 'connection';
  if (error instanceof ClientError) return error.code === 'cancelled' ? 'cancelled' : 'client';
  const { name } = error as { name?: string };
  if (name === 'TrustError') return 'trust';
  return name === 'AbortError' ? 'cancelled' : 'other';
}
