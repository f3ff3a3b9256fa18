import { randomBytes, randomUUID } from 'node:crypto';
import type { Sources } from './operations/operation.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const INSTANCE_LENGTH = 10;

/** The system's clock and chance. */
export const systemSources: Sources = {
  now: () => Date.now(),
  uuid: () => randomUUID(),
  instance,
  random: (length) => new Uint8Array(randomBytes(length)),
};

/** Each character equally likely: bytes beyond the last whole multiple of the alphabet are drawn again. */
function instance(): string {
  const usable = 256 - (256 % ALPHABET.length);
  let text = '';
  while (text.length < INSTANCE_LENGTH) {
    for (const byte of randomBytes(INSTANCE_LENGTH)) {
      if (byte < usable && text.length < INSTANCE_LENGTH) text += ALPHABET[byte % ALPHABET.length];
    }
  }
  return text;
}
