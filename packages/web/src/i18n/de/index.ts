import type { Words } from '../form.ts';
import { common } from './common.ts';
import { data } from './data.ts';
import { enter } from './enter.ts';
import { errors } from './errors.ts';
import { insights } from './insights.ts';
import { list } from './list.ts';
import { people } from './people.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';

/** Every text of the client in German. */
export const de: Words = { common, data, enter, errors, insights, list, people, settings, shell };
