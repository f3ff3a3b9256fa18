/** How many messages one `import` may carry. */
const MOST = 1000;
/** Bytes of a batch: the body limit, less what stands around the messages. */
const LARGEST = 1024 * 1024 - 4096;
/** Bytes of a message object besides its `Data`. */
const FRAME = 200;

/** How much an `import` carries so far. */
export class ImportSize {
  #count = 0;
  #bytes = 0;

  /** Takes one more message, if it fits; the first one always does. @param dataLength of its `Data`, in characters */
  take(dataLength: number): boolean {
    const bytes = this.#bytes + dataLength + FRAME;
    if (this.#count > 0 && (this.#count >= MOST || bytes > LARGEST)) return false;
    this.#count++;
    this.#bytes = bytes;
    return true;
  }
}
