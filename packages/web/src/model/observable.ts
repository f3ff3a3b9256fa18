/** A value that others see change. What view-models are made of. */
export class Observable<Value> {
  #value: Value;
  readonly #observers = new Set<() => void>();

  constructor(value: Value) {
    this.#value = value;
  }

  get value(): Value {
    return this.#value;
  }

  /** Sets the value; nobody is told when it is the same. */
  set(value: Value): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const observer of [...this.#observers]) observer();
  }

  /** Changes some members of a value that is an object. */
  change(members: Partial<Value>): void {
    this.set({ ...this.#value, ...members });
  }

  /** @returns what ends it */
  readonly observe = (observer: () => void): (() => void) => {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  };
}
