import { userIdOf } from '@parley/protocol/ids';
import { peopleMatching } from '../../store/people.ts';
import type { Operation } from '../operation.ts';
import { friendOf } from './friend.ts';
import { searchText } from './search-text.ts';
import type { FriendServices } from './services.ts';

/** The most people that one search answers. Source: docs/spec/wire.md part 3. */
const LIMIT = 50;

export const searchPeople: Operation<'friends/search', FriendServices> = async (services, caller, body) => {
  const { store, presence } = services;
  const workspace = caller.workspace.id;
  const text = searchText(body.query.trim());
  // Addresses are not kept, but the id computed from one is there.
  const id = body.query.includes('@') ? userIdOf(body.query) : '';
  const people = await store.read((reader) =>
    peopleMatching(reader, workspace, caller.user, text, id, LIMIT),
  );
  return { users: people.map((person) => friendOf(presence, workspace, person)) };
};
