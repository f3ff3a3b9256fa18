import { Observable } from '../model/observable.ts';
import { Task } from '../model/task.ts';
import type { Caller } from '../rpc/caller.ts';
import type { StationApi } from '../station/api.ts';
import type { StationView } from '../station/security.ts';

/** Names, password, recovery code and stations of the user. */
export class SecurityModel {
  readonly names = new Task();
  readonly password = new Task();
  readonly code = new Task();
  readonly stationsTask = new Task();
  readonly stations = new Observable<readonly StationView[]>([]);
  /** A new recovery code, until its owner has kept it. */
  readonly newCode = new Observable<string | undefined>(undefined);
  readonly #caller: Caller<StationApi>;

  constructor(caller: Caller<StationApi>) {
    this.#caller = caller;
  }

  async setNames(names: { readonly fullname?: string; readonly nick?: string }): Promise<void> {
    await this.names.run(() => this.#caller.call('setNames', names));
  }

  /** @returns whether it was changed */
  async changePassword(oldPassword: string, newPassword: string): Promise<boolean> {
    await this.password.run(() => this.#caller.call('changePassword', { oldPassword, newPassword }));
    return this.password.state.value.isDone;
  }

  async renewCode(password: string): Promise<void> {
    const code = await this.code.run(() => this.#caller.call('newRecoveryCode', { password }));
    if (code !== undefined) this.newCode.set(code);
  }

  codeKept(): void {
    this.newCode.set(undefined);
    this.code.reset();
    void this.#caller.call('settleCode', undefined);
  }

  /** Loads the stations, and again after another login. @returns what ends it */
  followStations(): () => void {
    const load = () => void this.stationsTask.run(() => this.#loadStations());
    load();
    return this.#caller.onMoved(load);
  }

  async removeStation(id: string): Promise<void> {
    await this.stationsTask.run(async () => {
      await this.#caller.call('removeStation', { id });
      await this.#loadStations();
    });
  }

  async #loadStations(): Promise<void> {
    this.stations.set(await this.#caller.call('stations', undefined));
  }
}
