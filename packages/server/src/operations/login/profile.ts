import type { RequestOf } from '@parley/protocol/wire';
import { acquaintanceIds } from '../../store/audience.ts';
import type { Reader, Writer } from '../../store/engine/engine.ts';
import { type Names, namesOf, setNames } from '../../store/users.ts';
import { changing, type Tell } from '../changing.ts';
import { searchNameOf } from '../friends/search-text.ts';
import type { Caller, Operation } from '../operation.ts';

/** Source: docs/api.md, login/profile. */
export const profile: Operation<'login/profile'> = (services, caller, body) => {
  const { fullname, nick } = body;
  if (fullname === undefined && nick === undefined) {
    return services.store.read((reader) => present(reader, caller));
  }
  return changing(services, (writer, tell) => change(writer, tell, caller, body));
};

async function change(
  writer: Writer,
  tell: Tell,
  caller: Caller,
  body: RequestOf<'login/profile'>,
): Promise<Names> {
  const { workspace, user } = caller;
  const before = await present(writer, caller);
  const names = { fullname: body.fullname ?? before.fullname, nick: body.nick ?? before.nick };
  if (names.fullname === before.fullname && names.nick === before.nick) return before;
  await setNames(writer, workspace.id, user, { ...names, searchname: searchNameOf(names) });
  const told = new Set([user, ...(await acquaintanceIds(writer, workspace.id, user))]);
  for (const viewer of told) tell((changes) => changes.friend(caller, viewer, user));
  return names;
}

async function present(reader: Reader, { workspace, user }: Caller): Promise<Names> {
  const names = await namesOf(reader, workspace.id, user);
  if (!names) throw new Error('a session of a user who is not stored');
  return names;
}
