import type { Context } from '../rpc/methods.ts';
import type { AccountApi } from './account.ts';
import type { DataApi } from './data.ts';

/** Everything that the page asks of the worker that holds the station. Each part's own file says what it is. */
export type StationApi = AccountApi & DataApi;

export type { Context };
