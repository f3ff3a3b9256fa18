import type { Language } from './language.ts';
import { useLanguage } from './words.ts';

const DAY = 86_400_000;
/** Letters and marks that are read from the right. */
const FROM_RIGHT = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Dates and times as a language writes them, in the browser's time zone. */
export interface Formats {
  /** The time of today, the weekday of the last days, otherwise the date. */
  short(at: number): string;
  time(at: number): string;
  /** A day, such as "Today" or "Monday, 8 March 2024". */
  day(at: number): string;
  /** Day and time. */
  full(at: number): string;
  number(value: number): string;
  /** Several, as a sentence names them: "Alice, Bob and Carol". */
  list(parts: readonly string[]): string;
}

/** One for each language: to make a format takes the browser longer than to show a row with it. */
const made = new Map<Language, Formats>();

export function useFormats(): Formats {
  const language = useLanguage();
  const formats = made.get(language) ?? formatsOf(language);
  made.set(language, formats);
  return formats;
}

/** The browser's own kind of a language, such as en-GB: it says how dates and numbers are written. */
function localeOf(language: Language): string {
  return navigator.languages.find((own) => own.toLowerCase().startsWith(language)) ?? language;
}

/** The same of the language that the page is in. */
export function useLocale(): string {
  return localeOf(useLanguage());
}

/** @param now for what "today" is; the clock when absent */
export function formatsOf(language: Language, now: () => number = Date.now): Formats {
  const tag = localeOf(language);
  const format = (options: Intl.DateTimeFormatOptions) => once(() => new Intl.DateTimeFormat(tag, options));
  const time = format({ hour: '2-digit', minute: '2-digit' });
  const weekday = format({ weekday: 'short' });
  const date = format({ day: 'numeric', month: 'numeric', year: '2-digit' });
  const day = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const full = format({ dateStyle: 'medium', timeStyle: 'short' });
  const relative = once(() => new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }));
  const number = once(() => new Intl.NumberFormat(tag));
  const list = once(() => new Intl.ListFormat(tag));
  const daysAgo = (at: number) => Math.round((startOf(now()) - startOf(at)) / DAY);
  return {
    short: (at) => {
      const ago = daysAgo(at);
      if (ago === 0) return time().format(at);
      return ago > 0 && ago < 7 ? weekday().format(at) : date().format(at);
    },
    time: (at) => time().format(at),
    day: (at) => {
      const ago = daysAgo(at);
      return ago === 0 || ago === 1 ? capitalized(relative().format(-ago, 'day')) : day().format(at);
    },
    full: (at) => full().format(at),
    number: (value) => number().format(value),
    list: (parts) => (parts.length > 1 ? list().format(parts.map(isolated)) : (parts[0] ?? '')),
  };
}

/** A part that turns nothing beside it, in texts that cannot hold an element of its own for each. */
function isolated(part: string): string {
  return FROM_RIGHT.test(part) ? `\u2068${part}\u2069` : part;
}

/** Made when it is first used: the first few that a browser makes take it longer than a list to show. */
function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function startOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
