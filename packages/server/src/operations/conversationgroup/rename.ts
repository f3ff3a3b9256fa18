import { setDisplayName } from '../../store/conversations.ts';
import { membersOf } from '../../store/participants.ts';
import { changing } from '../changing.ts';
import { viewOf } from '../conversation/view.ts';
import { checkIsNewest } from '../conversation/writing.ts';
import type { Operation } from '../operation.ts';
import { groupToChange } from './group.ts';

/** Source: docs/spec/wire.md part 3, chatconversationgroup; docs/spec/trust.md section 3, displayname. */
export const renameGroup: Operation<'conversationgroup/rename'> = (services, caller, body) =>
  changing(services, async (writer, tell) => {
    const conversation = await groupToChange(writer, caller, body, ['owner', 'admin']);
    checkIsNewest(conversation, body.epoch);
    await setDisplayName(writer, conversation.key, body.displayname);
    const members = await membersOf(writer, conversation.key);
    tell((changes) =>
      changes.list(
        caller,
        members.map(({ userid }) => userid),
      ),
    );
    return { conversation: await viewOf(writer, caller, body.conversationid) };
  });
