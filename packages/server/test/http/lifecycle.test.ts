import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { hexOf } from './person.ts';
import { TestServer } from './server.ts';
import { type Answered, codeOf, Station, send } from './station.ts';

let server: TestServer;
let alice: Station;

beforeAll(async () => {
  server = await TestServer.start();
  alice = await Station.register(server, 'Alice');
});
afterAll(() => server.close());

const JSON_TYPE = { 'Content-Type': 'application/json' };
const HELLO = '{"action":"hello"}';

function errorOf(errorcode: string, errormessage: string, additions = {}): string {
  return JSON.stringify({ status: 'ERROR', errorcode, errormessage, ...additions });
}

describe('every error has its status and exactly this body', () => {
  const cases: [what: string, status: number, body: string, ask: () => Promise<Answered>][] = [
    [
      'a path where nothing is',
      404,
      errorOf('unknown_call', 'There is nothing here: calls are made to /?srv=…&api=….'),
      () => send(`${server.url}/nosuch?srv=chatserver&api=chatlogin`, JSON_TYPE, HELLO),
    ],
    [
      'an unknown srv',
      404,
      errorOf(
        'unknown_call',
        'There is no such service: `srv` and `api` in the query must name one, as in ?srv=chatserver&api=chatlogin.',
      ),
      () => send(`${server.url}/?srv=chat&api=chatlogin`, JSON_TYPE, HELLO),
    ],
    [
      'an api of another srv',
      404,
      errorOf(
        'unknown_call',
        'There is no such service: `srv` and `api` in the query must name one, as in ?srv=chatserver&api=chatlogin.',
      ),
      () => send(`${server.url}/?srv=chatowner&api=chatlogin`, JSON_TYPE, HELLO),
    ],
    [
      'an unknown action',
      404,
      errorOf('unknown_call', '`action` must be one that chatreports has: delivered, viewed.'),
      () => alice.call('reports/viewed', { action: 'read' }),
    ],
    [
      'a body of another media type',
      415,
      errorOf('unsupported_media_type', 'Send the body with "Content-Type: application/json".'),
      () => send(`${server.url}/?srv=chatserver&api=chatlogin`, { 'Content-Type': 'text/json' }, HELLO),
    ],
    [
      'a body that is not JSON',
      400,
      errorOf('invalid_request', 'The body must be a JSON object in UTF-8.'),
      () => send(`${server.url}/?srv=chatserver&api=chatlogin`, JSON_TYPE, '{"action":'),
    ],
    [
      'a body that is not UTF-8',
      400,
      errorOf('invalid_request', 'The body must be a JSON object in UTF-8.'),
      () =>
        send(
          `${server.url}/?srv=chatserver&api=chatlogin`,
          JSON_TYPE,
          Buffer.concat([Buffer.from('{"action":"hello","x":"'), Buffer.from([0xff]), Buffer.from('"}')]),
        ),
    ],
    [
      'a body that is empty',
      400,
      errorOf('invalid_request', 'The body must be a JSON object in UTF-8.'),
      () => send(`${server.url}/?srv=chatserver&api=chatlogin`, JSON_TYPE, ''),
    ],
    [
      'a body that is a list',
      400,
      errorOf('invalid_request', 'The body must be a JSON object.'),
      () => send(`${server.url}/?srv=chatserver&api=chatlogin`, JSON_TYPE, '[{"action":"hello"}]'),
    ],
    [
      'a body without action',
      400,
      errorOf('invalid_request', '`action` must be the name of an action, as a string.'),
      () => send(`${server.url}/?srv=chatserver&api=chatlogin`, JSON_TYPE, '{}'),
    ],
    [
      'a field that is missing',
      400,
      errorOf('invalid_request', '`apikey` is missing: it must be 64 lowercase hexadecimal digits.'),
      () =>
        send(
          `${server.url}/?srv=chatserver&api=chatlogin`,
          { ...JSON_TYPE, 'Ozeki-Station': hexOf('x') },
          '{"action":"login"}',
        ),
    ],
    [
      'a login without station',
      400,
      errorOf('invalid_request', 'The header Ozeki-Station must be 32 lowercase hexadecimal digits.'),
      () => send(`${server.url}/?srv=chatserver&api=chatlogin`, JSON_TYPE, '{"action":"login"}'),
    ],
    [
      'a wrong apikey',
      401,
      errorOf('login_failed', 'The e-mail address or the password is wrong: check both.'),
      () =>
        send(
          `${server.url}/?srv=chatserver&api=chatlogin`,
          { ...JSON_TYPE, 'Ozeki-Station': hexOf('x') },
          JSON.stringify({ action: 'login', apikey: hexOf('wrong', 64) }),
        ),
    ],
    [
      'a clock that is off',
      401,
      errorOf(
        'clock_skew',
        "`timestamp` must be at most 300 s off the server's clock: set this machine's clock, or use `servertime`.",
        { servertime: '2024-03-08 13:55:47' },
      ),
      () => alice.call('friends/list', { timestamp: '2024-03-08 13:50:46' }),
    ],
    [
      'somebody who does not exist',
      404,
      errorOf('not_found', 'There is no such user here: check `friendid`.'),
      () => alice.call('friends/add', { friendid: hexOf('nobody') }),
    ],
  ];
  for (const [what, status, body, ask] of cases) {
    test(what, async () => {
      const answer = await ask();
      expect([answer.status, answer.text]).toEqual([status, body]);
      expect(answer.headers.get('Content-Type')).toBe('application/json');
    });
  }
});

describe('a request', () => {
  test('is answered alike under the three documented paths', async () => {
    for (const path of ['/', '/index.php', '/ozeki/index.php']) {
      const url = `${server.url}${path}?srv=chatserver&api=chatlogin`;
      const answer = await send(url, JSON_TYPE, HELLO);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('Cache-Control')).toBe('no-store');
      expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
    }
  });

  test('may name its media type in any case and with parameters', async () => {
    const url = `${server.url}/?srv=chatserver&api=chatlogin`;
    const type = { 'Content-Type': 'Application/JSON; charset=utf-8' };
    expect((await send(url, type, HELLO)).status).toBe(200);
  });

  test('may name members twice, or members that objects have of themselves', async () => {
    const url = `${server.url}/?srv=chatserver&api=chatlogin`;
    const odd = '{"__proto__":{"action":"x"},"constructor":1,"action":"login","action":"hello"}';
    expect((await send(url, JSON_TYPE, odd)).body.status).toBe('OK');
    const hidden = await send(url, JSON_TYPE, '{"__proto__":{"action":"hello"}}');
    expect(codeOf(hidden)).toBe('invalid_request');
  });

  test('may be nested as deeply as it fits', async () => {
    const url = `${server.url}/?srv=chatserver&api=chatlogin`;
    const deep = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;
    expect((await send(url, JSON_TYPE, `{"action":"hello","x":${deep}}`)).status).toBe(200);
    const login = await send(
      url,
      { ...JSON_TYPE, 'Ozeki-Station': hexOf('x') },
      `{"action":"login","apikey":${deep}}`,
    );
    expect([login.status, login.body.errormessage]).toEqual([
      400,
      '`apikey` must be 64 lowercase hexadecimal digits.',
    ]);
  });
});

describe('an answer', () => {
  test('has its members in the order of the contract', async () => {
    const url = `${server.url}/?srv=chatserver&api=chatlogin`;
    const members = Object.keys((await send(url, JSON_TYPE, HELLO)).body);
    expect(members).toEqual([
      'status',
      'errormessage',
      'server',
      'workspaceid',
      'workspacename',
      'registration',
      'kdf',
      'time',
    ]);
    expect(Object.keys(alice.answer.body).slice(0, 9)).toEqual([
      'status',
      'errormessage',
      'server',
      'listeners',
      'registration',
      'rsakey',
      'userid',
      'fullname',
      'nick',
    ]);
  });
});

describe('other methods', () => {
  const requests: [method: string, path: string, status: number, allow: string | null][] = [
    ['GET', '/', 200, null],
    ['HEAD', '/', 200, null],
    ['GET', '/health', 200, null],
    ['HEAD', '/health', 200, null],
    ['OPTIONS', '/', 204, 'GET, HEAD, OPTIONS, POST'],
    ['OPTIONS', '/?srv=chatserver&api=chatlogin', 204, 'OPTIONS, POST'],
    ['GET', '/?srv=chatserver&api=chatlogin', 405, 'OPTIONS, POST'],
    ['HEAD', '/?srv=chatserver&api=chatlogin', 405, 'OPTIONS, POST'],
    ['PUT', '/ozeki/index.php?srv=chatserver&api=chatlogin', 405, 'OPTIONS, POST'],
    ['DELETE', '/', 405, 'GET, HEAD, OPTIONS, POST'],
    ['POST', '/health', 405, 'GET, HEAD, OPTIONS'],
    ['GET', '/favicon.ico', 404, null],
  ];
  for (const [method, path, status, allow] of requests) {
    test(`${method} ${path} is ${status}`, async () => {
      const response = await fetch(server.url + path, { method });
      expect([response.status, response.headers.get('Allow')]).toEqual([status, allow]);
      const text = await response.text();
      if (method === 'HEAD' || status === 204) expect(text).toBe('');
      else if (status >= 400) expect(JSON.parse(text).status).toBe('ERROR');
      else expect(text).toContain(path === '/health' ? '"status":"OK"' : 'A Parley server runs here');
    });
  }
});

test('localhost is reached by IPv4 and, where the machine has it, by IPv6', async () => {
  const byName = await fetch(`http://localhost:${server.port}/health`);
  const byAddress = await fetch(`http://127.0.0.1:${server.port}/health`);
  expect([byName.status, byAddress.status]).toEqual([200, 200]);
});
