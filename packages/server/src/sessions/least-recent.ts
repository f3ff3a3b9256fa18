/** A map of bounded size that forgets what was asked for least recently. */
export class LeastRecent<Value> {
  readonly #entries = new Map<string, Value>();
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
  }

  get(name: string): Value | undefined {
    const value = this.#entries.get(name);
    if (value !== undefined) {
      // A Map iterates in the order of insertion.
      this.#entries.delete(name);
      this.#entries.set(name, value);
    }
    return value;
  }

  set(name: string, value: Value): void {
    this.#entries.delete(name);
    this.#entries.set(name, value);
    if (this.#entries.size > this.#size) this.#entries.delete(this.#entries.keys().next().value as string);
  }

  delete(name: string): void {
    this.#entries.delete(name);
  }
}
