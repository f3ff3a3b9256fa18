import { ServerError } from '@parley/client';
import { CommandError, exitCodes } from '../exit.ts';

/**
 * Does something to a person, named by e-mail address or user id.
 * @param unknown what is said where there is no such person
 * @throws CommandError in the user's words: the server's are meant for who writes a client
 */
export async function onPerson<Result>(
  person: string,
  work: () => Promise<Result>,
  unknown = `Nobody in this workspace is ${person}: check how it is written, or look with parley friends search.`,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ServerError)) throw error;
    if (error.code === 'not_found') throw new CommandError(unknown, exitCodes.failure, { cause: error });
    // Nothing else of such a call can be wrong.
    if (error.code === 'invalid_request') throw onlyYourself(person, error);
    throw error;
  }
}

/** What needs two people was asked for with the user alone. */
export function onlyYourself(person: string, cause?: Error): CommandError {
  return new CommandError(`${person} is yourself: name somebody else.`, exitCodes.usage, { cause });
}
