import { type Membership, setEpoch } from '../../store/conversations.ts';
import type { Reader, Writer } from '../../store/engine/engine.ts';
import { makingOf } from '../../store/epochs.ts';
import type { Member } from '../../store/participants.ts';
import { type MadeEpoch, storeEpoch } from '../conversation/made-epoch.ts';
import { checkRecipients } from '../conversation/recipients.ts';
import type { Caller } from '../operation.ts';
import { Refusal } from '../refusal.ts';

/**
 * Whether the caller has made this very epoch already: a repetition, whose answer was lost, changes nothing.
 * Source: docs/spec/wire.md part 2, Replay.
 */
export async function isRepeated(
  reader: Reader,
  caller: Caller,
  { key, epoch }: Membership,
  made: MadeEpoch,
): Promise<boolean> {
  if (made.epoch !== epoch) return false;
  const making = await makingOf(reader, key, epoch);
  return making?.secretby === caller.user && making.secretsignature === made.secretsignature;
}

/** @throws Refusal `conflict` unless it is the one after the newest */
export function checkFollows({ epoch }: Membership, made: MadeEpoch): void {
  if (made.epoch === epoch + 1) return;
  throw new Refusal(
    'conflict',
    `The next epoch is ${epoch + 1}: learn who is in the conversation now, and make that one.`,
    { epoch },
  );
}

/** Checks that the next epoch is for exactly these people, and stores it. @throws Refusal `invalid_request` */
export async function advance(
  writer: Writer,
  caller: Caller,
  { key }: Membership,
  people: readonly string[],
  made: MadeEpoch & { readonly displayname: string },
): Promise<void> {
  checkRecipients([...people].sort(), made);
  await storeEpoch(writer, key, caller.user, made);
  await setEpoch(writer, key, made.epoch, made.displayname);
}

/** Whom a group's next epoch is for: deactivated users get no more. */
export function readersAmong(members: readonly Member[]): string[] {
  return members.filter(({ isuser }) => isuser === 1).map(({ userid }) => userid);
}
