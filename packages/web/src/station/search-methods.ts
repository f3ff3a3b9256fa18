import type { Desk } from './desk.ts';
import type { SearchApi } from './search.ts';

/** In UTF-16 units: the page looks for finds this far, and a list of long texts is no list. */
const LOOKED_AT = 20_000;

export function searchMethods(desk: Desk): SearchApi {
  return {
    search: async ({ query, limit }) => {
      await desk.board.held;
      const hits = await desk.parley.search(query, { limit });
      return hits.map((hit) => ({ ...hit, body: hit.body.slice(0, LOOKED_AT) }));
    },
  };
}
