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
  /** IDs that were given out under a mark, by station and name of the mark. */
  readonly #taken = new Map<string, Set<string>>();

  constructor(stations: readonly Station[], owner: string) {
    this.stations = stations;
    this.#owner = owner;
  }

  async send(station: Station, bodies: readonly string[]): Promise<void> {
    for (const body of bodies) {
      const { id } = await station.conversation.send(body);
      this.#note(station, id, 'text', body);
    }
  }

  /** Several stations write at the same moment: the server alone says in which order. */
  async sendTogether(stations: readonly Station[], body: string): Promise<void> {
    const sent = await Promise.all(
      stations.map(async (station) => ({ station, id: (await station.conversation.send(body)).id })),
    );
    for (const { station, id } of sent) this.#note(station, id, 'text', body);
    const order = await this.#serverOrder(stations[0] as Station);
    this.#expected.sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  }

  async import(bodies: readonly string[]): Promise<void> {
    const station = this.#owners()[0] as Station;
    const drafts = bodies.map((body, index) => ({
      id: crypto.randomUUID(),
      sent: Date.parse('2005-06-27T12:00:00Z') + index * 60_000,
      content: { kind: 'text' as const, body, imported: { name: 'nick', source: 'irc #test' } },
    }));
    expect(await station.conversation.import(drafts)).toEqual({ added: drafts.length, skipped: 0 });
    for (const { id, content } of drafts) this.#note(station, id, 'text', content.body);
  }

  /** Reports the messages that a station holds. */
  async report(station: Station, kind: 'delivered' | 'viewed'): Promise<void> {
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
  async remove(station: Station, pick: number): Promise<void> {
    const { parley, conversation } = station;
    const own = this.#expected.filter(
      ({ author, kind }) => author === parley.account.userid && kind === 'text',
    );
    const target = own[pick % own.length];
    if (!target) return;
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
    const station = owners[pick % owners.length] as Station;
    const { conversation, parley } = station;
    const { instance } = await conversation.sync();
    const { transport, session } = parley.station;
    await transport.call('conversation/clear', { conversationid: conversation.id, instance }, { session });
    this.#expected = [];
    this.#seqs.clear();
    this.#taken.clear();
    const { id } = await conversation.send({ kind: 'cleared', instance });
    this.#note(station, id, 'cleared', '');
  }

  /** Downloads whole, and compares with what must be there. */
  async download({ conversation }: Station): Promise<void> {
    await conversation.sync();
    this.#compare(await readAll(conversation), this.#expected, true);
  }

  /** Reads what a station holds without asking the server: what is old is no finding. */
  async readOffline({ conversation }: Station): Promise<void> {
    const { findings, notOpened } = await readAll(conversation);
    expect(findings).toEqual([]);
    expect(notOpened).toBe(0);
  }

  /** Downloads what is new under a mark: exactly that. */
  async downloadNew(station: Station, name: string, keep: boolean): Promise<void> {
    await station.conversation.sync();
    const mark = `${this.stations.indexOf(station)} ${name}`;
    const taken = this.#taken.get(mark) ?? new Set<string>();
    const fresh = this.#expected.filter(({ id }) => !taken.has(id));
    // Reports that come later than their messages were taken are no news of a message.
    this.#compare(await readAll(station.conversation, name, keep), fresh, false);
    if (keep) this.#taken.set(mark, new Set([...taken, ...fresh.map(({ id }) => id)]));
  }

  #compare(read: Read, expected: readonly Expected[], withReports: boolean): void {
    expect(read.findings).toEqual([]);
    expect(read.notOpened).toBe(0);
    const words = ({ id, kind, body }: Pick<Expected, 'id' | 'kind' | 'body'>, author: string) =>
      `${id} ${author} ${kind} ${body}`;
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

  #note({ parley }: Station, id: string, kind: MessageView['kind'], body: string): void {
    const { userid: author, stationid: station } = parley.account;
    const seq = (this.#seqs.get(station) ?? 0) + 1;
    this.#seqs.set(station, seq);
    this.#expected.push({ id, kind, body, author, station, seq, reports: new Set() });
  }

  #owners(): Station[] {
    return this.stations.filter(({ parley }) => parley.account.userid === this.#owner);
  }

  async #serverOrder({ parley, conversation }: Station): Promise<string[]> {
    const { transport, session } = parley.station;
    const { instance } = await conversation.sync();
    const answer = await transport.call(
      'conversation/download',
      { conversationid: conversation.id, instance, since: '' },
      { session },
    );
    return answer.messages.map(({ ID }) => ID);
  }
}
