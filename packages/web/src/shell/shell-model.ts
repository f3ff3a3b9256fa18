import type { AppModel } from '../app-model.ts';
import { Ahead } from '../conversation/ahead.ts';
import { ListModel } from '../list/list-model.ts';
import { Observable } from '../model/observable.ts';
import { Notifier } from '../notify/notifier.ts';
import type { Caller } from '../rpc/caller.ts';
import { SearchModel } from '../search/search-model.ts';
import type { AccountView } from '../station/account.ts';
import type { StationApi } from '../station/api.ts';
import type { Availability } from '../station/availability.ts';
import type { Router } from './router.ts';

/** What everything behind the login shares. */
export class ShellModel {
  readonly caller: Caller<StationApi>;
  readonly router: Router;
  readonly list: ListModel;
  readonly search: SearchModel;
  readonly ahead: Ahead;
  /** Who is logged in; the names may change. */
  readonly account: Observable<AccountView>;
  /** Whether a recovery code was made that its owner has not confirmed to have. */
  readonly isCodeDue = new Observable(false);
  /** Whether somebody wants to log in again, whose session is over. */
  readonly isLoginAsked = new Observable(false);
  /** How the user wants to be seen. */
  readonly availability = new Observable<Availability>('available');
  /** Whether it is told what keys do. */
  readonly showsShortcuts = new Observable(false);
  readonly #notifier: Notifier;
  readonly #stops: readonly (() => void)[];

  constructor({ caller, router, keptList }: AppModel, account: AccountView) {
    this.caller = caller;
    this.router = router;
    this.account = new Observable(account);
    this.list = new ListModel(caller, keptList);
    this.search = new SearchModel(caller);
    this.ahead = new Ahead(caller, (id) => this.list.get(id));
    this.#notifier = new Notifier(caller, this.list, router);
    const { connection } = this.list;
    this.#stops = [
      // Whoever is back in, in whichever tab, is asked no more.
      connection.observe(() => {
        if (connection.value.state !== 'ended') this.isLoginAsked.set(false);
      }),
      caller.watch('codeDue', undefined, (isDue) => this.isCodeDue.set(isDue)),
      caller.watch('ownAvailability', undefined, (said) => this.availability.set(said)),
    ];
  }

  /** The user wants to be reminded of no recovery code. */
  dismissCode(): void {
    void this.caller.call('settleCode', undefined);
  }

  setAvailability(availability: Availability): void {
    void this.caller.call('setAvailability', { availability });
  }

  async logout(): Promise<void> {
    await this.caller.call('logout', undefined);
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#notifier.close();
    this.ahead.close();
    this.search.close();
    this.list.close();
  }
}
