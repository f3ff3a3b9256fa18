import { createContext } from 'react';

/** The long texts that somebody has asked to see whole: they stay so when their row goes from the page and comes again. */
export const WholeTexts = createContext<Set<string> | undefined>(undefined);
