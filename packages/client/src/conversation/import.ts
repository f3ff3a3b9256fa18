import type { NewMessage } from '@parley/protocol/wire';

/** How many messages one `import` may carry. */
const MOST = 1000;
/** Bytes of a batch: the body limit, less what stands around the messages. */
const LARGEST = 1024 * 1024 - 4096;
/** Bytes of a message object besides its `Data`. */
const FRAME = 200;

/** Whether one more message fits into a batch. */
export function fits(batch: readonly NewMessage[], message: NewMessage): boolean {
  if (batch.length >= MOST) return false;
  const size = batch.reduce((sum, { Data }) => sum + Data.length + FRAME, 0);
  return size + message.Data.length + FRAME <= LARGEST;
}
