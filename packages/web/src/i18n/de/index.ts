import type { Words } from '../form.ts';
import { common } from './common.ts';
import { composer } from './composer.ts';
import { conversation } from './conversation.ts';
import { data } from './data.ts';
import { enter } from './enter.ts';
import { errors } from './errors.ts';
import { events, findings } from './findings.ts';
import { insights } from './insights.ts';
import { list } from './list.ts';
import { logProblems } from './log-problems.ts';
import { newConversation } from './new-conversation.ts';
import { people } from './people.ts';
import { refusals } from './refusals.ts';
import { search } from './search.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { shortcuts } from './shortcuts.ts';
import { timeline } from './timeline.ts';

/** Every text of the client in German. */
export const de: Words = {
  common,
  composer,
  conversation,
  data,
  enter,
  errors: { ...refusals, ...logProblems, ...errors },
  events,
  findings,
  insights,
  list,
  newConversation,
  people,
  search,
  settings,
  shell,
  shortcuts,
  timeline,
};
