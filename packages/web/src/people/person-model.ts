import { Observable } from '../model/observable.ts';
import { Task } from '../model/task.ts';
import type { Caller } from '../rpc/caller.ts';
import type { StationApi } from '../station/api.ts';
import type { PersonView } from '../station/people.ts';

/** One person: keys to compare, and what the user decides about the person. */
export class PersonModel {
  readonly person = new Observable<PersonView | undefined>(undefined);
  readonly task = new Task();
  readonly #caller: Caller<StationApi>;
  readonly #id: string;

  constructor(caller: Caller<StationApi>, id: string) {
    this.#caller = caller;
    this.#id = id;
  }

  async load(): Promise<void> {
    await this.task.run(() => this.#load());
  }

  async setVerified(isVerified: boolean): Promise<void> {
    await this.#change(() => this.#caller.call('markVerified', { id: this.#id, isVerified }));
  }

  async setBlocked(isBlocked: boolean): Promise<void> {
    await this.#change(() => this.#caller.call('setBlocked', { id: this.#id, isBlocked }));
  }

  async setFriend(isFriend: boolean): Promise<void> {
    await this.#change(() => this.#caller.call('setFriend', { id: this.#id, isFriend }));
  }

  async #change(work: () => Promise<void>): Promise<void> {
    await this.task.run(async () => {
      await work();
      await this.#load();
    });
  }

  async #load(): Promise<void> {
    this.person.set(await this.#caller.call('person', { id: this.#id }));
  }
}
