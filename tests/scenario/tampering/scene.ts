import {
  type ClientErrorCode,
  type Conversation,
  type MessageView,
  Parley,
  type StationOptions,
} from '@parley/client';
import type { Epoch, EpochKeys, Finding, TrustCode } from '@parley/protocol/trust';
import type { Friend } from '@parley/protocol/wire';
import { type TestPerson, TestWorld } from '@parley/testkit';

// biome-ignore lint/suspicious/noExplicitAny: a tamperer takes any answer apart, whatever its shape.
export type Loose = any;
/** Changes an answer of the server on its way to the client. */
export type Tamper = (answer: Loose, action: string, request: Loose) => void;

/** One row of the table: the attack, the code by which the client names it, and where it is caught. */
export type Attack = readonly [
  attack: string,
  named: TrustCode | Finding['finding'] | ClientErrorCode,
  where: string,
  says: (scene: Scene) => Promise<readonly string[]>,
];

/** How Bob reads; the group of the scene when no other conversation is named. */
export interface Reading {
  readonly conversation?: string;
  /** What else he does, after having downloaded all. */
  readonly afterwards?: (conversation: Conversation, station: Parley) => Promise<unknown>;
  /** What others do before he reads again. */
  readonly between?: () => Promise<unknown>;
  /** Called with every message that is shown as proven. */
  readonly onProven?: (message: MessageView) => void;
}

/**
 * A group of Alice, who made it, Bob, whose client is attacked, and Mallory, who may be on the server's side. Eve has
 * an account and is not in the group. Everything is real; an attack changes what passes between server and client.
 */
export class Scene {
  readonly world: TestWorld;
  readonly alice: TestPerson;
  readonly bob: TestPerson;
  readonly mallory: TestPerson;
  readonly eve: TestPerson;
  /** Eve as the server describes her to whoever may know her. */
  readonly eveListed: Friend;
  /** The group as Alice's station has it. */
  readonly group: Conversation;
  /** Another group of the same people, with one message. */
  readonly other: Conversation;
  /** What Alice and Bob write to one another. */
  readonly pair: Conversation;

  private constructor(
    world: TestWorld,
    people: readonly TestPerson[],
    eveListed: Friend,
    conversations: readonly Conversation[],
  ) {
    this.world = world;
    this.eveListed = eveListed;
    [this.alice, this.bob, this.mallory, this.eve] = people as [
      TestPerson,
      TestPerson,
      TestPerson,
      TestPerson,
    ];
    [this.group, this.other, this.pair] = conversations as [Conversation, Conversation, Conversation];
  }

  static async open(): Promise<Scene> {
    const world = await TestWorld.start();
    const people = await Promise.all(['Alice', 'Bob', 'Mallory', 'Eve'].map((name) => world.register(name)));
    const [alice, bob, mallory, eve] = people as [TestPerson, TestPerson, TestPerson, TestPerson];
    const [eveListed] = await alice.parley.people.search(eve.email);
    const members = [bob.email, mallory.email];
    const group = await alice.parley.createGroup('plans', members);
    for (const text of ['one', 'two', 'three']) await group.send(text);
    await (await mallory.parley.conversation('plans')).send('a word of Mallory');
    await group.send('four');
    const other = await alice.parley.createGroup('other', members);
    await other.send('elsewhere');
    const pair = await alice.parley.conversationWith(bob.email);
    await pair.send('between us');
    return new Scene(world, people, eveListed as Friend, [group, other, pair]);
  }

  /** The group's first and only epoch. */
  get epoch(): Epoch {
    return this.group.epochs.accepted.get(0) as Epoch;
  }

  get keys(): EpochKeys {
    return this.group.epochs.keys.get(0) as EpochKeys;
  }

  get instance(): string {
    return this.group.object.instance;
  }

  /** What Bob's client says on a station that knows nothing yet: the refusal that stops it, or all that it lists. */
  async read(tamper: Tamper, reading: Reading = {}): Promise<string[]> {
    return this.#said(() => this.world.readAnew(this.bob, { fetch: through(tamper) }), reading);
  }

  /** What it says when the server tampers with what the same station has seen before. */
  async readTwice(first: Tamper, second: Tamper, reading: Reading = {}): Promise<string[]> {
    const { conversation } = reading;
    const { localKey, server } = this.bob.options;
    let store: StationOptions['store'];
    const before = await this.#said(
      async () => {
        const station = await this.world.readAnew(this.bob, { fetch: through(first) });
        store = station.station.store;
        return station;
      },
      conversation === undefined ? {} : { conversation },
    );
    if (before.length > 0 || !store) throw new Error(`the first time already: ${before}`);
    await reading.between?.();
    const known = { server, localKey, store };
    return this.#said(() => Parley.resume({ ...known, fetch: through(second) }), reading);
  }

  /** What it says when Bob logs in, on a new station unless a store is given. */
  async login(
    tamper: Tamper,
    options: Partial<StationOptions> = {},
    reading: Reading = {},
  ): Promise<string[]> {
    return this.#said(() => this.world.login(this.bob, { ...options, fetch: through(tamper) }), reading);
  }

  async #said(open: () => Promise<Parley>, reading: Reading): Promise<string[]> {
    try {
      const station = await open();
      const conversation = await station.conversation(reading.conversation ?? this.group.id);
      await conversation.sync();
      const download = conversation.download();
      for await (const message of download) if (message.sender.verified) reading.onProven?.(message);
      await reading.afterwards?.(conversation, station);
      const { unopened, findings } = download.summary;
      const people = [this.alice, this.bob, this.mallory].flatMap(
        ({ parley }) => station.people.refusalOf(parley.account.userid) ?? [],
      );
      return [...people, ...[conversation.nameRefusal ?? []].flat(), ...unopened, ...findings].map(
        ({ code }) => code,
      );
    } catch (error) {
      return [(error as { code?: string }).code ?? String(error)];
    }
  }
}

/**
 * The platform's `fetch`, with every answer changed on its way. What the attacked station would tell the user's other
 * ones stays with it, so that no attack is noticed for what another one left behind.
 */
export function through(tamper: Tamper) {
  return async (input: string, init: RequestInit): Promise<Response> => {
    const request = JSON.parse(new TextDecoder().decode(init.body as Uint8Array<ArrayBuffer>));
    if (request.action === 'keyring' && request.keyring) return Response.json(NOT_TAKEN, { status: 403 });
    const answer = (await (await fetch(input, init)).json()) as Loose;
    tamper(answer, request.action, request);
    return Response.json(answer, { status: answer.status === 'ERROR' ? 409 : 200 });
  };
}

const NOT_TAKEN = { status: 'ERROR', errorcode: 'forbidden', errormessage: 'Not in this scene.' };
