import { expect, test } from 'bun:test';
import type { ClientError } from '../../src/errors.ts';
import { serverUrl } from '../../src/http/server-url.ts';

/** The code that an address is refused with; undefined where it is taken. */
function refusalOf(...address: Parameters<typeof serverUrl>): string | undefined {
  try {
    serverUrl(...address);
    return undefined;
  } catch (error) {
    return (error as ClientError).code;
  }
}

test('what is no address of a server is told apart from one that is not encrypted', () => {
  for (const wrong of ['', 'chat.example.org', 'localhost:9080', 'ftp://chat.example.org']) {
    expect(refusalOf(wrong, true), wrong).toBe('bad_server_address');
  }
  expect(refusalOf('http://chat.example.org')).toBe('insecure_server');
  expect(refusalOf('http://127.0.0.1.example.org')).toBe('insecure_server');
});

test('https, http to this machine, and other http only when told', () => {
  expect(refusalOf('https://chat.example.org')).toBeUndefined();
  for (const here of ['localhost', '127.0.0.1', '[::1]', 'chat.localhost']) {
    expect(refusalOf(`http://${here}:9080`), here).toBeUndefined();
  }
  expect(refusalOf('http://chat.example.org', true)).toBeUndefined();
});

test('a path stays, a query does not', () => {
  expect(serverUrl('https://example.org/chat/?a=b#c').href).toBe('https://example.org/chat/');
});
