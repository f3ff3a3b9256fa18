import { Observable } from '../model/observable.ts';
import { Task } from '../model/task.ts';
import type { Caller } from '../rpc/caller.ts';
import type { CallError } from '../rpc/failure.ts';
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

  /** Follows the person. @returns what ends it */
  follow(): () => void {
    let lost: CallError | undefined;
    return this.#caller.watch(
      'person',
      { id: this.#id },
      (person) => {
        this.person.set(person);
        // After another login it is followed again.
        if (lost && lost === this.task.state.value.error) this.task.reset();
        lost = undefined;
      },
      (error) => {
        lost = error;
        this.task.state.change({ error });
      },
    );
  }

  async setVerified(isVerified: boolean): Promise<void> {
    await this.task.run(() => this.#caller.call('markVerified', { id: this.#id, isVerified }));
  }

  async setBlocked(isBlocked: boolean): Promise<void> {
    await this.task.run(() => this.#caller.call('setBlocked', { id: this.#id, isBlocked }));
  }

  async setFriend(isFriend: boolean): Promise<void> {
    await this.task.run(() => this.#caller.call('setFriend', { id: this.#id, isFriend }));
  }
}
