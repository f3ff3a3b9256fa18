import type { Words } from '../form.ts';
import { common } from './common.ts';
import { enter } from './enter.ts';
import { errors } from './errors.ts';

/** Every text of the client in German. */
export const de: Words = { common, enter, errors };
