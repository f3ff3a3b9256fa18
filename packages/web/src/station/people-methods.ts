import type { Parley } from '@parley/client';
import { shownName } from '@parley/client';
import type { Desk } from './desk.ts';
import type { PeopleApi, PersonView, ReaderView } from './people.ts';
import { keysRefusalOf } from './refusal.ts';

export function peopleMethods(desk: Desk): PeopleApi {
  return {
    person: ({ id }) => personView(desk, id),
    markVerified: async ({ id, isVerified }) => {
      await desk.parley.people.markVerified(await desk.person(id), isVerified);
    },
    setBlocked: ({ id, isBlocked }) => {
      const { friends } = desk.parley;
      return isBlocked ? friends.block(id) : friends.unblock(id);
    },
    setFriend: async ({ id, isFriend }) => {
      const { friends } = desk.parley;
      if (isFriend) await friends.add(id);
      else await friends.remove(id);
    },
    readers: async ({ conversation }) => {
      const { readers } = await desk.board.conversation(conversation);
      await desk.parley.people.learn(readers);
      const { userid } = desk.parley.account;
      const views = readers.map((id) => readerView(desk, id));
      return views.sort((one, other) =>
        one.id === userid ? -1 : other.id === userid ? 1 : one.name.localeCompare(other.name),
      );
    },
  };
}

async function personView(desk: Desk, id: string): Promise<PersonView> {
  const { parley } = desk;
  await knowMarks(parley);
  await parley.people.learn([id]);
  const [friends, blocked] = await Promise.all([parley.friends.list(), parley.friends.blocked()]);
  const changed = await parley.changedSafetyNumbers(id);
  const person = parley.people.get(id);
  const friend = friends.find((one) => one.id === id);
  return {
    ...readerView(desk, id),
    formerName: person?.formerName && shownName(person.formerName),
    changed,
    safetyNumber: person && parley.safetyNumber(person),
    isFriend: friend !== undefined,
    isBlocked: blocked.includes(id),
    availability: friend?.availability ?? 'offline',
  };
}

/** What was compared on another station counts here as well; a keyring that is refused changes nothing. */
async function knowMarks({ people }: Parley): Promise<void> {
  try {
    await people.syncKeyring();
  } catch (error) {
    if ((error as Error).name !== 'TrustError') throw error;
  }
}

function readerView({ parley }: Desk, id: string): ReaderView {
  const { people, account } = parley;
  return {
    id,
    name: shownName(people.nameOf(id)),
    isOwn: id === account.userid,
    isVerified: people.get(id)?.isVerified ?? false,
    refusal: keysRefusalOf(people, id),
  };
}
