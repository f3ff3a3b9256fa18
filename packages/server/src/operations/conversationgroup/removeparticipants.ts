import { membersOf, removeParticipants as removeFrom } from '../../store/participants.ts';
import { changing } from '../changing.ts';
import { viewOf } from '../conversation/view.ts';
import type { Operation } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { checkEachOnce, groupToChange } from './group.ts';
import { advance, checkFollows, isRepeated, readersAmong } from './next-epoch.ts';

/** Who is removed loses access with the answer. Source: docs/spec/wire.md part 3, chatconversationgroup. */
export const removeParticipants: Operation<'conversationgroup/removeparticipants'> = (
  services,
  caller,
  body,
) =>
  changing(services, async (writer, tell) => {
    const { participantids } = body;
    const conversation = await groupToChange(writer, caller, body, ['owner', 'admin']);
    const answer = async () => ({ conversation: await viewOf(writer, caller, body.conversationid) });
    if (await isRepeated(writer, caller, conversation, body)) return answer();
    checkEachOnce(participantids);
    if (participantids.includes(caller.user)) {
      throw new Refusal('invalid_request', '`participantids` must name others: `leave` takes you out.');
    }
    const members = await membersOf(writer, conversation.key);
    for (const id of participantids) {
      const member = members.find(({ userid }) => userid === id);
      if (!member) throw new Refusal('not_found', `User ${id} is not in the group: leave the id out.`);
      if (conversation.role !== 'owner' && member.role !== 'member') {
        throw new Refusal('forbidden', 'Only owners can remove owners and admins: ask one of them.');
      }
    }
    checkFollows(conversation, body);
    const staying = members.filter(({ userid }) => !participantids.includes(userid));
    await advance(writer, caller, conversation, readersAmong(staying), body);
    await removeFrom(writer, conversation.key, participantids);
    tell((changes) =>
      changes.list(
        caller,
        members.map(({ userid }) => userid),
      ),
    );
    return answer();
  });
