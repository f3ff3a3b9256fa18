import { EnterModel } from './enter/enter-model.ts';
import { Observable } from './model/observable.ts';
import type { Caller } from './rpc/caller.ts';
import { Router } from './shell/router.ts';
import type { AccountState } from './station/account.ts';
import type { StationApi } from './station/api.ts';

/** What the whole page shares: the line to the worker, who is logged in, and where the page is. */
export class AppModel {
  readonly account = new Observable<AccountState>({ state: 'starting' });
  readonly router = new Router();
  readonly enter: EnterModel;
  readonly caller: Caller<StationApi>;

  constructor(caller: Caller<StationApi>) {
    this.caller = caller;
    this.enter = new EnterModel(caller);
    caller.watch('account', undefined, (state) => this.account.set(state));
  }
}
