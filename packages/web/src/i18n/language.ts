import { Observable } from '../model/observable.ts';
import type { Words } from './form.ts';

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What each language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

const KEY = 'parley-language';
const loaders: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => (await import('./en/index.ts')).en,
  de: async () => (await import('./de/index.ts')).de,
};

/** The language and its texts; loaded before anything is shown. */
export const spoken = new Observable<{ language: Language; words: Words } | undefined>(undefined);

/** What the user chose on this browser; undefined to go by the browser's own languages. */
export function chosenLanguage(): Language | undefined {
  return LANGUAGES.find((language) => language === localStorage.getItem(KEY));
}

export function chooseLanguage(language: Language | undefined): Promise<void> {
  if (language === undefined) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, language);
  return speak();
}

/** Loads the language that is chosen, or the first of the browser's that there is. */
export async function speak(): Promise<void> {
  const language = chosenLanguage() ?? firstOf(navigator.languages);
  spoken.set({ language, words: await loaders[language]() });
  document.documentElement.lang = language;
}

/** The first of a browser's languages that there is; English when there is none. */
export function firstOf(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = LANGUAGES.find((language) => language === tag.toLowerCase().split('-')[0]);
    if (found) return found;
  }
  return 'en';
}
