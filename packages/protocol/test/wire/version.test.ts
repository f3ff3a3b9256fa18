import { expect, test } from 'bun:test';
import {
  calls,
  errors,
  Push,
  protocolHistory,
  Subscribe,
  SubscribeBody,
  Typing,
} from '@parley/protocol/wire';

/** Everything that a client or server of another version could notice. */
function contractHash(): string {
  const contract = JSON.stringify({ calls, errors, frames: { Subscribe, SubscribeBody, Typing, Push } });
  return new Bun.CryptoHasher('sha256').update(contract).digest('hex').slice(0, 16);
}

test('the contract is the one of the newest line of its history: a change there wants a new line', () => {
  expect(protocolHistory.at(-1)?.hash).toBe(contractHash());
});

test('versions count up by one and every line has its own hash', () => {
  expect(protocolHistory.map(({ version }) => version)).toEqual(protocolHistory.map((_, index) => index + 1));
  expect(new Set(protocolHistory.map(({ hash }) => hash)).size).toBe(protocolHistory.length);
});
