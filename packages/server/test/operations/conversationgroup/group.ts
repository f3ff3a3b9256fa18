import type { Caller } from '../../../src/operations/operation.ts';
import { epochFor, type Fields, hexOf, opaque, SIGNATURE, type World } from '../../harness.ts';

/** The group of a test: Alice owns it, Bob is an admin, Carol and Dave are members; Eve is outside. */
export interface Group {
  readonly conversationid: string;
  readonly instance: string;
  readonly alice: Caller;
  readonly bob: Caller;
  readonly carol: Caller;
  readonly dave: Caller;
  readonly eve: Caller;
}

export const NAMES = ['alice', 'bob', 'carol', 'dave', 'eve'] as const;
export type Name = (typeof NAMES)[number];

export async function makeGroup(world: World): Promise<Group> {
  const some = world.uuid();
  const [alice, bob, carol, dave, eve] = (await Promise.all(
    NAMES.map((name) => world.user(name, hexOf(`${name} ${some}`))),
  )) as [Caller, Caller, Caller, Caller, Caller];
  const place = await world.group(alice, bob, carol, dave);
  const { conversationid } = place;
  await world.ask('conversationgroup/setrole', alice, { conversationid, userid: bob.user, role: 'admin' });
  return { ...place, alice, bob, carol, dave, eve };
}

export const idsOf = (people: readonly Caller[]) => people.map(({ user }) => user);

/** The body that adds people to those who are there. */
export function adding(
  { conversationid }: Group,
  added: readonly Caller[],
  present: readonly Caller[],
  epoch = 1,
): Fields<'conversationgroup/addparticipants'> {
  const participantids = idsOf(added);
  return { conversationid, participantids, ...epochFor([...idsOf(present), ...participantids], epoch) };
}

/** The body that removes people, for those who stay. */
export function removing(
  { conversationid }: Group,
  removed: readonly Caller[],
  staying: readonly Caller[],
  epoch = 1,
): Fields<'conversationgroup/removeparticipants'> {
  return { conversationid, participantids: idsOf(removed), ...epochFor(idsOf(staying), epoch) };
}

/** The body that makes an epoch for people. */
export function renewing(
  { conversationid }: Pick<Group, 'conversationid'>,
  people: readonly Caller[],
  epoch = 1,
): Fields<'conversationgroup/newepoch'> {
  return { conversationid, ...epochFor(idsOf(people), epoch) };
}

export function shared(epoch: number, whom: Caller) {
  return { epoch, userid: whom.user, secret: opaque(`shared ${epoch}`), sharesignature: SIGNATURE };
}
