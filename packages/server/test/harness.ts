import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromWireDate, toBase64, toWireDate } from '@parley/protocol/encoding';
import { groupConversationId, pairConversationId } from '@parley/protocol/ids';
import { type CallName, calls, faultOf, type RequestOf, type ResponseOf } from '@parley/protocol/wire';
import { Hub } from '../src/live/hub.ts';
import { openLog } from '../src/log.ts';
import { blockUser, listBlocked, unblockUser } from '../src/operations/blocklist/blocklist.ts';
import { addMessage } from '../src/operations/conversation/add.ts';
import { clearConversation } from '../src/operations/conversation/clear.ts';
import { createConversation } from '../src/operations/conversation/create.ts';
import { downloadConversation } from '../src/operations/conversation/download.ts';
import { downloadPartially } from '../src/operations/conversation/downloadpartial.ts';
import { importMessages } from '../src/operations/conversation/import.ts';
import { listConversations } from '../src/operations/conversation/list.ts';
import { removeMessages } from '../src/operations/conversation/remove.ts';
import { listSecrets } from '../src/operations/conversation/secrets.ts';
import * as settings from '../src/operations/conversation/settings.ts';
import { addParticipants } from '../src/operations/conversationgroup/addparticipants.ts';
import { leaveGroup } from '../src/operations/conversationgroup/leave.ts';
import { newEpoch } from '../src/operations/conversationgroup/newepoch.ts';
import { removeParticipants } from '../src/operations/conversationgroup/removeparticipants.ts';
import { renameGroup } from '../src/operations/conversationgroup/rename.ts';
import { setRole } from '../src/operations/conversationgroup/setrole.ts';
import { type Caller, JsonText, type Operation, type Services } from '../src/operations/operation.ts';
import { Refusal } from '../src/operations/refusal.ts';
import { reportDelivered, reportViewed } from '../src/operations/reports/reports.ts';
import type { Engine } from '../src/store/engine/engine.ts';
import { openStore } from '../src/store/open.ts';
import { insertUser } from '../src/store/users.ts';
import { insertWorkspace, type Workspace } from '../src/store/workspaces.ts';

const operations = {
  'conversation/list': listConversations,
  'conversation/create': createConversation,
  'conversation/secrets': listSecrets,
  'conversation/download': downloadConversation,
  'conversation/downloadpartial': downloadPartially,
  'conversation/add': addMessage,
  'conversation/import': importMessages,
  'conversation/remove': removeMessages,
  'conversation/clear': clearConversation,
  'conversation/favorite': settings.favoriteConversation,
  'conversation/unfavorite': settings.unfavoriteConversation,
  'conversation/mute': settings.muteConversation,
  'conversation/unmute': settings.unmuteConversation,
  'conversation/hide': settings.hideConversation,
  'conversation/unhide': settings.unhideConversation,
  'conversation/setlistitembackgroundcolor': settings.colorConversation,
  'blocklist/blocklist': listBlocked,
  'blocklist/block': blockUser,
  'blocklist/unblock': unblockUser,
  'conversationgroup/rename': renameGroup,
  'conversationgroup/addparticipants': addParticipants,
  'conversationgroup/removeparticipants': removeParticipants,
  'conversationgroup/leave': leaveGroup,
  'conversationgroup/setrole': setRole,
  'conversationgroup/newepoch': newEpoch,
  'reports/delivered': reportDelivered,
  'reports/viewed': reportViewed,
} satisfies { [Name in CallName]?: Operation<Name> };

export type AskedCall = keyof typeof operations;
/** What a call takes besides what every signed body has. */
export type Fields<Name extends AskedCall> = Omit<
  RequestOf<Name>,
  'action' | 'clientversioncode' | 'timestamp' | 'nonce'
> & { nonce?: string };

const CURSOR_KEY = new Uint8Array(32).fill(7);

/** Operations on a real store in a temporary folder, with a clock and ids that the test decides. */
export class World {
  readonly store: Engine;
  readonly workspace: Workspace;
  readonly hub: Hub;
  /** The temporary folder; the store is in `data`. */
  readonly folder: string;
  /** Milliseconds since the Unix epoch. */
  now = fromWireDate('2024-03-08 15:00:00') as number;
  /** Taken before counted ones. */
  readonly uuids: string[] = [];
  readonly instances: string[] = [];
  #count = 0;

  constructor(store: Engine, folder: string, workspace: Workspace) {
    this.store = store;
    this.folder = folder;
    this.workspace = workspace;
    this.hub = new Hub({ store, cursorKey: CURSOR_KEY }, openLog('silent'));
  }

  get services(): Services {
    return {
      store: this.store,
      cursorKey: CURSOR_KEY,
      changes: this.hub,
      now: () => this.now,
      uuid: () => this.uuids.shift() ?? this.uuid(),
      instance: () => this.instances.shift() ?? `inst${String(++this.#count).padStart(6, '0')}`,
      random: (length) => new Uint8Array(length),
    };
  }

  /** Lets the clock go on, or back. */
  pass(seconds: number): void {
    this.now += seconds * 1000;
  }

  /** A UUID that no other call of this world gives. */
  uuid(): string {
    return `00000000-0000-4000-8000-${String(++this.#count).padStart(12, '0')}`;
  }

  /** The clock as a date of the wire. */
  get date(): string {
    return toWireDate(this.now);
  }

  /** Adds a user; a caller on a station of theirs. */
  async user(nick: string, id = hexOf(nick), workspace = this.workspace): Promise<Caller> {
    await this.store.write(async (writer) => {
      await insertUser(writer, workspace.id, {
        id,
        fullname: nick,
        nick,
        role: 'member',
        active: 1,
        publickey: '',
        signpublickey: '',
        identitysignature: '',
        rsakey: '',
        rsakeymac: '',
        signkey: '',
        recoverybox: '',
        searchname: nick,
        apikeyhash: id,
        recoveryauthhash: id,
        created: this.now,
      });
    });
    return { workspace, user: id, station: hexOf(`${nick}'s station`) };
  }

  /**
   * Asks as a client would: the request and the answer are checked against the schema of the call.
   * @throws Refusal
   */
  async ask<Name extends AskedCall>(
    name: Name,
    caller: Caller,
    fields: Fields<Name>,
  ): Promise<ResponseOf<Name>> {
    const answer = await this.answerOf(name, caller, fields);
    const body = answer instanceof JsonText ? JSON.parse((await piecesOf(answer)).join('')) : ok(answer);
    const fault = faultOf(calls[name].response, body, 'the answer');
    if (fault) throw new Error(`the answer of ${name} is not of its shape: ${fault.message}`);
    return body as ResponseOf<Name>;
  }

  /** The answer as the operation gives it. @throws Refusal */
  async answerOf<Name extends AskedCall>(
    name: Name,
    caller: Caller,
    fields: Fields<Name>,
  ): Promise<object | JsonText> {
    const body = { action: calls[name].action, clientversioncode: 3, timestamp: this.date, ...fields };
    const fault = faultOf(calls[name].request, body, 'the body');
    if (fault) throw new Refusal('invalid_request', fault.message);
    const operation = operations[name] as unknown as Operation<Name>;
    return operation(this.services, caller, body as unknown as RequestOf<Name>);
  }

  /** How a call is refused. */
  async refusal<Name extends AskedCall>(name: Name, caller: Caller, fields: Fields<Name>): Promise<Refusal> {
    try {
      await this.ask(name, caller, fields);
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
    throw new Error(`${name} was not refused`);
  }

  /** A conversation of two, made by the first of them. */
  async pair(one: Caller, other: Caller): Promise<Place> {
    const conversationid = pairConversationId(one.user, other.user);
    const body = createBody(conversationid, [one.user, other.user], false, '0'.repeat(32));
    const { conversation } = await this.ask('conversation/create', one, body);
    return { conversationid, instance: conversation.instance };
  }

  /** Two people whom nobody else knows, and their conversation. */
  async couple(): Promise<{ alice: Caller; bob: Caller; place: Place }> {
    const alice = await this.user('Alice', hexOf(`Alice ${this.uuid()}`));
    const bob = await this.user('Bob', hexOf(`Bob ${this.uuid()}`));
    return { alice, bob, place: await this.pair(alice, bob) };
  }

  /** A group, made by the first of them. */
  async group(...people: Caller[]): Promise<Place> {
    const nonce = hexOf(this.uuid());
    const conversationid = groupConversationId((people[0] as Caller).user, nonce);
    const ids = people.map(({ user }) => user);
    const body = createBody(conversationid, ids, true, nonce);
    const { conversation } = await this.ask('conversation/create', people[0] as Caller, body);
    return { conversationid, instance: conversation.instance };
  }

  /** Adds a message; by default a new one, dated now. */
  async add(caller: Caller, place: Place, parts: Partial<MessageParts> = {}): Promise<string> {
    const { message } = await this.ask('conversation/add', caller, this.addBody(place, this.message(parts)));
    return message.ID;
  }

  addBody(place: Place, message: MessageParts): Fields<'conversation/add'> {
    return { ...place, message: JSON.stringify(message) };
  }

  message(parts: Partial<MessageParts> = {}): MessageParts {
    const ID = parts.ID ?? this.uuid();
    return {
      ID,
      Type: 'Message',
      Created: this.date,
      ValidUntil: '2030-01-01 00:00:00',
      Data: opaque(`text of ${ID}`),
      ...parts,
    };
  }

  async report(caller: Caller, place: Place, type: 'delivered' | 'viewed', ids: string[]): Promise<void> {
    await this.ask(`reports/${type}`, caller, {
      ...place,
      firstmessagedate: this.date,
      lastmessagedate: this.date,
      messageids: ids,
    });
  }

  async close(): Promise<void> {
    await this.store.close();
    rmSync(this.folder, { recursive: true });
  }
}

/** A conversation and its instance, as calls name them. */
export interface Place {
  readonly conversationid: string;
  readonly instance: string;
}

export interface MessageParts {
  ID: string;
  Type: 'Message';
  Created: string;
  ValidUntil: string;
  Data: string;
}

/** @param friendship whether friendship needs consent in its workspace */
export async function openWorld(friendship: Workspace['friendship'] = 'open'): Promise<World> {
  const folder = temporaryFolder();
  const store = await openStore(join(folder, 'data'));
  const workspace = { id: hexOf('workspace'), name: 'localhost', registration: 'true', friendship } as const;
  await store.write((writer) => insertWorkspace(writer, workspace, 0));
  return new World(store, folder, workspace);
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'parley-'));
}

/** 32 hex digits, always the same for a name. */
export function hexOf(name: string): string {
  return new Bun.CryptoHasher('md5').update(name).digest('hex');
}

/** `Data` in a form that names no epoch. */
export function opaque(text: string): string {
  return toBase64(new TextEncoder().encode(`opaque ${text}`));
}

/** `Data` that names an epoch, as docs/spec/trust.md section 4 has it. */
export function underEpoch(epoch: number, text = ''): string {
  const bytes = Buffer.concat([Buffer.from([1, 0, 0, 0, 0]), Buffer.from(text)]);
  bytes.writeUInt32BE(epoch, 1);
  return toBase64(bytes);
}

export const FINGERPRINT = toBase64(new Uint8Array(32));
export const SIGNATURE = toBase64(new Uint8Array(64));

/** What the maker of an epoch sends, for these people. */
export function epochFor(people: readonly string[], epoch: number) {
  const sorted = [...people].sort();
  return {
    epoch,
    displayname: opaque(`name under ${epoch}`),
    secretfor: sorted.map((userid) => ({ userid, fingerprint: FINGERPRINT })),
    secretsignature: SIGNATURE,
    secrets: sorted.map((userid) => ({ userid, secret: opaque(`secret ${epoch} for ${userid}`) })),
  };
}

/** The body of a `create`, with secrets for everybody. */
export function createBody(
  conversationid: string,
  participantids: string[],
  isgroup: boolean,
  nonce: string,
): Fields<'conversation/create'> {
  const epoch = { ...epochFor(participantids, 0), epoch: 0 as const, displayname: '' };
  return { conversationid, participantids, isgroup, nonce, ...epoch };
}

/** The four documented cursor fields of `download`, from the beginning unless told otherwise. */
export function from(
  cursor: Partial<
    Record<'firstmessagedate' | 'firstmessageid' | 'firstreportdate' | 'firstreportid', string>
  > = {},
) {
  return { firstmessagedate: '', firstmessageid: '', firstreportdate: '', firstreportid: '', ...cursor };
}

/** The four documented cursor fields of `downloadpartial`, the newest page unless told otherwise. */
export function before(
  cursor: Partial<
    Record<'lastmessagedate' | 'lastmessageid' | 'lastreportdate' | 'lastreportid', string>
  > = {},
) {
  return { lastmessagedate: '', lastmessageid: '', lastreportdate: '', lastreportid: '', ...cursor };
}

/** The ids of messages or reports. */
export function idsOf(items: readonly { ID: string }[]): string[] {
  return items.map(({ ID }) => ID);
}

/** The pieces of an answer that is JSON text already. */
export async function piecesOf(answer: object): Promise<string[]> {
  if (!(answer instanceof JsonText)) throw new Error('the answer is not JSON text');
  return Array.fromAsync(answer.pieces);
}

function ok(answer: object): object {
  return { status: 'OK', errormessage: '', ...answer };
}
