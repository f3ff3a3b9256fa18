import { Database } from 'bun:sqlite';
import { join } from 'node:path';
import { type CallName, callNames, calls } from '@parley/protocol/wire';
import documented from '../../../testkit/data/documented-calls.json';
import { createBody } from '../harness.ts';
import { makePerson, type Person, workspaceOf } from '../http/person.ts';
import { TestServer } from '../http/server.ts';
import { type Answered, codeOf, Station, send } from '../http/station.ts';

/** One documented call: what is asked, and what is answered apart from values that differ each time. */
export interface Documented {
  readonly name: string;
  readonly srv: string;
  readonly api: string;
  readonly user: string;
  readonly headers: readonly string[];
  readonly request: Readonly<Record<string, unknown>>;
  readonly response: Readonly<Record<string, unknown>>;
}

export const documentedCalls = documented.calls as unknown as readonly Documented[];

const ALICE = 'aa68d2204cb2bb85f2de3b9aad0d86d7';
const ALICE_STATION = '801c91e6466a1ab34945d73ae4f762c6';
const ADMINISTRATOR_STATION = '0523457bdf9f0fecba7a764cfff20576';
const CONVERSATION = '8ca16186c36a4e0a1ef2096e6c60b613';
/** What the documentation calls `<base64>` and `<opaque base64>`. */
const OPAQUE = Buffer.from('only the stations can read this').toString('base64');
/** The ids that the documentation shows, in the order in which the server draws them. */
const INSTANCES = ['PqjfKSn7V8', 'ZTZqIV8LS5', '7sSwU2VoFM'];

type Who = 'alice' | 'administrator';

/** One server, its clock, and the two people of the documentation on their stations. */
export class Day {
  readonly server: TestServer;
  readonly #instances: string[];
  readonly #reports: string[];
  readonly #people: Record<Who, Person>;
  readonly #stations = new Map<Who, Station>();
  #instance = INSTANCES[0] as string;

  private constructor(
    server: TestServer,
    instances: string[],
    reports: string[],
    people: Record<Who, Person>,
  ) {
    this.server = server;
    this.#instances = instances;
    this.#reports = reports;
    this.#people = people;
  }

  /** The morning of the first day: both exist, and have the conversation. */
  static async begin(): Promise<Day> {
    const instances = [...INSTANCES];
    const reports: string[] = [];
    const server = await TestServer.start(
      { allowUnsignedNotifications: true },
      {
        instance: () => instances.shift() ?? 'instance00',
        uuid: () => reports.shift() ?? crypto.randomUUID(),
      },
    );
    await server.stop();
    server.now = momentOf('2024-03-04 13:00:00');
    await server.start();
    const workspace = await workspaceOf(server);
    const alice = { ...makePerson(workspace, 'Alice', 'Ozeki Alice'), id: ALICE };
    const administrator = makePerson(workspace, 'Administrator', 'Administrator', 'admin@ozeki.hu');
    const day = new Day(server, instances, reports, { alice, administrator });
    await day.#register('alice', ALICE_STATION);
    await day.#giveAliceHerId();
    await day.#register('administrator', ADMINISTRATOR_STATION);
    await day.#login('alice', ALICE_STATION);
    const body = createBody(CONVERSATION, [ALICE, administrator.id], false, '0'.repeat(32));
    await day.does('alice', 'conversation/create', { ...body, displayname: OPAQUE });
    return day;
  }

  at(date: string): void {
    this.server.now = momentOf(date);
  }

  /** What the documentation does not show: somebody makes a call, and it succeeds. */
  async does(who: Who, name: CallName, fields: object = {}): Promise<Answered> {
    const answer = await this.#station(who).call(name, fields);
    if (codeOf(answer) !== 'OK') throw new Error(`${name}: ${answer.text}`);
    return answer;
  }

  writes(who: Who, ID: string, Created: string, ValidUntil: string): Promise<Answered> {
    const message = JSON.stringify({ ID, Type: 'Message', Created, ValidUntil, Data: OPAQUE });
    return this.does(who, 'conversation/add', { ...this.#place, message });
  }

  /** @param id which the server draws for the report, where the documentation shows it */
  reports(who: Who, type: 'delivered' | 'viewed', message: string, id?: string): Promise<Answered> {
    if (id !== undefined) this.#reports.push(id);
    const [firstmessagedate, lastmessagedate] = Array(2).fill('2024-03-04 13:30:36');
    const range = { firstmessagedate, lastmessagedate, messageids: [message] };
    return this.does(who, `reports/${type}`, { ...this.#place, ...range });
  }

  async clears(who: Who): Promise<void> {
    await this.does(who, 'conversation/clear', this.#place);
    this.cleared();
  }

  cleared(): void {
    this.#instance = INSTANCES[INSTANCES.indexOf(this.#instance) + 1] as string;
  }

  /** Makes a documented call, byte for byte apart from what differs each time. */
  async plays({ srv, api, user, headers, request }: Documented): Promise<Answered> {
    const who: Who = user === ALICE ? 'alice' : 'administrator';
    const { timestamp } = request;
    if (typeof timestamp === 'string') this.at(timestamp);
    const apikey = this.#people[who].apikey;
    const text = JSON.stringify(request).replaceAll('<64 hex>', apikey).replaceAll('<base64>', OPAQUE);
    const name = callNames.find((one) => {
      const call = calls[one];
      return call.srv === srv && call.api === api && call.action === request.action;
    });
    if (!name) throw new Error(`there is no call ${srv} ${api} ${request.action}`);
    if (headers.includes('Ozeki-Signature')) return this.#station(who).call(name, {}, { text });
    const named = { 'Content-Type': 'application/json', 'Ozeki-Station': this.#station(who).id };
    const answer = await send(`${this.server.url}/?srv=${srv}&api=${api}`, named, text);
    if (name === 'login/login') this.#enters(who, this.#station(who).id, answer);
    return answer;
  }

  get #place() {
    return { conversationid: CONVERSATION, instance: this.#instance };
  }

  #station(who: Who): Station {
    const station = this.#stations.get(who);
    if (!station) throw new Error(`${who} is not logged in`);
    return station;
  }

  #enters(who: Who, station: string, answer: Answered): void {
    this.#stations.set(who, new Station(this.server, this.#people[who], station, answer));
  }

  async #register(who: Who, station: string): Promise<void> {
    const answer = await this.#ask(station, this.#people[who].registration);
    this.#enters(who, station, answer);
  }

  async #login(who: Who, station: string): Promise<void> {
    const answer = await this.#ask(station, { action: 'login', apikey: this.#people[who].apikey });
    this.#enters(who, station, answer);
  }

  #ask(station: string, body: object): Promise<Answered> {
    const headers = { 'Content-Type': 'application/json', 'Ozeki-Station': station };
    return send(`${this.server.url}/?srv=chatserver&api=chatlogin`, headers, JSON.stringify(body));
  }

  /** The documentation's id of Alice is the MD5 of no address that we know: no registration gives it. */
  async #giveAliceHerId(): Promise<void> {
    await this.server.stop();
    const database = new Database(join(this.server.data, 'parley.db'));
    database.run('UPDATE users SET id = ?', [ALICE]);
    database.close();
    await this.server.start();
  }

  async end(): Promise<void> {
    if (this.#instances.length > 0 || this.#reports.length > 0) throw new Error('not all ids were drawn');
    await this.server.close();
  }
}

function momentOf(date: string): number {
  return Date.parse(`${date.replace(' ', 'T')}Z`);
}
