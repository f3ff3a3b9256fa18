import type { Parley } from '@parley/client';
import { shownName } from '@parley/client';
import type { Desk } from './desk.ts';
import { cancelled } from './follow.ts';
import type { PeopleApi, PersonView, ReaderView } from './people.ts';
import { keysRefusalOf } from './refusal.ts';

export function peopleMethods(desk: Desk): PeopleApi {
  return {
    person: async ({ id }, { emit, signal }) => {
      const { parley, board } = desk;
      await knowMarks(parley);
      await Promise.all([parley.people.learn([id]), board.contacts.learn()]);
      let shown: string | undefined;
      const show = async () => {
        const view = await personView(desk, id);
        const now = JSON.stringify(view);
        if (now !== shown) emit(view);
        shown = now;
      };
      const stop = board.contacts.news.observe(() => void show());
      await show();
      await cancelled(signal);
      stop();
    },
    markVerified: async ({ id, isVerified }) => {
      await desk.parley.people.markVerified(await desk.person(id), isVerified);
      desk.board.contacts.note();
    },
    setBlocked: ({ id, isBlocked }) => desk.board.contacts.setBlocked(id, isBlocked),
    setFriend: ({ id, isFriend }) => desk.board.contacts.setFriend(id, isFriend),
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
  const { parley, board } = desk;
  const changed = await parley.changedSafetyNumbers(id);
  const person = parley.people.get(id);
  const availability = board.contacts.availabilityOf(id);
  return {
    ...readerView(desk, id),
    formerName: person?.formerName && shownName(person.formerName),
    changed,
    safetyNumber: person && parley.safetyNumber(person),
    isFriend: availability !== undefined,
    isBlocked: board.contacts.isBlocked(id) ?? false,
    availability: availability ?? 'offline',
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
