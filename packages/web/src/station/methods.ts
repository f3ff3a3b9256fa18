import { accountMethods } from './account-methods.ts';
import type { StationApi } from './api.ts';
import { conversationsMethods } from './conversations-methods.ts';
import type { DataApi } from './data.ts';
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
    ...conversationsMethods(desk),
    ...lateDataMethods(desk),
    ...draftsMethods(desk),
    ...peopleMethods(desk),
    ...searchMethods(desk),
    ...securityMethods(desk),
    ...timelineMethods(desk),
  };
}

/** Exports, imports and statistics are loaded when somebody wants one: they are large, and no login needs them. */
function lateDataMethods(desk: Desk): DataApi {
  const load = async () => (await import('./data-methods.ts')).dataMethods(desk);
  return {
    exportConversation: async (input, context) => (await load()).exportConversation(input, context),
    importLogs: async (input, context) => (await load()).importLogs(input, context),
    stats: async (input, context) => (await load()).stats(input, context),
  };
}
