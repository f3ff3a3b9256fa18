import { membersOf } from '../../store/participants.ts';
import { changing } from '../changing.ts';
import { conversationToChange } from '../conversation/access.ts';
import { viewOf } from '../conversation/view.ts';
import type { Operation } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { advance, checkFollows, isRepeated, readersAmong } from './next-epoch.ts';

/** Source: docs/spec/wire.md part 3, chatconversationgroup; Who may do what. */
export const newEpoch: Operation<'conversationgroup/newepoch'> = (services, caller, body) =>
  changing(services, async (writer, tell) => {
    const conversation = await conversationToChange(writer, caller, body);
    const answer = async () => ({ conversation: await viewOf(writer, caller, body.conversationid) });
    if (await isRepeated(writer, caller, conversation, body)) return answer();
    const { isgroup, role, epochdue } = conversation;
    if (isgroup && role === 'member' && !epochdue) {
      throw new Refusal(
        'forbidden',
        'No new epoch is due: only owners and admins of a group can make one unasked.',
      );
    }
    checkFollows(conversation, body);
    const members = await membersOf(writer, conversation.key);
    // Between two people an epoch is always for both.
    const people = isgroup ? readersAmong(members) : members.map(({ userid }) => userid);
    await advance(writer, caller, conversation, people, body);
    tell((changes) =>
      changes.list(
        caller,
        members.map(({ userid }) => userid),
      ),
    );
    return answer();
  });
