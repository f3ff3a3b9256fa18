import { type Bytes, fromBase64, toBase64 } from '../encoding/index.ts';
import { TrustError } from './errors.ts';
import { type Random, secureRandom } from './random.ts';

const PREFIX = 'parley_';
const FORM = /^parley_[A-Za-z0-9_-]{43}$/;

/** A new key of a bot: `parley_` and 32 random bytes in base64url, without padding. Source: docs/spec/trust.md section 1. */
export function makeBotKey(random: Random = secureRandom): string {
  return PREFIX + toBase64(random(32)).replaceAll('+', '-').replaceAll('/', '_').replace('=', '');
}

/** Whether a text is the key of a bot. */
export function isBotKey(text: string): boolean {
  return FORM.test(text);
}

/** The 32 bytes that a bot has in place of a password's master key. @throws TrustError bad_bot_key */
export function parseBotKey(key: string): Bytes {
  if (!isBotKey(key)) throw new TrustError('bad_bot_key');
  try {
    return fromBase64(`${key.slice(PREFIX.length).replaceAll('-', '+').replaceAll('_', '/')}=`);
  } catch {
    throw new TrustError('bad_bot_key', 'the last character is not one that 32 bytes end in');
  }
}
