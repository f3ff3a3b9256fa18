import { useObservable } from '../model/use-observable.ts';
import type { Words } from './form.ts';
import { type Language, spoken } from './language.ts';

export type { Words };

/** The texts to show. */
export function useWords(): Words {
  return loaded(useObservable(spoken)).words;
}

/** The texts, outside of views. */
export function currentWords(): Words {
  return loaded(spoken.value).words;
}

/** The language for dates and numbers. */
export function useLanguage(): Language {
  return loaded(useObservable(spoken)).language;
}

function loaded<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('no language is loaded');
  return value;
}
