import { type Availability, ConnectionError, type Parley } from '@parley/client';
import { Observable } from '../model/observable.ts';
import type { ConnectionView } from './conversations.ts';

const KEPT = 'web/availability';
/** How a user is seen who says nothing. Source: docs/live.md, Availability. */
const UNSAID: Availability = 'available';

/** How the user wants to be seen: kept here, because the server forgets it when it restarts. */
export class OwnAvailability {
  readonly said = new Observable<Availability>(UNSAID);
  readonly #parley: Parley;
  readonly #loaded: Promise<void>;
  /** Whether the server may not have heard it. */
  #isUnheard = false;

  constructor(parley: Parley, connection: Observable<ConnectionView>) {
    this.#parley = parley;
    this.#loaded = this.#load();
    let before = connection.value.state;
    connection.observe(() => {
      const { state } = connection.value;
      if (state === 'online' && before !== 'online') void this.#sayAgain();
      before = state;
    });
  }

  /** From now on, also where the server cannot be reached: then it is told when it can. */
  async say(availability: Availability): Promise<void> {
    await this.#loaded;
    await this.#parley.station.store.set(KEPT, availability);
    this.said.set(availability);
    this.#isUnheard = true;
    await this.#tell();
  }

  async #load(): Promise<void> {
    const kept = (await this.#parley.station.store.get(KEPT)) as Availability | undefined;
    this.said.set(kept ?? UNSAID);
  }

  async #sayAgain(): Promise<void> {
    await this.#loaded;
    if (this.#isUnheard || this.said.value !== UNSAID) await this.#tell();
  }

  async #tell(): Promise<void> {
    try {
      await this.#parley.setAvailability(this.said.value);
      this.#isUnheard = false;
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
    }
  }
}
