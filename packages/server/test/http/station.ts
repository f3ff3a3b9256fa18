import { constants, createHmac, privateDecrypt } from 'node:crypto';
import { type CallName, calls } from '@parley/protocol/wire';
import { hexOf, makePerson, type Person, workspaceOf } from './person.ts';
import type { TestServer } from './server.ts';

/** An answer as it came. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

/** What a test changes of a request; undefined takes a header away. */
export interface Changes {
  readonly headers?: Record<string, string | undefined>;
  readonly url?: string;
  /** Sent in place of the body, signed. */
  readonly text?: string;
}

/** Sends bytes as they are. */
export async function send(url: string, headers: Record<string, string>, body: BodyInit): Promise<Answered> {
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** Makes a call that is not signed. */
export function ask(server: TestServer, name: CallName, fields: object, station?: string): Promise<Answered> {
  const { api, action } = calls[name];
  return send(
    `${server.url}/?srv=chatserver&api=${api}`,
    { 'Content-Type': 'application/json', ...(station && { 'Ozeki-Station': station }) },
    JSON.stringify({ action, ...fields }),
  );
}

let nonces = 0;

/** A person's client with a session. */
export class Station {
  readonly server: TestServer;
  readonly person: Person;
  readonly id: string;
  /** What registering or logging in answered. */
  readonly answer: Answered;
  readonly sessionkey: Buffer;

  constructor(server: TestServer, person: Person, id: string, answer: Answered) {
    if (answer.status !== 200) throw new Error(`no session: ${answer.text}`);
    this.server = server;
    this.person = person;
    this.id = id;
    this.answer = answer;
    this.sessionkey = privateDecrypt(
      {
        key: person.rsaPrivate,
        padding: constants.RSA_PKCS1_OAEP_PADDING,
        oaepHash: 'sha256',
        oaepLabel: Buffer.from(`parley/session/v1\0${id}`),
      },
      Buffer.from(String(answer.body.sessionkey), 'base64'),
    );
  }

  static async register(server: TestServer, nick: string, fullname?: string): Promise<Station> {
    const person = makePerson(await workspaceOf(server), nick, fullname);
    const id = hexOf(`station of ${nick}`);
    return new Station(server, person, id, await ask(server, 'login/register', person.registration, id));
  }

  /** Logs the person in, on this station or another. */
  async login(id = this.id, stationname?: string): Promise<Station> {
    const fields = { apikey: this.person.apikey, ...(stationname !== undefined && { stationname }) };
    return new Station(this.server, this.person, id, await ask(this.server, 'login/login', fields, id));
  }

  /** The server's clock as a date of the wire. */
  get date(): string {
    return dateOf(this.server.now);
  }

  /** Makes a signed call, with a new nonce unless one is given. */
  call(name: CallName, fields: object = {}, changes: Changes = {}): Promise<Answered> {
    const { srv, api, action, auth } = calls[name];
    const text = changes.text ?? JSON.stringify(this.body(action, fields));
    const station = auth === 'user' ? '' : this.id;
    const headers: Record<string, string | undefined> = {
      'Content-Type': 'application/json',
      'Ozeki-Signature': this.sign(srv, api, station, text),
      ...(station && { 'Ozeki-Station': station }),
      'Ozeki-User': this.person.id,
      ...changes.headers,
    };
    const url = changes.url ?? `${this.server.url}/?srv=${srv}&api=${api}`;
    return send(url, present(headers), text);
  }

  /** A body with what every signed one has. */
  body(action: string, fields: object = {}): object {
    const nonce = String(++nonces).padStart(32, '0');
    return { action, clientversioncode: 3, timestamp: this.date, nonce, ...fields };
  }

  sign(srv: string, api: string, station: string, text: string | Uint8Array): string {
    const prefix = `${srv}\n${api}\n${station}\n${this.person.id}\n`;
    return createHmac('sha256', this.sessionkey).update(prefix).update(text).digest('hex');
  }
}

function present(headers: Record<string, string | undefined>): Record<string, string> {
  const given = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(given);
}

/** `yyyy-MM-dd HH:mm:ss` in UTC. */
export function dateOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('T', ' ').slice(0, 19);
}

/** `errorcode` of an answer, or its status when it is none of ours. */
export function codeOf({ status, body }: Answered): unknown {
  return body.status === 'OK' ? 'OK' : (body.errorcode ?? status);
}
