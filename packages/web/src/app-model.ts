import { EnterModel } from './enter/enter-model.ts';
import { Observable } from './model/observable.ts';
import type { Caller } from './rpc/caller.ts';
import { isEnterPage } from './shell/route.ts';
import { Router } from './shell/router.ts';
import type { AccountState } from './station/account.ts';
import type { StationApi } from './station/api.ts';
import type { ConversationView } from './station/conversations.ts';
import type { KeptList } from './station/last-list.ts';
import { noteIn } from './was-in.ts';

/** What the whole page shares: the line to the worker, who is logged in, and where the page is. */
export class AppModel {
  readonly account = new Observable<AccountState>({ state: 'starting' });
  readonly router = new Router();
  readonly enter: EnterModel;
  readonly caller: Caller<StationApi>;
  /** Of the last time that somebody logged in again; undefined until the worker has told of any login. */
  #login: string | undefined;
  #kept: KeptList | undefined;

  /** @param kept what the last visit has left, shown until the worker says how it stands */
  constructor(caller: Caller<StationApi>, kept?: KeptList) {
    this.caller = caller;
    this.#kept = kept;
    if (kept) this.account.set({ state: 'in', account: kept.account });
    this.enter = new EnterModel(caller);
    caller.watch('account', undefined, (state) => this.#show(state));
  }

  /** The list that the last visit of whoever is logged in has left. */
  get keptList(): readonly ConversationView[] | undefined {
    return this.#kept?.conversations;
  }

  /** Whoever gets in goes to where the address said; whoever gets out, to the login. */
  #show(state: AccountState): void {
    const before = this.account.value.state;
    const isAgain = state.state === 'in' && this.#isAnotherLogin(state.login);
    // Another worker says the same again.
    if (JSON.stringify(state) === JSON.stringify(this.account.value)) return;
    this.#kept = undefined;
    if (state.state !== 'starting') noteIn(state.state === 'in');
    const { page } = this.router.route.value;
    if (state.state === 'in' && isEnterPage(page)) this.router.replace({ page: 'list' });
    if (state.state === 'out' && before === 'in') this.router.replace({ page: 'login' });
    this.account.set(state);
    // All that is shown stays, with what is being written, and is told of from there.
    if (isAgain) this.caller.move();
  }

  /** A worker that has begun since somebody logged in again knows nothing of it. */
  #isAnotherLogin(login: string | undefined): boolean {
    const before = this.#login;
    this.#login = login ?? before ?? '';
    return before !== undefined && this.#login !== before;
  }
}
