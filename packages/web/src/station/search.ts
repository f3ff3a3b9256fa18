import type { SearchHit } from '@parley/client';

export type { SearchHit };

export interface SearchApi {
  /**
   * The newest messages that hold all words of the query, parts of words too, in all conversations; newest first. Of a
   * long text, its beginning.
   */
  search(input: { readonly query: string; readonly limit: number }): Promise<readonly SearchHit[]>;
}
