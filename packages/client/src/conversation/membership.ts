import { sealDisplayName } from '@parley/protocol/trust';
import type { Conversation as ConversationObject } from '@parley/protocol/wire';
import { ServerError } from '../errors.ts';
import type { Person } from '../people/people.ts';
import { checkName } from './name.ts';
import { makeNextEpoch, type NextEpoch, peopleAtOnce, readersNow, shareHistory } from './next-epoch.ts';
import { ConversationTimeline } from './timeline.ts';

export type GroupRole = 'owner' | 'admin' | 'member';

export interface AddOptions {
  /** Lets those who are added read what was written before; otherwise they read from now on. */
  readonly shareHistory?: boolean;
}

/** How often a change is made anew because somebody else changed the group first. */
const TRIES = 5;

/**
 * Who is in a group. Each change of who may read makes a new secret, for exactly those who may.
 * Source: docs/spec/wire.md part 3, chatconversationgroup; docs/spec/trust.md section 3.
 */
export abstract class ConversationMembership extends ConversationTimeline {
  /** The name that is sealed in the conversation; undefined where there is none, or none that opens. */
  protected abstract get sealedName(): string | undefined;

  /**
   * Adds people to the group, and says so in it; who is in it already stays as they are. For owners and admins.
   * @param added persons, or their e-mail addresses
   * @throws ServerError `forbidden`
   */
  async addParticipants(
    added: readonly (Person | string)[],
    { shareHistory: isShared = false }: AddOptions = {},
  ): Promise<void> {
    const persons = await this.#resolved(added);
    await this.#change(async () => {
      const atOnce = isShared ? peopleAtOnce(this.parts.epochs) : persons.length;
      for (let at = 0; at < persons.length; at += atOnce) {
        const part = persons.slice(at, at + atOnce);
        const ids = await this.#untilMade(() => this.#add(part, isShared));
        if (ids.length > 0) await this.#tell({ added: ids, removed: [] });
      }
    });
  }

  /**
   * Removes people from the group, and says so in it: they read nothing that is written from now on. For owners; for
   * admins where only members are removed.
   * @param removed persons, or their e-mail addresses
   * @throws ServerError `forbidden`, `not_found` for who is not in the group
   */
  async removeParticipants(removed: readonly (Person | string)[]): Promise<void> {
    const ids = (await this.#resolved(removed)).map(({ id }) => id);
    await this.#change(async () => {
      await this.#untilMade(() => this.#remove(ids));
      await this.#tell({ added: [], removed: ids });
    });
  }

  /**
   * Leaves the group; whoever stays makes a new secret before anything is written.
   * @throws ServerError `forbidden` for an owner while there is no other one and others are in it
   */
  async leave(): Promise<void> {
    const { transport, session } = this.station;
    await this.locked(async () => {
      await this.settle(undefined);
      await transport.call('conversationgroup/leave', { conversationid: this.id }, { session });
    });
  }

  /** Gives somebody in the group another role. For owners. @throws ServerError `forbidden`, `not_found` */
  async setRole(person: Person | string, role: GroupRole): Promise<void> {
    const { transport, session } = this.station;
    for (const { id: userid } of await this.#resolved([person])) {
      const fields = { conversationid: this.id, userid, role };
      const { conversation } = await transport.call('conversationgroup/setrole', fields, { session });
      await this.refresh(conversation);
    }
  }

  /**
   * Gives the group another name, and says so in it. For owners and admins.
   * @throws ServerError `forbidden`
   * @throws ClientError `nameless` for a name of which nothing would be seen
   */
  async rename(name: string): Promise<void> {
    checkName(name);
    const { transport, session } = this.station;
    await this.#change(async () => {
      await this.#untilMade(async () => {
        const { keys } = this.parts.epochs.newest();
        const displayname = await sealDisplayName(keys, name);
        const fields = { conversationid: this.id, epoch: keys.epoch, displayname };
        const { conversation } = await transport.call('conversationgroup/rename', fields, { session });
        await this.refresh(conversation);
      });
      await this.write({ kind: 'rename', name }, {});
    });
  }

  /**
   * Makes the epoch that is due because somebody left, unless somebody else just did. Callers hold the lock and have
   * refreshed the conversation.
   * @param isTold whether a message says who left: not where another one must be the first of its instance
   */
  protected async renewEpoch(isTold = true): Promise<void> {
    const { transport, session } = this.station;
    const before = this.parts.epochs.newest().epoch.secretfor.map(({ userid }) => userid);
    const staying = await this.#readers();
    // Somebody else made it before this station asked who is in the group.
    if (staying.length === before.length) return;
    const next = await this.#next(staying);
    try {
      const fields = { conversationid: this.id, ...next.fields };
      const answer = await transport.call('conversationgroup/newepoch', fields, { session });
      await this.#adopt(next, answer.conversation);
    } catch (error) {
      // Or while it was being made.
      if (!isRefusal(error, 'conflict') && !isRefusal(error, 'forbidden')) throw error;
      await this.refresh(await this.listed());
      return;
    }
    const removed = before.filter((id) => !staying.some((one) => one.id === id));
    if (isTold) await this.#tell({ added: [], removed });
  }

  /** @returns the ids of those who were not in the group */
  async #add(persons: readonly Person[], isShared: boolean): Promise<string[]> {
    const { transport, session } = this.station;
    const present = await this.#readers();
    const added = persons.filter(({ id }) => !present.some((one) => one.id === id));
    if (added.length === 0) return [];
    const shared = isShared ? await shareHistory(this.station, this.parts.epochs, added) : [];
    const next = await this.#next([...present, ...added]);
    const participantids = added.map(({ id }) => id);
    const fields = { conversationid: this.id, participantids, ...next.fields, shared };
    const answer = await transport.call('conversationgroup/addparticipants', fields, { session });
    await this.#adopt(next, answer.conversation);
    return participantids;
  }

  async #remove(ids: readonly string[]): Promise<void> {
    const { transport, session } = this.station;
    const next = await this.#next((await this.#readers()).filter(({ id }) => !ids.includes(id)));
    const fields = { conversationid: this.id, participantids: [...ids], ...next.fields };
    const answer = await transport.call('conversationgroup/removeparticipants', fields, { session });
    await this.#adopt(next, answer.conversation);
  }

  #readers(): Promise<Person[]> {
    return readersNow(this.parts.people, this.parts.epochs, this.object.participantids);
  }

  #next(people: readonly Person[]): Promise<NextEpoch> {
    return makeNextEpoch(this.station, this.parts.epochs, people, this.sealedName);
  }

  async #adopt({ made }: NextEpoch, conversation: ConversationObject): Promise<void> {
    await this.parts.epochs.adopt(made);
    await this.refresh(conversation);
  }

  async #tell(change: { readonly added: string[]; readonly removed: string[] }): Promise<void> {
    await this.write({ kind: 'membership', ...change }, {});
  }

  /** Changes the group as it is now, under the conversation's lock. */
  async #change(work: () => Promise<void>): Promise<void> {
    await this.locked(async () => {
      await this.settle(undefined);
      await this.refresh(await this.listed());
      await work();
    });
    await this.parts.people.keyring.write();
  }

  /** Tries again on what somebody else has made of the group meanwhile. */
  async #untilMade<Result>(attempt: () => Promise<Result>): Promise<Result> {
    for (let tries = 1; ; tries++) {
      try {
        return await attempt();
      } catch (error) {
        const isOvertaken = isRefusal(error, 'conflict') || isRefusal(error, 'epoch_changed');
        if (!isOvertaken || tries >= TRIES) throw error;
        await this.refresh(await this.listed());
        if (error.answer.due) await this.renewEpoch();
      }
    }
  }

  #resolved(people: readonly (Person | string)[]): Promise<Person[]> {
    const { people: known } = this.parts;
    return Promise.all(people.map((one) => known.find(one)));
  }
}

function isRefusal(error: unknown, code: ServerError['code']): error is ServerError {
  return error instanceof ServerError && error.code === code;
}
