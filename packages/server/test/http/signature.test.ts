import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { hexOf, workspaceOf } from './person.ts';
import { TestServer } from './server.ts';
import { type Changes, codeOf, dateOf, Station, send } from './station.ts';

let server: TestServer;
let alice: Station;
let bob: Station;

beforeAll(async () => {
  server = await TestServer.start();
  alice = await Station.register(server, 'Alice');
  bob = await Station.register(server, 'Bob');
});
afterAll(() => server.close());

const signatureOf = (text: string, api = 'chatfriends', srv = 'chatserver') =>
  alice.sign(srv, api, alice.id, text);

describe('a signed call', () => {
  test('is accepted under the session key that came with the registration', async () => {
    expect(codeOf(await alice.call('friends/list'))).toBe('OK');
  });

  test('is signed over its exact bytes, whatever their order and spacing', async () => {
    const fields = `"timestamp" : "${dateOf(server.now)}",\n\t"clientversioncode": 3`;
    const text = ` { ${fields}, "x": "\\u00e4ä😀", "action":"list" } `;
    expect(codeOf(await alice.call('friends/list', {}, { text }))).toBe('OK');
  });

  test('may name its headers in any case', async () => {
    const text = JSON.stringify(alice.body('list'));
    const headers = {
      'content-type': 'application/json',
      'OZEKI-SIGNATURE': signatureOf(text),
      'ozeki-station': alice.id,
      'Ozeki-user': alice.person.id,
    };
    expect(codeOf(await send(`${server.url}/?srv=chatserver&api=chatfriends`, headers, text))).toBe('OK');
  });

  const refused: [what: string, code: string, says: string, changes: () => Changes][] = [
    [
      'without a signature',
      'signature_invalid',
      'Ozeki-Signature',
      () => ({ headers: { 'Ozeki-Signature': undefined } }),
    ],
    [
      'without any header',
      'signature_invalid',
      'Ozeki-Signature',
      () => ({
        headers: { 'Ozeki-Signature': undefined, 'Ozeki-Station': undefined, 'Ozeki-User': undefined },
      }),
    ],
    ['without a user', 'invalid_request', 'Ozeki-User', () => ({ headers: { 'Ozeki-User': undefined } })],
    [
      'without a station',
      'invalid_request',
      'Ozeki-Station',
      () => ({ headers: { 'Ozeki-Station': undefined } }),
    ],
    [
      'from a station in capitals',
      'invalid_request',
      'Ozeki-Station',
      () => ({ headers: { 'Ozeki-Station': 'A'.repeat(32) } }),
    ],
    [
      'of a user id that is too long',
      'invalid_request',
      'Ozeki-User',
      () => ({ headers: { 'Ozeki-User': `${alice.person.id}0` } }),
    ],
    [
      'from a station that has never logged in',
      'session_expired',
      'log in',
      () => ({ headers: { 'Ozeki-Station': hexOf('another') } }),
    ],
    [
      'of a user who does not exist',
      'session_expired',
      'log in',
      () => ({ headers: { 'Ozeki-User': hexOf('nobody') } }),
    ],
    [
      "under somebody else's key",
      'session_expired',
      'log in',
      () => ({ headers: { 'Ozeki-User': bob.person.id } }),
    ],
    [
      'with a signature of zeros',
      'signature_invalid',
      'Ozeki-Signature',
      () => ({ headers: { 'Ozeki-Signature': '0'.repeat(64) } }),
    ],
    [
      'with a signature that is no hex',
      'signature_invalid',
      'Ozeki-Signature',
      () => ({ headers: { 'Ozeki-Signature': 'ä'.repeat(10) } }),
    ],
    [
      'with an empty signature',
      'signature_invalid',
      'Ozeki-Signature',
      () => ({ headers: { 'Ozeki-Signature': '' } }),
    ],
    [
      'signed for another body',
      'signature_invalid',
      'Ozeki-Signature',
      () => ({ headers: { 'Ozeki-Signature': signatureOf('{}') } }),
    ],
    [
      'sent to another api than it was signed for',
      'signature_invalid',
      'Ozeki-Signature',
      () => ({ url: `${server.url}/?srv=chatserver&api=chatconversation` }),
    ],
  ];
  for (const [what, code, says, changes] of refused) {
    test(`is refused ${what}`, async () => {
      const answer = await alice.call('friends/list', {}, changes());
      expect(codeOf(answer)).toBe(code);
      expect(answer.body.errormessage).toContain(says);
    });
  }

  test('is refused in capitals, which are not the form', async () => {
    const text = JSON.stringify(alice.body('list'));
    const headers = { 'Ozeki-Signature': signatureOf(text).toUpperCase() };
    expect(codeOf(await alice.call('friends/list', {}, { text, headers }))).toBe('signature_invalid');
  });

  test('is refused for its signature before anything in it is read', async () => {
    const headers = { 'Ozeki-Signature': '0'.repeat(64) };
    expect(codeOf(await alice.call('friends/list', {}, { text: 'no JSON', headers }))).toBe(
      'signature_invalid',
    );
    expect(codeOf(await alice.call('friends/list', {}, { text: 'no JSON' }))).toBe('invalid_request');
  });

  test('names the empty station where it has none, and any session of the user signs it', async () => {
    const other = await alice.login(hexOf('second station of Alice'));
    for (const station of [alice, other]) {
      const answer = await station.call('workspace/workspaceregister', { workspacename: 'chat.example.org' });
      expect(codeOf(answer)).toBe('OK');
    }
    const wrong = await alice.call(
      'workspace/workspaceregister',
      {},
      {
        headers: { 'Ozeki-Signature': alice.sign('chatowner', 'workspace', alice.id, '{}') },
      },
    );
    expect(codeOf(wrong)).toBe('signature_invalid');
  });
});

describe('chatlogin', () => {
  test('does not look at a signature that an action does not need', async () => {
    const headers = { 'Ozeki-Signature': 'old', 'Ozeki-User': 'old' };
    expect(codeOf(await alice.call('login/hello', {}, { headers }))).toBe('OK');
    const apikey = alice.person.apikey;
    expect(codeOf(await alice.call('login/login', { apikey }, { headers }))).toBe('OK');
  });

  test('enforces it where one does', async () => {
    expect(codeOf(await alice.call('login/stations'))).toBe('OK');
    const headers = { 'Ozeki-Signature': '0'.repeat(64) };
    expect(codeOf(await alice.call('login/stations', {}, { headers }))).toBe('signature_invalid');
    const unsigned = { 'Ozeki-Signature': undefined };
    expect(codeOf(await alice.call('login/stations', {}, { headers: unsigned }))).toBe('signature_invalid');
  });
});

describe('the timestamp', () => {
  const offsets: [seconds: number, code: string][] = [
    [-301, 'clock_skew'],
    [-300, 'OK'],
    [0, 'OK'],
    [300, 'OK'],
    [301, 'clock_skew'],
  ];
  for (const [seconds, code] of offsets) {
    test(`${seconds} s off is ${code}`, async () => {
      const timestamp = dateOf(server.now + seconds * 1000);
      const answer = await alice.call('friends/list', { timestamp });
      expect(codeOf(answer)).toBe(code);
      if (code === 'clock_skew') expect(answer.body.servertime).toBe(dateOf(server.now));
    });
  }

  test('that no calendar has is a malformed field', async () => {
    const answer = await alice.call('friends/list', { timestamp: '2024-02-30 00:00:00' });
    expect(codeOf(answer)).toBe('invalid_request');
    expect(answer.body.errormessage).toContain('`timestamp`');
  });
});

describe('a call that is executed once', () => {
  test('is replayed under the same signature, and not under a new one', async () => {
    const fields = { friendid: bob.person.id };
    const text = JSON.stringify(alice.body('add', fields));
    expect(codeOf(await alice.call('friends/add', {}, { text }))).toBe('OK');
    expect(codeOf(await alice.call('friends/add', {}, { text }))).toBe('replayed');
    expect(codeOf(await alice.call('friends/add', fields))).toBe('OK');
  });

  test('counts as executed when it was refused', async () => {
    const text = JSON.stringify(alice.body('add', { friendid: hexOf('nobody') }));
    expect(codeOf(await alice.call('friends/add', {}, { text }))).toBe('not_found');
    expect(codeOf(await alice.call('friends/add', {}, { text }))).toBe('replayed');
  });

  test('does not count as executed when it was malformed', async () => {
    const text = JSON.stringify(alice.body('add', { friendid: 'x' }));
    expect(codeOf(await alice.call('friends/add', {}, { text }))).toBe('invalid_request');
    expect(codeOf(await alice.call('friends/add', {}, { text }))).toBe('invalid_request');
  });

  test('can be repeated when it only reads', async () => {
    const text = JSON.stringify(alice.body('list'));
    expect(codeOf(await alice.call('friends/list', {}, { text }))).toBe('OK');
    expect(codeOf(await alice.call('friends/list', {}, { text }))).toBe('OK');
  });
});

describe('after a restart', () => {
  test('what was signed before it is replayed, and what is signed in its very second is not', async () => {
    const text = JSON.stringify(alice.body('add', { friendid: bob.person.id }));
    const list = JSON.stringify(alice.body('list'));
    server.now += 1000;
    await server.restart();
    expect(codeOf(await alice.call('friends/add', {}, { text }))).toBe('replayed');
    expect(codeOf(await alice.call('friends/list', {}, { text: list }))).toBe('OK');
    // The clock stands in the middle of a second, and a timestamp has whole ones.
    expect(codeOf(await alice.call('friends/add', { friendid: bob.person.id }))).toBe('OK');
  });

  const ends: [what: string, end: () => Promise<void>][] = [
    ['a restart', () => server.restart()],
    ['a crash', () => server.crash()],
  ];
  for (const [what, end] of ends) {
    test(`what was executed with a timestamp ahead of the clock is replayed after ${what} as before it`, async () => {
      const timestamp = dateOf(server.now + 200_000);
      const text = JSON.stringify(alice.body('add', { friendid: bob.person.id, timestamp }));
      const again = async () => codeOf(await alice.call('friends/add', {}, { text }));
      expect(await again()).toBe('OK');
      expect(await again()).toBe('replayed');
      await end();
      expect(await again()).toBe('replayed');
      server.now += 500_000;
      expect(await again()).toBe('replayed');
      // What a start has read is there for the next one.
      await server.crash();
      expect(await again()).toBe('replayed');
    });
  }

  test('what was executed in the very second of the stop is replayed', async () => {
    const text = JSON.stringify(alice.body('add', { friendid: bob.person.id }));
    expect(codeOf(await alice.call('friends/add', {}, { text }))).toBe('OK');
    await server.restart();
    expect(codeOf(await alice.call('friends/add', {}, { text }))).toBe('replayed');
  });
});

test('two servers do not know one another’s sessions', async () => {
  const other = await TestServer.start();
  try {
    expect(await workspaceOf(other)).not.toBe(await workspaceOf(server));
    const text = JSON.stringify(alice.body('list'));
    const url = `${other.url}/?srv=chatserver&api=chatfriends`;
    expect(codeOf(await alice.call('friends/list', {}, { text, url }))).toBe('session_expired');
  } finally {
    await other.close();
  }
});

describe('a notification poll', () => {
  test('without signature is refused, unless the operator allows it', async () => {
    const allowing = await TestServer.start({ allowUnsignedNotifications: true });
    try {
      const poll = async ({ url }: TestServer, headers: Record<string, string>) =>
        codeOf(
          await send(
            `${url}/?srv=chatserver&api=chatnotification`,
            { 'Content-Type': 'application/json', 'Ozeki-Station': alice.id, ...headers },
            JSON.stringify(alice.body('download')),
          ),
        );
      expect(await poll(server, {})).toBe('signature_invalid');
      expect(await poll(allowing, {})).not.toBe('signature_invalid');
      const wrong = { 'Ozeki-User': alice.person.id, 'Ozeki-Signature': '0'.repeat(64) };
      expect(await poll(allowing, wrong)).toBe('session_expired');
    } finally {
      await allowing.close();
    }
  });
});
