import { Observable } from '../model/observable.ts';
import type { Caller } from '../rpc/caller.ts';
import type { CallError } from '../rpc/failure.ts';
import type { EnterStep, LoginInput, RecoverInput, RegisterInput } from '../station/account.ts';
import type { StationApi } from '../station/api.ts';

export interface EnterState {
  /** What is being done; undefined when nothing is. */
  readonly step?: EnterStep | undefined;
  /** Why the last try failed. */
  readonly error?: CallError | undefined;
  /** The code of an account that was just made, until its owner has kept it. */
  readonly recoveryCode?: string | undefined;
}

/** In the order in which they are done, as far as they are done. */
export const STEPS: readonly EnterStep[] = ['asking', 'deriving', 'making', 'sending', 'opening'];

/** Getting in: registering, logging in, recovering. */
export class EnterModel {
  readonly state = new Observable<EnterState>({});
  readonly #caller: Caller<StationApi>;

  constructor(caller: Caller<StationApi>) {
    this.#caller = caller;
  }

  async login(input: LoginInput): Promise<void> {
    await this.#enter(() => this.#caller.call('login', input, { onValue: this.#onStep }));
  }

  /** Logs in again where the session of whoever is in here is over. */
  async loginAgain(password: string): Promise<void> {
    await this.#enter(() => this.#caller.call('loginAgain', { password }, { onValue: this.#onStep }));
  }

  async recover(input: RecoverInput): Promise<void> {
    await this.#enter(() => this.#caller.call('recover', input, { onValue: this.#onStep }));
  }

  async register(input: RegisterInput): Promise<void> {
    await this.#try(() => this.#caller.call('register', input, { onValue: this.#onStep }));
  }

  /** The owner has the recovery code now. */
  codeKept(): void {
    this.state.set({});
    void this.#caller.call('settleCode', undefined);
  }

  /** Forgets what went wrong on another page. */
  reset(): void {
    if (this.state.value.step === undefined) this.state.change({ error: undefined });
  }

  readonly #onStep = (step: EnterStep) => this.state.set({ step });

  /** Getting in without a recovery code to be kept. */
  async #enter(work: () => Promise<void>): Promise<void> {
    await this.#try(async () => {
      await work();
      return {};
    });
  }

  async #try(work: () => Promise<EnterState>): Promise<void> {
    if (this.state.value.step !== undefined) return;
    this.state.set({ step: 'asking' });
    try {
      this.state.set(await work());
    } catch (error) {
      this.state.set({ error: error as CallError });
    }
  }
}
