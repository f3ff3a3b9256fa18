import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { type Conversation, MemoryStore, makeLocalKey, Parley } from '@parley/client';
import { fromBase64, toBase64 } from '@parley/protocol/encoding';
import { type TestPerson, TestWorld } from '@parley/testkit';

/*
 * A server that tampers: everything is real, and what a row changes is changed between the server and Bob's client.
 * Each row names the attack, the refusal or finding that names it, and where it is caught.
 */

// biome-ignore lint/suspicious/noExplicitAny: a tamperer takes any answer apart, whatever its shape.
type Loose = any;
type Tamper = (answer: Loose, action: string) => void;

const flip = (text: string, at: number) => {
  const bytes = fromBase64(text);
  const index = at < 0 ? bytes.length + at : at;
  bytes[index] = (bytes[index] as number) ^ 1;
  return toBase64(bytes);
};
const flipHex = (text: string) => (text.startsWith('0') ? `1${text.slice(1)}` : `0${text.slice(1)}`);
/** Another letter or digit in the middle of a text. */
const flipText = (text: string) => {
  const at = Math.floor(text.length / 2);
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
};
const on =
  (wanted: string, change: (answer: Loose) => void): Tamper =>
  (answer, action) => {
    if (action === wanted) change(answer);
  };
const group = (change: (conversation: Loose) => void) =>
  on('list', (answer) => {
    for (const one of answer.conversations ?? []) if (one.isgroup) change(one);
  });
const people = (change: (user: Loose) => void) =>
  on('keys', (answer) => {
    for (const user of answer.users ?? []) change(user);
  });
const first = (change: (message: Loose) => void) =>
  on('download', (answer) => {
    if (answer.messages?.[0]) change(answer.messages[0]);
  });

let world: TestWorld;
let alice: TestPerson;
let bob: TestPerson;
let other: Conversation;

beforeAll(async () => {
  world = await TestWorld.start();
  alice = await world.register('Alice');
  bob = await world.register('Bob');
  const made = await alice.parley.createGroup('plans', [bob.email]);
  for (const text of ['one', 'two', 'three', 'four']) await made.send(text);
  other = await alice.parley.createGroup('other', [bob.email]);
  await other.send('elsewhere');
});
afterAll(() => world.close());

/** The platform's `fetch`, with every answer changed on its way. */
function through(tamper: Tamper) {
  return async (input: string, init: RequestInit): Promise<Response> => {
    const action = JSON.parse(new TextDecoder().decode(init.body as Uint8Array<ArrayBuffer>)).action;
    const answer = (await (await fetch(input, init)).json()) as Loose;
    tamper(answer, action);
    return Response.json(answer, { status: answer.status === 'ERROR' ? 409 : 200 });
  };
}

/** All that Bob's client says on a new station: the refusal that stops it, or what it lists at the end. */
async function said(tamper: Tamper): Promise<string[]> {
  try {
    const { email, password } = bob;
    const station = await Parley.login({ server: world.server.url, email, password, fetch: through(tamper) });
    const found = (await station.conversations()).filter(({ isGroup }) => isGroup);
    const plans = found.find(({ object }) => object.id !== other.id) as Conversation;
    await plans.sync();
    const download = plans.download();
    for await (const _ of download);
    const { unopened, findings } = download.summary;
    const people = [alice, bob].map(
      ({ parley }) => station.people.refusalOf(parley.account.userid)?.code ?? [],
    );
    return [
      ...people.flat(),
      plans.nameRefusal?.code ?? [],
      ...unopened.map(({ code }) => code),
      ...findings.map(({ code }) => code),
    ].flat();
  } catch (error) {
    return [(error as { code?: string }).code ?? String(error)];
  }
}

const rows: [attack: string, named: string, where: string, tamper: Tamper][] = [
  ['a weaker password hash', 'bad_kdf', 'kdf.ts checkKdf', on('hello', (a) => (a.kdf.iterations = 1))],
  ['another password hash', 'bad_kdf', 'kdf.ts checkKdf', on('hello', (a) => (a.kdf.memory = 1024))],
  [
    'another workspace in the answer',
    'workspace_changed',
    'login.ts acceptLogin',
    on('login', (a) => (a.workspaceid = flipHex(a.workspaceid))),
  ],
  [
    'another user in the answer',
    'wrong_userid',
    'login.ts acceptLogin',
    on('login', (a) => (a.userid = flipHex(a.userid))),
  ],
  [
    'a bit of the PEM',
    'bad_mac',
    'rsakeymac.ts checkRsaKeyMac',
    on('login', (a) => (a.rsakey = flipText(a.rsakey))),
  ],
  [
    'a bit of the MAC',
    'bad_mac',
    'rsakeymac.ts checkRsaKeyMac',
    on('login', (a) => (a.rsakeymac = flip(a.rsakeymac, 3))),
  ],
  [
    'a bit of the signing key',
    'bad_signkey',
    'signkey.ts openSignKey',
    on('login', (a) => (a.signkey = flip(a.signkey, 20))),
  ],
  [
    'a bit of the session key',
    'bad_session_key',
    'session.ts openSessionKey',
    on('login', (a) => (a.sessionkey = flip(a.sessionkey, 9))),
  ],
  [
    'another own RSA key',
    'own_publickey_changed',
    'ownkeys.ts checkOwnKeys',
    on('login', (a) => (a.publickey = flip(a.publickey, 60))),
  ],
  [
    'another own signing key',
    'own_signpublickey_changed',
    'ownkeys.ts checkOwnKeys',
    on('login', (a) => (a.signpublickey = flip(a.signpublickey, 5))),
  ],
  [
    'another own identity signature',
    'own_identity_changed',
    'ownkeys.ts checkOwnKeys',
    on('login', (a) => (a.identitysignature = flip(a.identitysignature, 5))),
  ],
  [
    "a bit of a person's identity signature",
    'bad_identity',
    'identity.ts openIdentity',
    people((user) => {
      user.identitysignature = flip(user.identitysignature, 5);
    }),
  ],
  [
    'a signing key of small order',
    'bad_signpublickey',
    'signature.ts checkPrimeOrder',
    people((user) => {
      user.signpublickey = toBase64(new Uint8Array(32).fill(1, 0, 1));
    }),
  ],
  [
    'a bit of the secret',
    'bad_secret',
    'acceptance.ts acceptEpoch',
    group((c) => (c.secret = flip(c.secret, 40))),
  ],
  [
    "a bit of the secret's signature",
    'bad_secretsignature',
    'acceptance.ts acceptEpoch',
    group((c) => (c.secretsignature = flip(c.secretsignature, 9))),
  ],
  [
    'another maker',
    'bad_secretsignature',
    'acceptance.ts acceptEpoch',
    group((c) => (c.secretby = bob.parley.account.userid)),
  ],
  [
    'a person left out of the readers',
    'bad_secretsignature',
    'acceptance.ts acceptEpoch',
    group((c) => c.secretfor.pop()),
  ],
  [
    'another fingerprint of a reader',
    'bad_secretsignature',
    'acceptance.ts acceptEpoch',
    group((c) => (c.secretfor[0].fingerprint = flip(c.secretfor[0].fingerprint, 1))),
  ],
  [
    'readers in another order',
    'bad_secretfor',
    'secret.ts checkSecretFor',
    group((c) => c.secretfor.reverse()),
  ],
  [
    "a bit of the group's name",
    'bad_displayname',
    'displayname.ts openDisplayName',
    group((c) => (c.displayname = flip(c.displayname, 20))),
  ],
  [
    "the version of a message's Data",
    'bad_data',
    'message.ts decodeData',
    first((m) => (m.Data = flip(m.Data, 0))),
  ],
  [
    'another epoch in Data',
    'epoch_missing',
    'message.ts openMessage',
    first((m) => (m.Data = flip(m.Data, 4))),
  ],
  ['a bit of the nonce', 'bad_message', 'message.ts openMessage', first((m) => (m.Data = flip(m.Data, 5)))],
  [
    'a bit of the ciphertext',
    'bad_message',
    'message.ts openMessage',
    first((m) => (m.Data = flip(m.Data, 60))),
  ],
  ['a bit of the tag', 'bad_message', 'message.ts openMessage', first((m) => (m.Data = flip(m.Data, -1)))],
  ['another message ID', 'bad_message', 'message.ts messageAad', first((m) => (m.ID = flipHex(m.ID)))],
  [
    'the contents of two messages swapped',
    'bad_message',
    'message.ts messageAad',
    on('download', (a) => {
      const [x, y] = a.messages ?? [];
      if (x && y) [x.Data, y.Data] = [y.Data, x.Data];
    }),
  ],
  ['a message withheld', 'gap', 'chain.ts gapsOf', on('download', (a) => a.messages?.splice(1, 1))],
  ['the first messages withheld', 'gap', 'chain.ts gapsOf', on('download', (a) => a.messages?.splice(0, 2))],
  [
    'two messages in another order',
    'reordered',
    'chain.ts extendChain',
    on('download', (a) => {
      const list = a.messages ?? [];
      if (list.length > 2) [list[1], list[2]] = [list[2], list[1]];
    }),
  ],
  [
    'a message given out as removed',
    'removed_by_server',
    'absence.ts checkRemoved',
    first((m) => Object.assign(m, { Type: 'Removed', Data: '' })),
  ],
];

test('an honest server causes no refusal and no finding', async () => {
  expect(await said(() => {})).toEqual([]);
});

describe('every attack is detected and named', () => {
  for (const [attack, named, where, tamper] of rows) {
    test(`${attack}: ${named} (${where})`, async () => {
      expect(await said(tamper)).toContain(named);
    });
  }
});

test('a message of another conversation does not open here', async () => {
  let foreign: Loose;
  await said((answer, action) => {
    if (action === 'download') foreign = answer.messages?.[0];
  });
  const { email, password } = bob;
  const tamper = on('download', (answer) => {
    if (answer.messages) answer.messages = [foreign];
  });
  const station = await Parley.login({ server: world.server.url, email, password, fetch: through(tamper) });
  const elsewhere = await station.conversation('other');
  await elsewhere.sync();
  const download = elsewhere.download();
  for await (const _ of download);
  expect(download.summary.unopened.map(({ code }) => code)).toEqual(['bad_message']);
});

test('keys that change after they were pinned stop the client', async () => {
  const store = new MemoryStore();
  const localKey = await makeLocalKey();
  const { email, password } = bob;
  const common = { server: world.server.url, store, localKey };
  await (await Parley.login({ ...common, email, password })).conversations();
  const mallory = await world.register('Mallory');
  const { identity } = mallory.parley.station.own;
  const aliceId = alice.parley.account.userid;
  const swapped = on('keys', (answer) => {
    for (const user of answer.users ?? []) {
      if (user.friendid === aliceId) user.publickey = toBase64(identity.publicKey);
    }
  });
  const station = await Parley.resume({ ...common, fetch: through(swapped) });
  await station.conversations();
  expect(station.people.get(aliceId)).toBeUndefined();
  expect(['bad_identity', 'fingerprint_changed']).toContain(
    station.people.refusalOf(aliceId)?.code as string,
  );
});

test('plain http to another machine is refused before anything is sent', async () => {
  const { email, password } = bob;
  await expect(Parley.login({ server: 'http://chat.example.org', email, password })).rejects.toThrow(
    /not encrypted on the way/,
  );
});
