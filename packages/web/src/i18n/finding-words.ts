import type { FindingView } from '@parley/client';
import type { Words } from './form.ts';

/** A finding in the user's language, or in the library's words where there is none. */
export function findingSentence({ code, text }: FindingView, { findings }: Pick<Words, 'findings'>): string {
  const words: Readonly<Record<string, string | ((count: number) => string)>> = findings;
  const sentence = words[code];
  if (typeof sentence !== 'function') return sentence ?? text;
  const count = Number.parseInt(text, 10);
  return Number.isNaN(count) ? text : sentence(count);
}
