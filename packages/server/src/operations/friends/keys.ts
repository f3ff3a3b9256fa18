import { peopleKnownTo } from '../../store/people.ts';
import type { Operation } from '../operation.ts';
import { friendOf } from './friend.ts';
import type { FriendServices } from './services.ts';

/** In the order of the question, each once. */
export const keysOfPeople: Operation<'friends/keys', FriendServices> = async (services, caller, body) => {
  const { store, presence } = services;
  const workspace = caller.workspace.id;
  const ids = [...new Set(body.userids)];
  const people = await store.read((reader) => peopleKnownTo(reader, workspace, caller.user, ids));
  const byId = new Map(people.map((person) => [person.id, person]));
  const known = ids.flatMap((id) => byId.get(id) ?? []);
  return { users: known.map((person) => friendOf(presence, workspace, person)) };
};
