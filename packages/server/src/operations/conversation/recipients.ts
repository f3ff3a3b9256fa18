import type { Recipient, WrappedSecret } from '@parley/protocol/wire';
import { Refusal } from '../refusal.ts';

/**
 * Checks that an epoch is for exactly these people: `secretfor` in strictly ascending order, `secrets` in any.
 * @param people user ids, ascending, each once
 * @throws Refusal `invalid_request`
 * Source: docs/spec/wire.md part 3, create; docs/spec/trust.md section 3.
 */
export function checkRecipients(
  people: readonly string[],
  epoch: { readonly secretfor: readonly Recipient[]; readonly secrets: readonly WrappedSecret[] },
): void {
  const recipients = epoch.secretfor.map(({ userid }) => userid);
  if (!sameList(recipients, people)) {
    throw new Refusal(
      'invalid_request',
      '`secretfor` must name exactly the participants, each once, their ids ascending.',
    );
  }
  const keyed = epoch.secrets.map(({ userid }) => userid).sort();
  if (!sameList(keyed, people)) {
    throw new Refusal('invalid_request', '`secrets` must hold one secret for each of the participants.');
  }
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((entry, index) => entry === other[index]);
}
