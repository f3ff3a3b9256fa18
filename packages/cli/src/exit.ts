import { ClientError, ConnectionError, IrcLogError, isSessionOver, ServerError } from '@parley/client';

/** What the command's exit code says. Documented in docs/cli.md. */
export const exitCodes = {
  fine: 0,
  failure: 1,
  usage: 2,
  notLoggedIn: 3,
  unreachable: 4,
  incomplete: 5,
  /** As a shell tells of who was stopped by Ctrl-C, and of who wrote to nobody. */
  stopped: 130,
  unread: 141,
} as const;

/** A command that cannot go on; the message says what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: number;

  constructor(message: string, exitCode: number = exitCodes.failure, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** One line for a person, and the exit code, for whatever a command failed with. */
export function failureOf(error: unknown): { readonly line: string; readonly exitCode: number } {
  if (!(error instanceof Error)) return { line: String(error), exitCode: exitCodes.failure };
  // What the server says is meant for who writes a client.
  if (isSessionOver(error)) {
    return { line: 'This station is logged out: use parley login.', exitCode: exitCodes.notLoggedIn };
  }
  return { line: error.message.split('\n')[0] ?? '', exitCode: exitCodeOf(error) };
}

function exitCodeOf(error: Error): number {
  if (error instanceof CommandError) return error.exitCode;
  if (error instanceof ConnectionError) return exitCodes.unreachable;
  if (error instanceof IrcLogError) return exitCodes.usage;
  if (error instanceof ServerError && error.code === 'login_failed') return exitCodes.notLoggedIn;
  if (error instanceof ClientError && error.code === 'not_logged_in') return exitCodes.notLoggedIn;
  return exitCodes.failure;
}
