import { membersOf, setRole as storeRole } from '../../store/participants.ts';
import { changing } from '../changing.ts';
import { viewOf } from '../conversation/view.ts';
import type { Operation } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { checkStaysOwned, groupToChange } from './group.ts';

/** Source: docs/spec/wire.md, Who may do what. */
export const setRole: Operation<'conversationgroup/setrole'> = (services, caller, body) =>
  changing(services, async (writer, tell) => {
    const { conversationid, userid, role } = body;
    const { key } = await groupToChange(writer, caller, body, ['owner']);
    const members = await membersOf(writer, key);
    if (!members.some((member) => member.userid === userid)) {
      throw new Refusal('not_found', `User ${userid} is not in the group: check \`userid\`.`);
    }
    if (role !== 'owner') checkStaysOwned(members, userid);
    await storeRole(writer, key, userid, role);
    tell((changes) =>
      changes.list(
        caller,
        members.map((member) => member.userid),
      ),
    );
    return { conversation: await viewOf(writer, caller, conversationid) };
  });
