import {
  type Epoch,
  makeEpoch,
  openEpoch,
  type SharedSecret,
  sealDisplayName,
  shareEpoch,
} from '@parley/protocol/trust';
import type { RequestOf } from '@parley/protocol/wire';
import type { Station } from '../account/station.ts';
import type { People, Person } from '../people/people.ts';
import type { Epochs } from './epochs.ts';

/** A new epoch, and what goes to the server. */
export interface NextEpoch {
  readonly made: Epoch;
  readonly fields: Omit<
    RequestOf<'conversationgroup/newepoch'>,
    'action' | 'clientversioncode' | 'timestamp' | 'nonce' | 'conversationid'
  >;
}

/** Makes the epoch after the newest one. @param name sealed under it; undefined for none */
export async function makeNextEpoch(
  { own }: Station,
  epochs: Epochs,
  people: readonly Person[],
  name: string | undefined,
): Promise<NextEpoch> {
  const { epoch: newest } = epochs.newest();
  const identities = people.map(({ identity }) => identity);
  const { epoch, secrets } = await makeEpoch(own, newest.conversationId, newest.epoch + 1, identities);
  const displayname = name === undefined ? '' : await sealDisplayName(await openEpoch(epoch), name);
  const { secretfor, secretsignature } = epoch;
  return {
    made: epoch,
    fields: {
      epoch: epoch.epoch,
      displayname,
      secretfor: secretfor.map(({ userid, fingerprint }) => ({ userid, fingerprint })),
      secretsignature,
      secrets: [...secrets],
    },
  };
}

/**
 * Who may read from now on: those whom the newest epoch is for, as its maker signed it, without those who have left.
 * Whom the server names besides gets no key.
 * @param present user ids whom the server lists
 */
export async function readersNow(
  people: People,
  epochs: Epochs,
  present: readonly string[],
): Promise<Person[]> {
  const ids = epochs
    .newest()
    .epoch.secretfor.map(({ userid }) => userid)
    .filter((id) => present.includes(id));
  await people.learn(ids);
  return ids.map((id) => people.require(id));
}

/** The most older epochs that one call shares: the body limit allows for more, docs/api.md for 1,000. */
const SHARED_LIMIT = 500;

/** How many people may be given the whole history by one call. */
export function peopleAtOnce(epochs: Epochs): number {
  return Math.max(1, Math.floor(SHARED_LIMIT / Math.max(1, epochs.accepted.size)));
}

/**
 * The epochs that this user may share with people: those that were made for the user, of which only this user can
 * vouch for having them; the newest ones where they are too many. Source: docs/spec/trust.md section 3.
 */
export async function shareHistory(
  { own }: Station,
  epochs: Epochs,
  people: readonly Person[],
): Promise<SharedSecret[]> {
  const shareable = [...epochs.accepted.values()]
    .filter(({ secretfor }) => secretfor.some(({ userid }) => userid === own.userId))
    .sort((a, b) => b.epoch - a.epoch)
    .slice(0, SHARED_LIMIT);
  const shares = people.flatMap(({ identity }) => shareable.map((epoch) => ({ epoch, identity })));
  return Promise.all(shares.map(({ epoch, identity }) => shareEpoch(own, epoch, identity)));
}
