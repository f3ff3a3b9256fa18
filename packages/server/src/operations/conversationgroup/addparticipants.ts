import type { RequestOf } from '@parley/protocol/wire';
import type { Membership } from '../../store/conversations.ts';
import type { Reader, Writer } from '../../store/engine/engine.ts';
import { epochsHeldBy, insertSecrets } from '../../store/epochs.ts';
import { insertParticipants, membersOf } from '../../store/participants.ts';
import { changing } from '../changing.ts';
import { checkMayInvite } from '../conversation/inviting.ts';
import { viewOf } from '../conversation/view.ts';
import type { Caller, Operation } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { checkEachOnce, groupToChange } from './group.ts';
import { advance, checkFollows, isRepeated, readersAmong } from './next-epoch.ts';

type Shared = NonNullable<RequestOf<'conversationgroup/addparticipants'>['shared']>;

/** Source: docs/spec/wire.md part 3, chatconversationgroup; docs/spec/trust.md section 3. */
export const addParticipants: Operation<'conversationgroup/addparticipants'> = (services, caller, body) =>
  changing(services, async (writer, tell) => {
    const { participantids, shared = [] } = body;
    const conversation = await groupToChange(writer, caller, body, ['owner', 'admin']);
    const answer = async () => ({ conversation: await viewOf(writer, caller, body.conversationid) });
    if (await isRepeated(writer, caller, conversation, body)) return answer();
    checkEachOnce(participantids);
    const members = await membersOf(writer, conversation.key);
    const present = participantids.find((id) => members.some(({ userid }) => userid === id));
    if (present !== undefined) {
      throw new Refusal('conflict', `User ${present} is in the group already: leave the id out.`);
    }
    await checkMayInvite(writer, caller, participantids);
    checkFollows(conversation, body);
    await checkShared(writer, caller, conversation, participantids, shared);
    await advance(writer, caller, conversation, [...readersAmong(members), ...participantids], body);
    const people = participantids.map((userid) => ({ userid, role: 'member' }));
    await insertParticipants(writer, caller.workspace.id, conversation.key, people);
    await storeShared(writer, caller, conversation, shared);
    tell((changes) => changes.list(caller, [...members.map(({ userid }) => userid), ...participantids]));
    return answer();
  });

/** History is shared with those who are added, by who has it. @throws Refusal `invalid_request` */
async function checkShared(
  reader: Reader,
  caller: Caller,
  { key }: Membership,
  added: readonly string[],
  shared: Shared,
): Promise<void> {
  const held = shared.length > 0 ? await epochsHeldBy(reader, key, caller.user) : new Set<number>();
  const seen = new Set<string>();
  for (const { epoch, userid } of shared) {
    if (!added.includes(userid)) {
      throw new Refusal('invalid_request', '`shared` must name only people of `participantids`.');
    }
    if (!held.has(epoch)) {
      throw new Refusal('invalid_request', '`shared` must name only earlier epochs that the caller has.');
    }
    if (seen.has(`${epoch} ${userid}`)) {
      throw new Refusal('invalid_request', '`shared` must name each epoch once for each person.');
    }
    seen.add(`${epoch} ${userid}`);
  }
}

async function storeShared(
  writer: Writer,
  caller: Caller,
  { key }: Membership,
  shared: Shared,
): Promise<void> {
  for (const [epoch, secrets] of Map.groupBy(shared, (one) => one.epoch)) {
    const wrapped = secrets.map(({ userid, secret, sharesignature }) => ({
      userid,
      secret,
      sharedby: caller.user,
      sharesignature,
    }));
    await insertSecrets(writer, key, epoch, wrapped);
  }
}
