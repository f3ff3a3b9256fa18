import { unfriend } from '../../store/friends.ts';
import { changing } from '../changing.ts';
import type { Operation } from '../operation.ts';
import { Refusal } from '../refusal.ts';

export const removeFriend: Operation<'friends/remove'> = async (services, caller, { friendid }) => {
  const { workspace, user } = caller;
  await changing(services, async (writer, tell) => {
    const ended = await unfriend(writer, workspace.id, user, friendid);
    if (!ended) throw new Refusal('not_found', 'There is no such friend: see `list`.');
    tell((changes) => changes.friend(caller, user, friendid));
    tell((changes) => changes.friend(caller, friendid, user));
  });
  return {};
};
