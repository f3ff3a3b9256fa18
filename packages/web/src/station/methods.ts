import { accountMethods } from './account-methods.ts';
import type { StationApi } from './api.ts';
import { availabilityMethods } from './availability-methods.ts';
import { conversationsMethods } from './conversations-methods.ts';
import { dataMethods } from './data-methods.ts';
import type { Desk } from './desk.ts';
import { draftsMethods } from './drafts-methods.ts';
import { peopleMethods } from './people-methods.ts';
import { searchMethods } from './search-methods.ts';
import { securityMethods } from './security-methods.ts';
import { timelineMethods } from './timeline-methods.ts';

/** What the worker answers; each part stands in its own file. */
export function stationMethods(desk: Desk): StationApi {
  return {
    ...accountMethods(desk),
    ...availabilityMethods(desk),
    ...conversationsMethods(desk),
    ...dataMethods(desk),
    ...draftsMethods(desk),
    ...peopleMethods(desk),
    ...searchMethods(desk),
    ...securityMethods(desk),
    ...timelineMethods(desk),
  };
}
