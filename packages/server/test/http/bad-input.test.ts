import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { pairConversationId } from '@parley/protocol/ids';
import { type Call, type CallName, callNames, calls, matches } from '@parley/protocol/wire';
import { createBody, SIGNATURE } from '../harness.ts';
import { hexOf, makePerson, passwordChange, workspaceOf } from './person.ts';
import { TestServer } from './server.ts';
import { type Answered, codeOf, dateOf, Station, send } from './station.ts';

/*
 * Every field of every call, in every way that it can be wrong. The table is the contract: a new call is covered as
 * soon as it has a good body below, without which nothing compiles.
 */

let server: TestServer;
let alice: Station;
let bob: Station;
let place: { conversationid: string; instance: string };
let newcomer: object;

beforeAll(async () => {
  server = await TestServer.start();
  alice = await Station.register(server, 'Alice');
  bob = await Station.register(server, 'Bob');
  const conversationid = pairConversationId(alice.person.id, bob.person.id);
  const created = await alice.call('conversation/create', pairBody());
  place = { conversationid, instance: String((created.body.conversation as { instance: string }).instance) };
  const { action: _, ...registration } = makePerson(await workspaceOf(server), 'Newcomer').registration;
  newcomer = registration;
});
afterAll(() => server.close());

const MESSAGE = '00000000-0000-4000-8000-000000000001';
const message = () => ({
  ID: MESSAGE,
  Type: 'Message',
  Created: dateOf(server.now),
  ValidUntil: '2030-01-01 00:00:00',
  Data: 'AQAAAAA=',
});
const pairBody = () => {
  const people = [alice.person.id, bob.person.id] as const;
  return createBody(pairConversationId(...people), [...people], false, '0'.repeat(32));
};
const reported = () => ({
  ...place,
  firstmessagedate: dateOf(server.now),
  lastmessagedate: dateOf(server.now),
  messageids: [MESSAGE],
});
const before = { lastmessagedate: '', lastmessageid: '', lastreportdate: '', lastreportid: '' };
const from = { firstmessagedate: '', firstmessageid: '', firstreportdate: '', firstreportid: '' };

const group = () => ({ conversationid: place.conversationid });
const nextEpoch = () => {
  const { displayname, secretfor, secretsignature, secrets } = pairBody();
  const participantids = [bob.person.id];
  return { ...group(), participantids, epoch: 1, displayname, secretfor, secretsignature, secrets };
};
const sharedSecret = () => ({
  epoch: 0,
  userid: bob.person.id,
  secret: 'AAAA',
  sharesignature: SIGNATURE,
});

/** What each call takes besides what every body has, optional fields too. */
const good: { readonly [Name in CallName]: () => object } = {
  'login/hello': () => ({}),
  'login/register': () => ({ ...newcomer, invite: 'an invitation', stationname: 'A station' }),
  'login/login': () => ({ apikey: alice.person.apikey, stationname: 'A station' }),
  'login/recover': () => ({
    userid: alice.person.id,
    auth: alice.person.registration.recovery.auth,
    stationname: 'A station',
  }),
  'login/changepassword': () => passwordChange(alice.person),
  'login/logout': () => ({}),
  'login/stations': () => ({}),
  'login/removestation': () => ({ stationid: hexOf('station of Alice') }),
  'login/keyring': () => ({ keyring: { counter: 1, box: 'AAAA' } }),
  'login/profile': () => ({ fullname: 'Alice Liddell', nick: 'Alice' }),
  'availability/useravailable': () => ({}),
  'availability/useraway': () => ({}),
  'availability/userbusy': () => ({}),
  'availability/useroffline': () => ({}),
  'friends/list': () => ({}),
  'friends/search': () => ({ query: 'Bob' }),
  'friends/keys': () => ({ userids: [bob.person.id] }),
  'friends/add': () => ({ friendid: bob.person.id }),
  'friends/remove': () => ({ friendid: bob.person.id }),
  'reports/delivered': reported,
  'reports/viewed': reported,
  'notification/download': () => ({ wait: 0 }),
  'conversation/list': () => ({}),
  'conversation/create': pairBody,
  'conversation/secrets': () => ({ conversationid: place.conversationid }),
  'conversation/download': () => ({ ...place, ...from, since: '', limit: 10 }),
  'conversation/downloadpartial': () => ({ ...place, ...before, limit: 10 }),
  'conversation/add': () => ({ ...place, message: JSON.stringify(message()) }),
  'conversation/import': () => ({ ...place, messages: [message()] }),
  'conversation/remove': () => ({ ...place, messageids: [MESSAGE] }),
  'conversation/clear': () => ({ ...place }),
  'conversation/favorite': () => ({ conversationid: place.conversationid }),
  'conversation/unfavorite': () => ({ conversationid: place.conversationid }),
  'conversation/setlistitembackgroundcolor': () => ({
    conversationid: place.conversationid,
    color: '#ffffff',
  }),
  'conversation/mute': () => ({ conversationid: place.conversationid }),
  'conversation/unmute': () => ({ conversationid: place.conversationid }),
  'conversation/hide': () => ({ conversationid: place.conversationid, hideid: `${place.instance};` }),
  'conversation/unhide': () => ({ conversationid: place.conversationid }),
  'blocklist/blocklist': () => ({}),
  'blocklist/block': () => ({ userid: bob.person.id }),
  'blocklist/unblock': () => ({ userid: bob.person.id }),
  'conversationgroup/rename': () => ({ ...group(), epoch: 0, displayname: 'AAAA' }),
  'conversationgroup/addparticipants': () => ({ ...nextEpoch(), shared: [sharedSecret()] }),
  'conversationgroup/removeparticipants': nextEpoch,
  'conversationgroup/leave': group,
  'conversationgroup/setrole': () => ({ ...group(), userid: bob.person.id, role: 'admin' }),
  'conversationgroup/newepoch': () => {
    const { participantids: _people, ...epoch } = nextEpoch();
    return epoch;
  },
  'workspace/workspaceregister': () => ({ workspacename: 'chat.example.org' }),
};

type Json = null | boolean | number | string | Json[] | { [member: string]: Json };
type Path = readonly (string | number)[];

/** Every place in a body: its members, and theirs; of a list its first entry. */
function* pathsOf(value: Json, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path;
  if (Array.isArray(value)) {
    if (value[0] !== undefined) yield* pathsOf(value[0], [...path, 0]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [member, inner] of Object.entries(value)) yield* pathsOf(inner, [...path, member]);
  }
}

const MISSING = Symbol('missing');
const WRONG: readonly (Json | typeof MISSING)[] = [
  MISSING,
  null,
  true,
  7,
  -1,
  1.5,
  1e300,
  '',
  'x',
  [],
  [[]],
  {},
  { __proto__: null, length: 1 },
  // Lone surrogates, and U+0000: JSON carries both.
  '\ud800',
  'name\udfff',
  'na\0me',
  '\u0000'.repeat(32),
  '\u202ename',
  '٣'.repeat(32),
  'a'.repeat(2_000),
  'A'.repeat(900_000),
];

/** A copy of a body with one place changed; undefined when nothing would differ. */
function changed(body: Json, path: Path, value: Json | typeof MISSING): Json | undefined {
  const copy = structuredClone(body);
  let holder = copy as { [step: string | number]: Json };
  for (const step of path.slice(0, -1)) holder = holder[step] as { [step: string | number]: Json };
  const last = path.at(-1) as string | number;
  if (value === MISSING) {
    if (Array.isArray(holder)) return undefined;
    delete holder[last];
  } else holder[last] = value;
  return copy;
}

/** `secrets[0].userid`. */
function nameOf(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .slice(1);
}

function isSigned(name: CallName): boolean {
  const { auth }: Call = calls[name];
  return auth === 'signed' || auth === 'user';
}

function callWith(name: CallName, body: Json): Promise<Answered> {
  if (isSigned(name)) return alice.call(name, {}, { text: JSON.stringify(body) });
  const headers = { 'Content-Type': 'application/json', 'Ozeki-Station': hexOf('a station of nobody') };
  return send(`${server.url}/?srv=chatserver&api=${calls[name].api}`, headers, JSON.stringify(body));
}

describe('every wrong field is named, whatever is wrong with it', () => {
  for (const name of callNames) {
    test(name, async () => {
      const { request, action }: Call = calls[name];
      const fields = isSigned(name) ? alice.body(action, good[name]()) : { action, ...good[name]() };
      const body = { nonce: '0'.repeat(32), ...fields } as Json;
      expect(matches(request, body)).toBe(true);
      let refused = 0;
      for (const path of pathsOf(body)) {
        for (const value of WRONG) {
          const wrong = changed(body, path, value);
          if (wrong === undefined) continue;
          // What is right does what it does; only where a form is left to the operation can it be wrong yet.
          const left = value !== MISSING && LEFT_TO_THE_OPERATION.has(`${name} ${nameOf(path)}`);
          if (matches(request, wrong) && (!left || Bun.deepEquals(wrong, body))) continue;
          const answer = await callWith(name, wrong);
          expect([answer.status >= 400 && answer.status < 500, answer.body.errormessage]).toEqual([
            true,
            expect.stringContaining(`\`${nameOf(path)}`),
          ]);
          refused++;
        }
      }
      expect(refused).toBeGreaterThan(10);
    }, 60_000);
  }
});

/** Fields whose form is more than a schema says. */
const LEFT_TO_THE_OPERATION = new Set(['conversation/add message', 'conversation/download since']);

test('after all of it the server goes on, and nothing has changed', async () => {
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
  const { body } = await alice.call('conversation/list');
  expect(body.conversations).toMatchObject([
    { id: place.conversationid, instance: place.instance, lastmessageid: '' },
  ]);
  expect(codeOf(await bob.call('friends/list'))).toBe('OK');
});
