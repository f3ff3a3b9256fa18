import { ClientError, Parley, type StationOptions } from '@parley/client';
import { eraseIndexedStore, IndexedStore, localKeyOf } from '@parley/client/browser';
import { Observable } from '../model/observable.ts';
import type { AccountState, EnterStep, LoginInput, RegisterInput } from './account.ts';

/** The database of this origin's station. */
const STORE = 'parley';

/** The station in the worker: who is logged in, and with what everything else is done. */
export class Desk {
  readonly account = new Observable<AccountState>({ state: 'starting' });
  readonly #server: string;
  readonly #stationName: string;
  #parley: Parley | undefined;
  #store = new IndexedStore(STORE);

  /** @param server its address @param stationName what the station calls itself in the user's list of stations */
  constructor(server: string, stationName: string) {
    this.#server = server;
    this.#stationName = stationName;
  }

  /** The logged-in station. @throws ClientError `not_logged_in` */
  get parley(): Parley {
    if (!this.#parley) throw new ClientError('not_logged_in', 'Nobody is logged in: log in first.');
    return this.#parley;
  }

  /** Goes on with the login that the store holds. */
  async start(): Promise<void> {
    try {
      this.#enter(await Parley.resume(await this.#options()));
    } catch (error) {
      this.account.set({ state: 'out' });
      if (!(error instanceof ClientError && error.code === 'not_logged_in')) throw error;
    }
  }

  async login(input: LoginInput, onStep: (step: EnterStep) => void): Promise<void> {
    this.#enter(await Parley.login({ ...(await this.#options(onStep)), ...input }));
  }

  /** @returns the recovery code */
  async register(input: RegisterInput, onStep: (step: EnterStep) => void): Promise<string> {
    const { parley, recoveryCode } = await Parley.register({ ...(await this.#options(onStep)), ...input });
    this.#enter(parley);
    return recoveryCode;
  }

  /** Ends the session where the server can be reached, and erases all that is here in any case. */
  async logout(): Promise<void> {
    const { parley } = this;
    try {
      await parley.logout();
    } finally {
      this.#parley = undefined;
      await this.#store.close();
      await eraseIndexedStore(STORE);
      this.#store = new IndexedStore(STORE);
      this.account.set({ state: 'out' });
    }
  }

  async #options(onStep?: (step: EnterStep) => void): Promise<StationOptions> {
    return {
      server: this.#server,
      store: this.#store,
      localKey: await localKeyOf(STORE),
      stationName: this.#stationName,
      onStep,
    };
  }

  #enter(parley: Parley): void {
    this.#parley = parley;
    const { userid, email, fullname, nick, workspaceid, stationid } = parley.account;
    this.account.set({ state: 'in', account: { userid, email, fullname, nick, workspaceid, stationid } });
  }
}
