import { ClientError, type Names, Parley, type Person, type StationOptions, Vault } from '@parley/client';
import { eraseIndexedStore, IndexedStore, localKeyOf } from '@parley/client/browser';
import { Observable } from '../model/observable.ts';
import type { AccountState, EnterStep, LoginInput, RecoverInput, RegisterInput } from './account.ts';
import { accountViewOf } from './account-view.ts';
import { Board } from './board.ts';
import { CodeReminder } from './code-reminder.ts';
import { KeptDrafts } from './kept-drafts.ts';
import { LastList } from './last-list.ts';
import { OwnAvailability } from './own-availability.ts';
import { STORE } from './store-name.ts';

/** The station in the worker: who is logged in, and with what everything else is done. */
export class Desk {
  readonly account = new Observable<AccountState>({ state: 'starting' });
  readonly #server: string;
  readonly #stationName: string;
  #parley: Parley | undefined;
  #board: Board | undefined;
  #drafts: KeptDrafts | undefined;
  #availability: OwnAvailability | undefined;
  /** Of the last time that somebody logged in again. */
  #login: string | undefined;
  #store = new IndexedStore(STORE);
  #codeReminder = new CodeReminder(this.#store);

  /** @param server its address @param stationName what the station calls itself in the user's list of stations */
  constructor(server: string, stationName: string) {
    this.#server = server;
    this.#stationName = stationName;
  }

  /** The logged-in station. @throws ClientError `not_logged_in` */
  get parley(): Parley {
    return loggedIn(this.#parley);
  }

  /** What the list of conversations shows. @throws ClientError `not_logged_in` */
  get board(): Board {
    return loggedIn(this.#board);
  }

  /** What was begun to be written. @throws ClientError `not_logged_in` */
  get drafts(): KeptDrafts {
    return loggedIn(this.#drafts);
  }

  /** How the user wants to be seen. @throws ClientError `not_logged_in` */
  get availability(): OwnAvailability {
    return loggedIn(this.#availability);
  }

  /** Whether the user has the recovery code. */
  get codeReminder(): CodeReminder {
    return this.#codeReminder;
  }

  /** A person whose keys are known and trusted. @throws TrustError, ClientError `unknown_person` */
  async person(userId: string): Promise<Person> {
    const { people } = this.parley;
    await people.learn([userId]);
    return people.require(userId);
  }

  /** Goes on with the login that the store holds. */
  async start(): Promise<void> {
    try {
      const [options] = await Promise.all([this.#options(), this.#codeReminder.load()]);
      const last = new LastList(new Vault(options.store, options.localKey));
      this.#enter(await Parley.resume(options), last);
    } catch (error) {
      this.account.set({ state: 'out', ...(isOut(error) ? {} : { reason: (error as Error).message }) });
    }
  }

  async login(input: LoginInput, onStep: (step: EnterStep) => void): Promise<void> {
    this.#enter(await Parley.login({ ...(await this.#options(onStep)), ...input }));
  }

  /** Logs in whoever is in here, and whose session is over: all that is here stays, and what waits is sent. */
  async loginAgain(password: string, onStep: (step: EnterStep) => void): Promise<void> {
    const { board, parley } = this;
    const { email } = parley.account;
    const anew = await Parley.login({ ...(await this.#options(onStep)), email, password });
    await board.close();
    this.#login = crypto.randomUUID();
    this.#enter(anew);
  }

  /** Logs in with the recovery code, and sets a new password. */
  async recover(
    { email, recoveryCode, password }: RecoverInput,
    onStep: (step: EnterStep) => void,
  ): Promise<void> {
    const options = { ...(await this.#options(onStep)), email, recoveryCode, newPassword: password };
    this.#enter(await Parley.recover(options));
  }

  /** @returns the recovery code */
  async register(input: RegisterInput, onStep: (step: EnterStep) => void): Promise<string> {
    const options = { ...(await this.#options(onStep)), ...input };
    const { parley, recoveryCode } = await this.#codeReminder.during(() => Parley.register(options));
    this.#enter(parley);
    return recoveryCode;
  }

  /** Changes what the user is called; what is absent stays as it is. */
  async setNames(names: Partial<Names>): Promise<void> {
    await this.parley.setNames(names);
    this.#renamed();
  }

  /** Ends the session where the server can be reached, and erases all that is here in any case. */
  async logout(): Promise<void> {
    const { parley, board } = this;
    try {
      await board.close();
      await parley.logout();
    } finally {
      this.#parley = undefined;
      this.#board = undefined;
      this.#drafts = undefined;
      this.#availability = undefined;
      await this.#store.close();
      await eraseIndexedStore(STORE);
      this.#store = new IndexedStore(STORE);
      this.#codeReminder = new CodeReminder(this.#store);
      this.account.set({ state: 'out' });
    }
  }

  async #options(onStep?: (step: EnterStep) => void) {
    return {
      server: this.#server,
      store: this.#store,
      localKey: (await this.#store.localKey()) ?? (await localKeyOf(STORE)),
      stationName: this.#stationName,
      onStep,
    } satisfies StationOptions;
  }

  #enter(parley: Parley, last = new LastList(parley.station.vault)): void {
    this.#parley = parley;
    this.#drafts = new KeptDrafts(parley);
    this.#board = new Board(parley, { last, drafts: this.#drafts, renamed: () => this.#renamed() });
    this.#availability = new OwnAvailability(parley, this.#board.connection);
    this.#showAccount();
  }

  #showAccount(): void {
    const account = accountViewOf(this.parley.account);
    this.account.set({ state: 'in', account, ...(this.#login && { login: this.#login }) });
  }

  /** The user is called otherwise: the next start begins with that. */
  #renamed(): void {
    this.#showAccount();
    this.board.keep();
  }
}

function isOut(error: unknown): boolean {
  return error instanceof ClientError && error.code === 'not_logged_in';
}

/** What there is once somebody is logged in. @throws ClientError `not_logged_in` */
function loggedIn<Part>(part: Part | undefined): Part {
  if (!part) throw new ClientError('not_logged_in', 'Nobody is logged in: log in first.');
  return part;
}
