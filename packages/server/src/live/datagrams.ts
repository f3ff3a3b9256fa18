import { errorFields, type Log } from '../log.ts';
import { Refusal } from '../operations/refusal.ts';
import type { Presence } from '../presence.ts';
import type { StationOf } from '../store/sessions.ts';
import type { Hub } from './hub.ts';
import { type Listener, stationName } from './listener.ts';
import { acceptSubscription, type SubscriptionParts } from './subscription.ts';

export interface DatagramParts extends SubscriptionParts {
  readonly presence: Presence;
  readonly hub: Hub;
  readonly log: Log;
  /** Id of the workspace of who names none. */
  readonly firstWorkspace: string;
}

/** Where a datagram came from, and how to send one there. */
export interface Sender {
  send(text: string): void;
}

const TEXT = 'changed';
/** How long a registration lasts, in milliseconds. Source: docs/spec/wire.md part 2, Listeners. */
const LIFETIME = 60_000;
/** The least time between two datagrams to one address, in milliseconds. */
const PAUSE = 1000;
/** No registration is longer, in bytes. */
const MOST = 4096;
/** How many datagrams are looked at at the same time; what comes beyond is lost, as datagrams may be. */
const MOST_AT_A_TIME = 64;

/** Registrations by UDP. Source: docs/spec/wire.md part 2, Listeners; docs/live.md. */
export class Datagrams {
  readonly #parts: DatagramParts;
  readonly #registrations = new Map<string, Registration>();
  #underWay = 0;

  constructor(parts: DatagramParts) {
    this.#parts = parts;
  }

  /** Takes a datagram. Nothing is ever answered to one, whatever is wrong with it. */
  async received(bytes: Uint8Array, sender: Sender): Promise<void> {
    if (bytes.length > MOST || this.#underWay >= MOST_AT_A_TIME) return;
    this.#underWay++;
    try {
      await this.#register(bytes, sender);
    } catch (error) {
      if (!(error instanceof Refusal)) this.#parts.log.error(errorFields(error), 'datagram failed');
    } finally {
      this.#underWay--;
    }
  }

  /** Sends nothing more. */
  stop(): void {
    for (const registration of this.#registrations.values()) registration.end();
  }

  async #register(bytes: Uint8Array, sender: Sender): Promise<void> {
    const { firstWorkspace, hub, presence, sessions } = this.#parts;
    const session = await acceptSubscription(this.#parts, bytes, 'udp', (named = firstWorkspace) => named);
    const { of } = session;
    const name = stationName(of);
    this.#registrations.get(name)?.end();
    const registration = new Registration(of, sender, bytes.length, () => {
      hub.remove(registration);
      if (this.#registrations.get(name) === registration) this.#registrations.delete(name);
    });
    this.#registrations.set(name, registration);
    hub.add(registration);
    presence.seen(of.workspace, of.user);
    // It may have ended since it was looked up, when nothing listened yet.
    if (!(await sessions.isLive(session))) registration.end();
  }
}

/** One address that wants to be woken. */
class Registration implements Listener {
  readonly of: StationOf;
  readonly #sender: Sender;
  readonly #ended: () => void;
  /** Bytes that may still be sent. */
  #budget: number;
  #over: ReturnType<typeof setTimeout> | undefined;
  /** Runs for as long as the pause after a datagram lasts. */
  #pause: ReturnType<typeof setTimeout> | undefined;
  #isDue = false;

  constructor(of: StationOf, sender: Sender, budget: number, ended: () => void) {
    this.of = of;
    this.#sender = sender;
    this.#budget = budget;
    this.#ended = ended;
    this.#over = setTimeout(() => this.end(), LIFETIME);
  }

  hear(): void {
    if (this.#pause) this.#isDue = true;
    else this.#send();
  }

  end(): void {
    clearTimeout(this.#over);
    clearTimeout(this.#pause);
    this.#ended();
  }

  #send(): void {
    this.#isDue = false;
    if (this.#budget < TEXT.length) return;
    this.#budget -= TEXT.length;
    this.#sender.send(TEXT);
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      if (this.#isDue) this.#send();
    }, PAUSE);
  }
}
