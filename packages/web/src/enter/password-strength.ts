/** 0: too short; 1: weak; 2: fair; 3: good; 4: strong. */
export type PasswordScore = 0 | 1 | 2 | 3 | 4;

/** In characters. */
export const LEAST_LENGTH = 10;
/** Bits of guessing beyond which a score is reached, from 2 on. */
const BOUNDS = [40, 55, 70];
/** What everybody's list of passwords begins with, and what keyboards offer. */
const COMMON =
  /passwor[dt]|passwort|qwert[yz]|asdf|yxcv|zxcv|letmein|welcome|willkommen|iloveyou|admin|dragon|monkey|football|baseball|sunshine|princess|master|hallo|hello|schatz|geheim|secret|parley|test/g;

/**
 * Roughly how well a password stands against guessing; for advice, not for a rule.
 * @param known what others know of the user: parts of it count as nothing
 */
export function passwordScore(password: string, known: readonly string[]): PasswordScore {
  if ([...password].length < LEAST_LENGTH) return 0;
  const bits = guessingBits(password, known);
  return (1 + BOUNDS.filter((bound) => bits >= bound).length) as PasswordScore;
}

function guessingBits(password: string, known: readonly string[]): number {
  let rest = password.toLowerCase();
  for (const word of known.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))) {
    if (word.length >= 3) rest = rest.replaceAll(word, '\0');
  }
  rest = rest.replace(COMMON, '\0');
  const size = alphabetOf(password);
  let characters = 0;
  const all = [...rest];
  for (const [index, character] of all.entries()) {
    const step = (character.codePointAt(0) ?? 0) - (all[index - 1]?.codePointAt(0) ?? -9);
    // A repetition or the next of a row adds hardly anything.
    characters += character === '\0' || Math.abs(step) <= 1 ? 0.2 : 1;
  }
  const distinct = new Set(all).size;
  return Math.min(characters, distinct * 1.6) * Math.log2(size) * (isWords(password) ? 0.6 : 0.9);
}

/** How many characters a guesser must try at each place. */
function alphabetOf(password: string): number {
  const parts: readonly [RegExp, number][] = [
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/[0-9]/, 10],
    [/[ -/:-@[-`{-~]/, 20],
    [/[^ -~]/, 40],
  ];
  return parts.reduce((sum, [pattern, size]) => sum + (pattern.test(password) ? size : 0), 0);
}

/** Whether it consists of words, whose letters follow from each other. */
function isWords(password: string): boolean {
  return /^[\p{L}]{3,}(?:[ .,-][\p{L}]{2,})*[ !?.\d]{0,4}$/u.test(password);
}
