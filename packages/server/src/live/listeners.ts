import type { StationOf } from '../store/sessions.ts';
import { type Listener, stationName, userName } from './listener.ts';

/** Everybody who listens, by user and station. */
export class Listeners {
  readonly #byUser = new Map<string, Set<Listener>>();

  get isEmpty(): boolean {
    return this.#byUser.size === 0;
  }

  add(listener: Listener): void {
    const name = userName(listener.of.workspace, listener.of.user);
    const known = this.#byUser.get(name);
    if (known) known.add(listener);
    else this.#byUser.set(name, new Set([listener]));
  }

  remove(listener: Listener): void {
    const name = userName(listener.of.workspace, listener.of.user);
    const known = this.#byUser.get(name);
    known?.delete(listener);
    if (known?.size === 0) this.#byUser.delete(name);
  }

  ofUser(workspace: string, user: string): Iterable<Listener> {
    return this.#byUser.get(userName(workspace, user)) ?? [];
  }

  ofStation(of: StationOf): Listener[] {
    const name = stationName(of);
    return [...this.ofUser(of.workspace, of.user)].filter((listener) => stationName(listener.of) === name);
  }

  all(): Listener[] {
    return [...this.#byUser.values()].flatMap((listeners) => [...listeners]);
  }
}
