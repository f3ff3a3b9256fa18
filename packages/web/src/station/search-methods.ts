import type { Desk } from './desk.ts';
import type { SearchApi } from './search.ts';

export function searchMethods(desk: Desk): SearchApi {
  return {
    search: ({ query, limit }) => desk.parley.search(query, { limit }),
  };
}
