import type { DataApi } from './data.ts';
import type { Desk } from './desk.ts';

/** Exports, imports and statistics are loaded when they are first asked for: the login does not wait for them. */
export function dataMethods(desk: Desk): DataApi {
  const work = async () => (await import('./data-work.ts')).dataWork(desk);
  return {
    exportConversation: async (input, context) => (await work()).exportConversation(input, context),
    importLogs: async (input, context) => (await work()).importLogs(input, context),
    stats: async (input, context) => (await work()).stats(input, context),
  };
}
