import type { LocalLog } from './local-store.ts';
import type { Vault } from './vault.ts';

/** A log whose records are JSON values, each sealed by the vault. */
export class SealedLog<Value> {
  readonly #vault: Vault;
  readonly #name: string;
  readonly #log: LocalLog;

  /** @param name of the log, which its records are bound to */
  constructor(vault: Vault, name: string, log: LocalLog) {
    this.#vault = vault;
    this.#name = name;
    this.#log = log;
  }

  async append(value: Value): Promise<void> {
    await this.#log.append(await this.#vault.seal(this.#name, value));
  }

  /** The newest value; undefined when there is none. */
  async last(): Promise<Value | undefined> {
    const record = await this.#log.last();
    return record === undefined ? undefined : this.#open(record);
  }

  /** The values from a position on, oldest first, each with the position behind it. */
  async *values(from = 0): AsyncGenerator<{ value: Value; next: number }> {
    for await (const { record, next } of this.#log.records(from))
      yield { value: await this.#open(record), next };
  }

  /** The values before a position, newest first, each with the position that it stands at. */
  async *valuesBack(before?: number): AsyncGenerator<{ value: Value; at: number }> {
    for await (const { record, at } of this.#log.recordsBack(before))
      yield { value: await this.#open(record), at };
  }

  /**
   * Changes values in place, all of them or none; the newest are looked at first.
   * @param change gives the new value, whose JSON is at most as long as the old one's; undefined leaves it
   * @param isDone asked after each: whether what stands before it needs no look
   */
  async rewrite(
    change: (value: Value) => Value | undefined,
    isDone: (value: Value) => boolean,
  ): Promise<void> {
    const changed = new Map<string, string>();
    for await (const { record } of this.#log.recordsBack()) {
      const value = await this.#open(record);
      const other = change(value);
      if (other !== undefined) changed.set(record, await this.#vault.seal(this.#name, other));
      if (isDone(value)) break;
    }
    if (changed.size > 0) await this.#log.rewrite((record) => changed.get(record));
  }

  clear(): Promise<void> {
    return this.#log.clear();
  }

  /** A record that was rewritten has blanks behind it. */
  async #open(record: string): Promise<Value> {
    return (await this.#vault.open(this.#name, record.trimEnd())) as Value;
  }
}
