import { expect } from 'bun:test';
import type { Conversation, FindingView, MessageView, Parley } from '@parley/client';

/** What one download came to. */
export interface Read {
  readonly views: readonly MessageView[];
  readonly findings: readonly FindingView[];
  readonly notOpened: number;
  readonly verified: number;
}

/** A station of somebody, and the run's conversation as it knows it. */
export interface Station {
  readonly parley: Parley;
  /** Undefined until its user was first in it. */
  conversation: Conversation | undefined;
}

/** A station whose user is in the conversation. */
export interface Present extends Station {
  readonly conversation: Conversation;
}

/** A message as everybody must read it. */
export interface Expected {
  readonly id: string;
  readonly kind: MessageView['kind'];
  readonly body: string;
  readonly author: string;
  readonly station: string;
  readonly seq: number;
  readonly epoch: number;
  /** Who reported what about it, in no order. */
  readonly reports: Set<string>;
}

export async function readAll(conversation: Conversation, since?: string, keep = false): Promise<Read> {
  const download = conversation.download(since === undefined ? {} : { since });
  const views: MessageView[] = [];
  for await (const view of download) views.push(view);
  const { unopened, findings, verified } = download.summary;
  if (keep) await download.keep();
  return { views, findings, notOpened: unopened.length, verified };
}

/** One history in one new group: what was done, what everybody must read, and how far each mark has come. */
export class Run {
  readonly stations: readonly Station[];
  readonly #owner: string;
  #expected: Expected[] = [];
  readonly #seqs = new Map<string, number>();
  /** IDs that were passed under a mark, by station and name of the mark. */
  readonly #taken = new Map<string, Set<string>>();
  #members: Set<string>;
  #epoch = 0;
  #isDue = false;
  /** Epochs by user id, of those who were ever in it. */
  readonly #held = new Map<string, Set<number>>();

  constructor(stations: readonly Station[], owner: string, members: readonly string[]) {
    this.stations = stations;
    this.#owner = owner;
    this.#members = new Set(members);
    this.#giveEpoch();
  }

  /** The station of that number, where its user is in the conversation. */
  present(index: number): Present | undefined {
    const station = this.stations[index] as Station;
    return this.#isPresent(station) ? station : undefined;
  }

  get allPresent(): Present[] {
    return this.stations.filter((station) => this.#isPresent(station));
  }

  get members(): ReadonlySet<string> {
    return this.#members;
  }

  async send(station: Present, bodies: readonly string[]): Promise<void> {
    for (const body of bodies) {
      const { id } = await station.conversation.send(body);
      // Who writes first after somebody left makes the next epoch, and says so before.
      if (this.#isDue) {
        this.#giveEpoch();
        await this.#noteTold(station, id);
      }
      this.#note(station, id, 'text', body);
    }
  }

  /** Several stations write at the same moment: the server alone says in which order. */
  async sendTogether(stations: readonly Present[], body: string): Promise<void> {
    await this.#settle();
    const sent = await Promise.all(
      stations.map(async (station) => ({ station, id: (await station.conversation.send(body)).id })),
    );
    for (const { station, id } of sent) this.#note(station, id, 'text', body);
    const order = await this.#serverOrder(this.#owners()[0] as Present);
    this.#expected.sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  }

  /** The owner adds somebody, who then reads all of it or what is written from now on. */
  async add(parley: Parley, shareHistory: boolean): Promise<void> {
    const { userid, email } = parley.account;
    if (this.#members.has(userid)) return;
    const owner = this.#owners()[0] as Present;
    await owner.conversation.addParticipants([email], { shareHistory });
    this.#members.add(userid);
    const shared = shareHistory ? (this.#held.get(this.#owner) ?? []) : [];
    this.#held.set(userid, new Set([...(this.#held.get(userid) ?? []), ...shared]));
    this.#giveEpoch();
    await this.#noteTold(owner);
    for (const station of this.stations) {
      if (station.parley.account.userid !== userid) continue;
      station.conversation = await station.parley.conversation(owner.conversation.id);
    }
  }

  async remove({ account: { userid, email } }: Parley): Promise<void> {
    if (userid === this.#owner || !this.#members.has(userid)) return;
    const owner = this.#owners()[1] as Present;
    await owner.conversation.removeParticipants([email]);
    this.#members.delete(userid);
    this.#giveEpoch();
    await this.#noteTold(owner);
  }

  async leave({ parley, conversation }: Present): Promise<void> {
    const { userid } = parley.account;
    if (userid === this.#owner) return;
    await conversation.leave();
    this.#members.delete(userid);
    this.#isDue = true;
  }

  async rename(pick: number, name: string): Promise<void> {
    await this.#settle();
    const owners = this.#owners();
    const station = owners[pick % owners.length] as Present;
    await station.conversation.rename(name);
    await this.#noteTold(station, undefined, 'rename', name);
    for (const { parley } of this.allPresent) {
      expect((await parley.conversation(station.conversation.id)).name).toBe(name);
    }
  }

  async import(bodies: readonly string[]): Promise<void> {
    await this.#settle();
    const station = this.#owners()[0] as Present;
    const drafts = bodies.map((body, index) => ({
      id: crypto.randomUUID(),
      sent: Date.parse('2005-06-27T12:00:00Z') + index * 60_000,
      content: { kind: 'text' as const, body, imported: { name: 'nick', source: 'irc #test' } },
    }));
    expect(await station.conversation.import(drafts)).toEqual({ added: drafts.length, skipped: 0 });
    for (const { id, content } of drafts) this.#note(station, id, 'text', content.body);
  }

  /** Reports the messages that a station holds. */
  async report(station: Present, kind: 'delivered' | 'viewed'): Promise<void> {
    const { parley, conversation } = station;
    const { instance } = await conversation.sync();
    const { views } = await readAll(conversation);
    const [first, last] = [views.at(0), views.at(-1)];
    if (!first || !last) return;
    const { transport, session } = parley.station;
    await transport.call(
      `reports/${kind}`,
      {
        conversationid: conversation.id,
        instance,
        firstmessagedate: first.created,
        lastmessagedate: last.created,
        messageids: views.map(({ id }) => id),
      },
      { session },
    );
    for (const { id } of views) {
      const found = this.#expected.find((one) => one.id === id);
      found?.reports.add(`${kind} ${session.user} ${session.station}`);
    }
  }

  /**
   * Deletes a text of one's own from any of one's stations: first says so, then asks the server to erase it. What
   * explains an absence itself, a `delete` or a `cleared`, is never erased.
   */
  async erase(station: Present, pick: number): Promise<void> {
    const { parley, conversation } = station;
    const own = this.#expected.filter(
      ({ author, kind }) => author === parley.account.userid && kind === 'text',
    );
    const target = own[pick % own.length];
    if (!target) return;
    await this.#settle();
    const content = { kind: 'delete', target: target.id, station: target.station, seq: target.seq } as const;
    const { id } = await conversation.send(content);
    this.#note(station, id, 'delete', '');
    const { instance } = await conversation.sync();
    const { transport, session } = parley.station;
    await transport.call(
      'conversation/remove',
      { conversationid: conversation.id, instance, messageids: [target.id] },
      { session },
    );
    this.#expected = this.#expected.filter((one) => one !== target);
  }

  async clear(pick: number): Promise<void> {
    const owners = this.#owners();
    const station = owners[pick % owners.length] as Present;
    const { conversation, parley } = station;
    const { instance } = await conversation.sync();
    const { transport, session } = parley.station;
    await transport.call('conversation/clear', { conversationid: conversation.id, instance }, { session });
    this.#expected = [];
    this.#seqs.clear();
    this.#taken.clear();
    const { id } = await conversation.send({ kind: 'cleared', instance });
    if (this.#isDue) this.#giveEpoch();
    this.#note(station, id, 'cleared', '');
  }

  /** Downloads whole, and compares with what must be there. */
  async download({ parley, conversation }: Present): Promise<void> {
    await conversation.sync();
    const { userid } = parley.account;
    this.#compare(await readAll(conversation), this.#expected, userid, true);
  }

  /** Reads what a station holds without asking the server: what is old is no finding. */
  async readOffline({ conversation }: Present): Promise<void> {
    const { findings } = await readAll(conversation);
    expect(findings).toEqual([]);
  }

  /** Downloads what is new under a mark: exactly that. */
  async downloadNew(station: Present, name: string, keep: boolean): Promise<void> {
    await station.conversation.sync();
    const mark = `${this.stations.indexOf(station)} ${name}`;
    const taken = this.#taken.get(mark) ?? new Set<string>();
    const fresh = this.#expected.filter(({ id }) => !taken.has(id));
    const { userid } = station.parley.account;
    // Reports that come later than their messages were taken are no news of a message.
    this.#compare(await readAll(station.conversation, name, keep), fresh, userid, false);
    if (keep) this.#taken.set(mark, new Set([...taken, ...fresh.map(({ id }) => id)]));
  }

  #compare(read: Read, all: readonly Expected[], userid: string, withReports: boolean): void {
    const expected = all.filter(({ epoch }) => this.#held.get(userid)?.has(epoch));
    expect(read.findings).toEqual([]);
    expect(read.notOpened).toBe(all.length - expected.length);
    const words = ({ id, kind, body }: Pick<Expected, 'id' | 'kind' | 'body'>, author: string) =>
      `${id} ${author} ${kind} ${kind === 'membership' ? '' : body}`;
    expect(read.views.map((view) => words(view, view.sender.id))).toEqual(
      expected.map((one) => words(one, one.author)),
    );
    expect(read.verified).toBe(expected.length);
    if (!withReports) return;
    for (const [index, view] of read.views.entries()) {
      const reports = view.reports.map(({ Type, User, Station }) => `${Type} ${User} ${Station}`);
      expect(reports.sort()).toEqual([...(expected[index] as Expected).reports].sort());
    }
  }

  #note({ parley }: Present, id: string, kind: MessageView['kind'], body: string): void {
    const { userid: author, stationid: station } = parley.account;
    const seq = (this.#seqs.get(station) ?? 0) + 1;
    this.#seqs.set(station, seq);
    this.#expected.push({ id, kind, body, author, station, seq, epoch: this.#epoch, reports: new Set() });
  }

  /** Notes what the library wrote by itself: the newest message, or the one before another. */
  async #noteTold(
    station: Present,
    before?: string,
    kind: 'membership' | 'rename' = 'membership',
    body = '',
  ): Promise<void> {
    const order = await this.#serverOrder(station);
    const id = order.at(before === undefined ? -1 : order.indexOf(before) - 1) as string;
    expect(this.#expected.map((one) => one.id)).not.toContain(id);
    this.#note(station, id, kind, body);
  }

  /** For what is done by several calls: somebody has written since anybody left. */
  async #settle(): Promise<void> {
    if (this.#isDue) await this.send(this.#owners()[0] as Present, ['somebody has left']);
  }

  /** From now on is written under the next epoch, which who is in the conversation has. */
  #giveEpoch(): void {
    this.#epoch++;
    this.#isDue = false;
    for (const member of this.#members) {
      this.#held.set(member, new Set([...(this.#held.get(member) ?? []), this.#epoch]));
    }
  }

  #isPresent(station: Station): station is Present {
    return station.conversation !== undefined && this.#members.has(station.parley.account.userid);
  }

  #owners(): Present[] {
    return this.allPresent.filter(({ parley }) => parley.account.userid === this.#owner);
  }

  async #serverOrder({ parley, conversation }: Present): Promise<string[]> {
    const { transport, session } = parley.station;
    const { instance } = await conversation.sync();
    const answer = await transport.call(
      'conversation/download',
      { conversationid: conversation.id, instance, since: '' },
      { session },
    );
    const changed = answer.messages.filter(({ Type }) => Type === 'Message');
    return changed.map(({ ID }) => ID);
  }
}
