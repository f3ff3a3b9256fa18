import { expect, test } from 'bun:test';
import { ClientError, ConnectionError, ServerError } from '@parley/client';
import type { ErrorCode } from '@parley/protocol/wire';
import { exitCodes, failureOf } from '../src/exit.ts';

const answer = (errorcode: ErrorCode) =>
  new ServerError({ status: 'failure', errorcode, errormessage: 'What the server says.' } as never, 401);

test('whose session is over is told to log in, not what is wrong with a signature', () => {
  for (const code of ['session_expired', 'signature_invalid'] as const) {
    expect(failureOf(answer(code))).toEqual({
      line: 'This station is logged out: use parley login.',
      exitCode: exitCodes.notLoggedIn,
    });
  }
});

test('every kind of failure has its exit code, and one line', () => {
  const codeOf = (error: unknown) => failureOf(error).exitCode;
  expect(codeOf(answer('login_failed'))).toBe(exitCodes.notLoggedIn);
  expect(codeOf(answer('forbidden'))).toBe(exitCodes.failure);
  expect(codeOf(new ClientError('not_logged_in', 'Log in.'))).toBe(exitCodes.notLoggedIn);
  expect(codeOf(new ConnectionError('Away.'))).toBe(exitCodes.unreachable);
  expect(failureOf(new Error('one\ntwo')).line).toBe('one');
});
