import { useState } from 'react';
import {
  chooseLanguage,
  chosenLanguage,
  LANGUAGE_NAMES,
  LANGUAGES,
  type Language,
} from '../i18n/language.ts';
import { useWords } from '../i18n/words.ts';
import { Choices } from './choices.tsx';
import { keepTheme, keptTheme, showTheme, type Theme } from './theme.ts';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
const BROWSER = 'browser';

/** Theme and language, for this browser. */
export function AppearanceSection() {
  const { settings } = useWords();
  const [theme, setTheme] = useState(keptTheme);
  const [language, setLanguage] = useState<Language | typeof BROWSER>(() => chosenLanguage() ?? BROWSER);
  return (
    <>
      <Choices
        title={settings.theme}
        choices={THEMES.map((value) => ({ value, name: settings.themes[value] }))}
        chosen={theme}
        onChoose={(value) => {
          keepTheme(value);
          showTheme(value);
          setTheme(value);
        }}
      />
      <Choices
        title={settings.language}
        choices={[
          { value: BROWSER, name: settings.browserLanguage },
          ...LANGUAGES.map((value) => ({ value, name: LANGUAGE_NAMES[value], lang: value })),
        ]}
        chosen={language}
        onChoose={(value) => {
          setLanguage(value);
          void chooseLanguage(value === BROWSER ? undefined : value);
        }}
      />
    </>
  );
}
