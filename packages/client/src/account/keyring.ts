import { type Keyring, openKeyring, type Pin, sealKeyring, TrustError } from '@parley/protocol/trust';
import { ConnectionError, ServerError } from '../errors.ts';
import type { Pins } from '../people/pins.ts';
import type { Station } from './station.ts';

/** What the server held when this station last read or wrote it. */
interface Held extends Keyring {
  /** 0 before any. */
  readonly counter: number;
}

const KEYRING = 'keyring';
const NOTHING: Held = { counter: 0, pins: {}, epochs: {} };
/** How often it is joined anew because another station wrote meanwhile. */
const TRIES = 5;

/**
 * Pins, verified marks and newest epochs, shared by the user's stations through the server, which cannot read them.
 * Source: docs/spec/trust.md section 2, Pins.
 */
export class KeyringSync {
  readonly #station: Station;
  readonly #pins: Pins;
  /** Newest epochs that this station has accepted, by conversation id. */
  readonly #accepted = new Map<string, number>();
  /** User ids of those who are called otherwise since this station last stored the keyring. */
  readonly #renamed = new Set<string>();
  #held: Promise<Held> | undefined;
  #refusal: TrustError | undefined;

  constructor(station: Station, pins: Pins) {
    this.#station = station;
    this.#pins = pins;
  }

  /** Why the keyring that the server gives is not used; undefined when it is. */
  get refusal(): TrustError | undefined {
    return this.#refusal;
  }

  /** The newest epoch of a conversation that any station of the user has told of; -1 for none. */
  async newestEpochOf(conversationId: string): Promise<number> {
    return (await this.#known()).epochs[conversationId] ?? -1;
  }

  /** What the user's stations share about people, by user id. */
  async pins(): Promise<Readonly<Record<string, Pin>>> {
    return (await this.#known()).pins;
  }

  /** Notes the newest epoch that this station has accepted; it goes out with the next `write`. */
  note(conversationId: string, epoch: number): void {
    this.#accepted.set(conversationId, epoch);
  }

  /** Notes that somebody is called otherwise than this station had pinned; it goes out with the next `write`. */
  noteRenamed(userId: string): void {
    this.#renamed.add(userId);
  }

  /**
   * Takes over what other stations have stored, and stores what they do not know.
   * @throws TrustError `keyring_rollback`, `bad_keyring`
   */
  async read(): Promise<void> {
    await this.#exclusively(async (held) => this.#store(await this.#joined(held)));
  }

  /**
   * Stores what has changed here. What keeps it from being stored is no fault of what is done meanwhile: it is tried
   * again with the next change.
   */
  async write(): Promise<void> {
    try {
      await this.#exclusively((held) => this.#store(held));
      this.#refusal = undefined;
    } catch (error) {
      if (error instanceof TrustError) this.#refusal = error;
      else if (!(error instanceof ServerError || error instanceof ConnectionError)) throw error;
    }
  }

  async #store(held: Held): Promise<void> {
    let base = held;
    for (let tries = 1; ; tries++) {
      const next = await this.#withOwn(base);
      if (isSame(base, next)) return;
      const { own, transport, session } = this.#station;
      const keyring = await sealKeyring(own, base.counter + 1, next);
      try {
        await transport.call('login/keyring', { keyring }, { session });
        await this.#keep({ ...next, counter: keyring.counter });
        this.#renamed.clear();
        return;
      } catch (error) {
        if (!(error instanceof ServerError && error.code === 'conflict') || tries >= TRIES) throw error;
        base = await this.#joined(base);
      }
    }
  }

  /** Reads what the server has, and lets this station learn from it. */
  async #joined(held: Held): Promise<Held> {
    const { own, transport, session } = this.#station;
    const { keyring } = await transport.call('login/keyring', {}, { session });
    if (keyring.counter === 0 && held.counter === 0) return held;
    const given = await openKeyring(own, keyring, held.counter);
    if (keyring.counter === held.counter) return held;
    await this.#pins.change((pins) => {
      for (const [id, theirs] of Object.entries(given.pins)) {
        pins[id] = joinedPin(pins[id], held.pins[id], theirs);
      }
    });
    const epochs = newest(held.epochs, given.epochs);
    const joined: Held = { counter: keyring.counter, pins: given.pins, epochs };
    await this.#keep(joined);
    return joined;
  }

  /** What all stations know and what this one knows besides. */
  async #withOwn(held: Held): Promise<Keyring> {
    const pins: Record<string, Pin> = { ...held.pins };
    for (const [id, pin] of Object.entries(await this.#pins.all())) {
      const shared = held.pins[id];
      // Where two stations saw different keys of one person, neither may speak for the other.
      if (shared && shared.fingerprint !== pin.fingerprint) continue;
      // Two that know different names, each of which put its own there, would tell each other of it for ever.
      const keepsName = shared?.name !== undefined && !this.#renamed.has(id);
      pins[id] = keepsName ? { ...pin, name: shared.name } : pin;
    }
    return { pins, epochs: newest(held.epochs, Object.fromEntries(this.#accepted)) };
  }

  #exclusively(work: (held: Held) => Promise<void>): Promise<void> {
    return this.#station.store.lock(KEYRING, async () => {
      this.#held = undefined;
      await work(await this.#known());
    });
  }

  #known(): Promise<Held> {
    this.#held ??= this.#station.vault.get(KEYRING).then((held) => (held ?? NOTHING) as Held);
    return this.#held;
  }

  async #keep(held: Held): Promise<void> {
    await this.#station.vault.set(KEYRING, held);
    this.#held = Promise.resolve(held);
  }
}

/**
 * A pin of this station and that of another joined.
 * @param base what both knew: a mark that only one of them changed since is as that one has it
 */
function joinedPin(own: Pin | undefined, base: Pin | undefined, theirs: Pin): Pin {
  // Where the keys differ this station keeps to what it saw itself, and refuses the person.
  if (own && own.fingerprint !== theirs.fingerprint) return own;
  const { verified: _verified, ...pin } = { ...theirs, ...own };
  const isChangedHere = own !== undefined && isVerified(own) !== isVerified(base);
  return isVerified(isChangedHere ? own : theirs) ? { ...pin, verified: true } : pin;
}

export function isVerified(pin: Pin | undefined): boolean {
  return pin?.verified === true;
}

function newest(one: Keyring['epochs'], other: Keyring['epochs']): Record<string, number> {
  const epochs: Record<string, number> = { ...one };
  for (const [id, epoch] of Object.entries(other)) epochs[id] = Math.max(epochs[id] ?? epoch, epoch);
  return epochs;
}

function isSame(one: Keyring, other: Keyring): boolean {
  const text = ({ pins, epochs }: Keyring) =>
    JSON.stringify([
      Object.entries(pins)
        .map(([id, { fingerprint, name, verified }]) => [id, fingerprint, name, verified === true])
        .sort(),
      Object.entries(epochs).sort(),
    ]);
  return text(one) === text(other);
}
