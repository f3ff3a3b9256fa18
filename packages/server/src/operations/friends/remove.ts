import { unfriend } from '../../store/friends.ts';
import type { Operation } from '../operation.ts';
import { Refusal } from '../refusal.ts';

export const removeFriend: Operation<'friends/remove'> = async (
  { store },
  { workspace, user },
  { friendid },
) => {
  const ended = await store.write((writer) => unfriend(writer, workspace.id, user, friendid));
  if (!ended) throw new Refusal('not_found', 'There is no such friend: see `list`.');
  return {};
};
