import { common } from './common.ts';
import { enter } from './enter.ts';
import { errors } from './errors.ts';

/** Every text of the client in English: one file for each feature. */
export const en = { common, enter, errors };
