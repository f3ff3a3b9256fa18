import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { generateKeyPairSync } from 'node:crypto';
import { hexOf, makePerson, type Registration, workspaceOf } from '../../http/person.ts';
import { TestServer } from '../../http/server.ts';
import { ask, codeOf, Station } from '../../http/station.ts';

let server: TestServer;
let workspace: string;

beforeEach(async () => {
  server = await TestServer.start();
  workspace = await workspaceOf(server);
});
afterEach(() => server.close());

const register = (registration: object) => ask(server, 'login/register', registration, hexOf('station'));

describe('hello', () => {
  test('says what a client must know before it can log in', async () => {
    const { body } = await ask(server, 'login/hello', {});
    expect(body).toEqual({
      status: 'OK',
      errormessage: '',
      server: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      workspaceid: expect.stringMatching(/^[0-9a-f]{32}$/),
      workspacename: 'localhost',
      registration: 'true',
      kdf: { algorithm: 'argon2id', memory: 65536, iterations: 3, parallelism: 1 },
      time: '2024-03-08 13:55:47',
    });
  });

  test('names the same workspace after a restart', async () => {
    await server.restart();
    expect(await workspaceOf(server)).toBe(workspace);
  });
});

describe('registering', () => {
  test('answers what a login answers, and the session works', async () => {
    const person = makePerson(workspace, 'Alice');
    const answer = await register(person.registration);
    const { publickey, signpublickey, identitysignature, rsakey, rsakeymac, signkey } = person.registration;
    const at = (api: string) => `${server.url}/?srv=chatserver&api=${api}`;
    expect(answer.body).toEqual({
      status: 'OK',
      errormessage: '',
      server: expect.any(String),
      listeners: {
        udp: expect.stringMatching(/^udp:\/\/localhost:\d+$/),
        ws: `${server.url.replace('http', 'ws')}/?srv=chatserver&api=chatlistener`,
        wss: '',
      },
      registration: 'true',
      rsakey,
      userid: person.id,
      fullname: 'Alice Example',
      nick: 'Alice',
      urls: {
        login: at('chatlogin'),
        availability: at('chatavailability'),
        conversation: at('chatconversation'),
        conversationgroup: at('chatconversationgroup'),
        blocklist: at('chatblocklist'),
        fileserver: at('chatfileserver'),
        friends: at('chatfriends'),
        notification: at('chatnotification'),
        reports: at('chatreports'),
      },
      sessionkey: expect.any(String),
      sessionexpires: '2024-04-07 13:55:47',
      publickey,
      signpublickey,
      identitysignature,
      rsakeymac,
      signkey,
      workspaceid: workspace,
    });
    const station = new Station(server, person, hexOf('station'), answer);
    expect(station.sessionkey.length).toBe(32);
    expect(codeOf(await station.call('friends/list'))).toBe('OK');
    const { sessionkey: _, ...again } = (await station.login()).answer.body;
    expect(answer.body).toMatchObject(again);
  });

  test('a taken address in any form is a conflict', async () => {
    const { registration } = makePerson(workspace, 'Alice');
    expect(codeOf(await register(registration))).toBe('OK');
    const again = await register({ ...registration, apikey: hexOf('other', 64) });
    expect([again.status, codeOf(again)]).toEqual([409, 'conflict']);
    const shouted = { ...registration, email: ` ${registration.email.toUpperCase()}\t` };
    expect(codeOf(await register(shouted))).toBe('conflict');
  });

  test('of one address at the same time lets one through', async () => {
    const { registration } = makePerson(workspace, 'Alice');
    const answers = await Promise.all([1, 2, 3, 4].map(() => register(registration)));
    expect(answers.map(codeOf).sort()).toEqual(['OK', 'conflict', 'conflict', 'conflict']);
  });

  test('somebody else’s apikey is a conflict', async () => {
    const alice = makePerson(workspace, 'Alice');
    await register(alice.registration);
    const bob = makePerson(workspace, 'Bob');
    expect(codeOf(await register({ ...bob.registration, apikey: alice.apikey }))).toBe('conflict');
  });
});

describe('keys that no client could use are refused, naming the field', () => {
  const spkiOf = (bits: number) =>
    generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ format: 'der', type: 'spki' });
  const ed25519 = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' });
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  const cases: [what: string, field: string, change: (good: Registration) => object][] = [
    ['an RSA key of 1024 bits', 'publickey', () => ({ publickey: base64(spkiOf(1024)) })],
    ['a key of another kind', 'publickey', () => ({ publickey: base64(ed25519) })],
    ['bytes that are no key', 'publickey', () => ({ publickey: base64(Buffer.alloc(294, 0x30)) })],
    [
      'a key with something behind it',
      'publickey',
      ({ publickey }) => ({
        publickey: base64(Buffer.concat([Buffer.from(publickey, 'base64'), Buffer.alloc(1)])),
      }),
    ],
    ['a key that was not signed', 'identitysignature', () => ({ publickey: base64(spkiOf(2048)) })],
    ['another signing key', 'identitysignature', () => ({ signpublickey: base64(ed25519.subarray(-32)) })],
    [
      'a signing key that is no point of the curve',
      'identitysignature',
      () => ({ signpublickey: base64(Buffer.alloc(32, 0xff)) }),
    ],
    ['the signature of another address', 'identitysignature', () => ({ email: 'somebody.else@example.org' })],
    ['a PEM with LF line ends', 'rsakey', ({ rsakey }) => ({ rsakey: rsakey.replaceAll('\r\n', '\n') })],
    [
      'a PEM that is not encrypted',
      'rsakey',
      ({ rsakey }) => ({ rsakey: rsakey.replace(/Proc-Type.*\r\n/, '') }),
    ],
    [
      'a PEM under another cipher',
      'rsakey',
      ({ rsakey }) => ({ rsakey: rsakey.replace('256-CFB', '256-CBC') }),
    ],
    [
      'a PEM with a broken body',
      'rsakey',
      ({ rsakey }) => ({ rsakey: rsakey.replace(/=*\r\n-----END/, '*\r\n-----END') }),
    ],
    ['a seed of another length', 'signkey', () => ({ signkey: base64(Buffer.alloc(59)) })],
    [
      'a recovery box that holds nothing',
      'recovery.box',
      ({ recovery }) => ({ recovery: { ...recovery, box: base64(Buffer.alloc(28)) } }),
    ],
    [
      'a recovery box that is too large',
      'recovery.box',
      ({ recovery }) => ({ recovery: { ...recovery, box: base64(Buffer.alloc(20_000)) } }),
    ],
  ];
  for (const [what, field, change] of cases) {
    test(what, async () => {
      const { registration } = makePerson(workspace, 'Alice');
      const answer = await register({ ...registration, ...change(registration) });
      expect(codeOf(answer)).toBe('invalid_request');
      expect(String(answer.body.errormessage)).toStartWith(`\`${field}\` must be `);
      expect(codeOf(await register(registration))).toBe('OK');
    });
  }
});

describe('a workspace that does not let everybody in', () => {
  const policies = [
    ['invite', 'needs a valid invitation'],
    ['false', 'is closed'],
  ] as const;
  for (const [registration, says] of policies) {
    test(`with registration "${registration}" takes its first user, and then nobody`, async () => {
      const closed = await TestServer.start({ registration });
      try {
        const { body } = await ask(closed, 'login/hello', {});
        expect(body.registration).toBe('true');
        await Station.register(closed, 'Owner');
        expect((await ask(closed, 'login/hello', {})).body.registration).toBe(registration);
        const person = makePerson(String(body.workspaceid), 'Late');
        const late = await ask(
          closed,
          'login/register',
          { ...person.registration, invite: 'guessed' },
          hexOf('s'),
        );
        expect([late.status, codeOf(late)]).toEqual([403, 'forbidden']);
        expect(late.body.errormessage).toContain(says);
        // Whether an address is taken is not said to who may not register.
        const { registration: taken } = makePerson(String(body.workspaceid), 'Owner');
        expect((await ask(closed, 'login/register', taken, hexOf('s'))).text).toBe(late.text);
      } finally {
        await closed.close();
      }
    });
  }
});

describe('the URLs of a login', () => {
  const cases: [what: string, host: string, path: string, expected: string][] = [
    ['begin with the host that the client used', 'chat.example.org', '/', 'http://chat.example.org/?srv='],
    ['keep its port', 'chat.example.org:8080', '/index.php', 'http://chat.example.org:8080/index.php?srv='],
    ['keep an IPv6 address', '[::1]:9080', '/', 'http://[::1]:9080/?srv='],
    ['keep the path', 'localhost', '/ozeki/index.php', 'http://localhost/ozeki/index.php?srv='],
  ];
  for (const [what, host, path, expected] of cases) {
    test(what, async () => {
      const { registration } = makePerson(workspace, 'Alice');
      const response = await fetch(`${server.url}${path}?srv=chatserver&api=chatlogin`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Ozeki-Station': hexOf('s'), Host: host },
        body: JSON.stringify(registration),
      });
      const { urls } = (await response.json()) as { urls: { login: string } };
      expect(urls.login).toBe(`${expected}chatserver&api=chatlogin`);
    });
  }

  test('begin with the configured URL, whatever the host', async () => {
    const proxied = await TestServer.start({ url: 'https://chat.example.org/team' });
    try {
      const station = await Station.register(proxied, 'Alice');
      const urls = station.answer.body.urls as Record<string, string>;
      expect(urls.friends).toBe('https://chat.example.org/team/?srv=chatserver&api=chatfriends');
    } finally {
      await proxied.close();
    }
  });
});
