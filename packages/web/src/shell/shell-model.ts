import type { AppModel } from '../app-model.ts';
import { ListModel } from '../list/list-model.ts';
import { Observable } from '../model/observable.ts';
import { Notifier } from '../notify/notifier.ts';
import type { Caller } from '../rpc/caller.ts';
import { SearchModel } from '../search/search-model.ts';
import type { AccountView } from '../station/account.ts';
import type { StationApi } from '../station/api.ts';
import type { Router } from './router.ts';

/** What everything behind the login shares. */
export class ShellModel {
  readonly caller: Caller<StationApi>;
  readonly router: Router;
  readonly list: ListModel;
  readonly search: SearchModel;
  readonly account: AccountView;
  /** Whether a recovery code was made that its owner has not confirmed to have. */
  readonly isCodeDue = new Observable(false);
  readonly #notifier: Notifier;
  readonly #stop: () => void;

  constructor({ caller, router }: AppModel, account: AccountView) {
    this.caller = caller;
    this.router = router;
    this.account = account;
    this.list = new ListModel(caller);
    this.search = new SearchModel(caller);
    this.#notifier = new Notifier(this.list, router);
    this.#stop = caller.watch('codeDue', undefined, (isDue) => this.isCodeDue.set(isDue));
  }

  /** The user wants to be reminded of no recovery code. */
  dismissCode(): void {
    void this.caller.call('settleCode', undefined);
  }

  async logout(): Promise<void> {
    await this.caller.call('logout', undefined);
  }

  close(): void {
    this.#stop();
    this.#notifier.close();
    this.search.close();
    this.list.close();
  }
}
