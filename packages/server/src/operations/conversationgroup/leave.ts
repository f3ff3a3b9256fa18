import { setEpochDue } from '../../store/conversations.ts';
import { membersOf, removeParticipants } from '../../store/participants.ts';
import { changing } from '../changing.ts';
import type { Operation } from '../operation.ts';
import { checkStaysOwned, groupToChange } from './group.ts';

/** Source: docs/spec/wire.md part 3, chatconversationgroup; docs/spec/trust.md section 3. */
export const leaveGroup: Operation<'conversationgroup/leave'> = (services, caller, body) =>
  changing(services, async (writer, tell) => {
    const { key, role } = await groupToChange(writer, caller, body, ['owner', 'admin', 'member']);
    const members = await membersOf(writer, key);
    if (role === 'owner' && members.length > 1) checkStaysOwned(members, caller.user);
    await removeParticipants(writer, key, [caller.user]);
    await setEpochDue(writer, key);
    tell((changes) =>
      changes.list(
        caller,
        members.map(({ userid }) => userid),
      ),
    );
    return {};
  });
