import { friendsOf } from '../../store/people.ts';
import type { Operation } from '../operation.ts';
import { friendOf } from './friend.ts';
import type { FriendServices } from './services.ts';

export const listFriends: Operation<'friends/list', FriendServices> = async (services, caller) => {
  const { store, presence } = services;
  const workspace = caller.workspace.id;
  const people = await store.read((reader) => friendsOf(reader, workspace, caller.user));
  return {
    friends: Object.fromEntries(people.map(({ id, nick }) => [id, nick])),
    availabilities: people.map((person) => friendOf(presence, workspace, person)),
  };
};
