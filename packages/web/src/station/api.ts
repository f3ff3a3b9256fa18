import type { AccountApi } from './account.ts';
import type { AvailabilityApi } from './availability.ts';
import type { ConversationsApi } from './conversations.ts';
import type { DataApi } from './data.ts';
import type { DraftsApi } from './drafts.ts';
import type { PeopleApi } from './people.ts';
import type { SearchApi } from './search.ts';
import type { SecurityApi } from './security.ts';
import type { TimelineApi } from './timeline.ts';

/** Everything that the page asks of the worker that holds the station. Each part's own file says what it is. */
export interface StationApi
  extends AccountApi,
    AvailabilityApi,
    ConversationsApi,
    DataApi,
    DraftsApi,
    PeopleApi,
    SearchApi,
    SecurityApi,
    TimelineApi {}

/** What makes or ends something with each call. Everything else may be done again where nobody knows whether it was. */
const ONCE: readonly string[] = [
  'changePassword',
  'clearConversation',
  'createGroup',
  'register',
  'removeStation',
] satisfies (keyof StationApi)[];

export function isRepeatable(method: string): boolean {
  return !ONCE.includes(method);
}
