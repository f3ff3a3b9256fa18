import type { CallFailure } from '../rpc/failure.ts';
import type { RefusalView } from '../station/refusal.ts';
import type { Words } from './form.ts';

/** Kinds of errors whose code alone does not say what happened: what was being done does. */
type Doing = 'register' | 'again' | 'name' | 'recovery' | 'password' | 'message';

/** A sentence that says what to do: in the user's language where there is one, else in the words of whoever refused. */
export function sentenceOf(
  error: Pick<CallFailure, 'kind' | 'code' | 'message' | 'values'>,
  errors: Words['errors'],
  doing?: Doing,
): string {
  const texts: Readonly<Record<string, string | ((values: Record<string, string>) => string)>> = errors;
  const code = error.kind === 'connection' ? 'connection' : error.code;
  const text = (doing && texts[`${code}_${doing}`]) ?? texts[code] ?? error.message;
  return typeof text === 'string' ? text : text(error.values ?? {});
}

/** A refusal in the user's language, or in the library's words where there is none. */
export function refusalSentence({ code, text }: RefusalView, { errors }: Pick<Words, 'errors'>): string {
  return sentenceOf({ kind: 'trust', code, message: text }, errors);
}
