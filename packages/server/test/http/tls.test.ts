import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { TestServer } from './server.ts';

/* Two certificates, each with a key; the server is given `cert.pem` and `key.pem`, which tests replace. */

let folder: string;
let server: TestServer;
const file = (name: string) => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-tls-'));
  for (const [name, serial] of [
    ['first', '1'],
    ['second', '2'],
  ] as const) {
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout'];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        ...key,
        file(`${name}.key`),
        '-out',
        file(`${name}.crt`),
        '-days',
        '2',
        ...subject,
        '-set_serial',
        serial,
      ],
      { stdio: 'ignore' },
    );
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Puts a pair in place as a renewal does: each file at once, one after the other. */
function install(cert: string, key: string): void {
  for (const [from, to] of [
    [cert, 'cert.pem'],
    [key, 'key.pem'],
  ] as const) {
    copyFileSync(file(from), file('new.pem'));
    renameSync(file('new.pem'), file(to));
  }
}

function handshake(): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: server.port, rejectUnauthorized: false }, () =>
      resolve(socket),
    );
    socket.on('error', reject);
  });
}

async function serialNow(): Promise<string> {
  const socket = await handshake();
  const { serialNumber } = socket.getPeerCertificate();
  socket.destroy();
  return serialNumber;
}

describe('a server with a certificate', () => {
  beforeEach(async () => {
    install('first.crt', 'first.key');
    server = await TestServer.start({ tlsCert: file('cert.pem'), tlsKey: file('key.pem') });
  });
  afterEach(() => server.close());

  const insecure = { tls: { rejectUnauthorized: false } };

  test('speaks https, and names its listeners and URLs so', async () => {
    expect(server.url).toBe(`https://localhost:${server.port}`);
    const answer = await fetch(`${server.url}/health`, insecure);
    expect(await answer.json()).toEqual({ status: 'OK', errormessage: '' });
    const large = `{"action":"hello","x":"${'y'.repeat(900_000)}"}`;
    const call = await fetch(`${server.url}/?srv=chatserver&api=chatlogin`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: large,
      ...insecure,
    });
    expect(call.status).toBe(200);
  });

  test('takes a renewed one over, and drops no connection', async () => {
    const open = await handshake();
    const socket = new WebSocket(`wss://127.0.0.1:${server.port}/`, insecure as never);
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    expect(await serialNow()).toBe('01');
    install('second.crt', 'second.key');
    const dropped: unknown[] = [];
    while ((await serialNow().catch((error) => dropped.push(error))) !== '02') {
      const answer = await fetch(`${server.url}/health`, insecure);
      if (answer.status !== 200) dropped.push(answer.status);
    }
    expect(dropped).toEqual([]);
    const answered = new Promise((resolve) =>
      open.once('data', (text) => resolve(String(text).slice(0, 15))),
    );
    open.write('GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect(await answered).toBe('HTTP/1.1 200 OK');
    const told = new Promise<string>((resolve) =>
      socket.addEventListener('message', ({ data }) => resolve(data)),
    );
    socket.send('{}');
    expect(await told).toContain('invalid_request');
    open.destroy();
  });

  test('keeps the one it has while the new one is broken', async () => {
    writeFileSync(file('cert.pem'), 'half a certi');
    install('second.crt', 'first.key');
    await Bun.sleep(2500);
    expect(await serialNow()).toBe('01');
    install('second.crt', 'second.key');
    while ((await serialNow()) !== '02') await Bun.sleep(50);
  });

  test('lets nobody in without TLS, and is not disturbed by it', async () => {
    await expect(fetch(`http://localhost:${server.port}/health`)).rejects.toThrow();
    expect(await serialNow()).toBe('01');
  });
});

describe('a server that cannot use what it is given says what to do', () => {
  const settings = (cert: string, key: string) => ({
    tlsCert: cert === '' ? '' : file(cert),
    tlsKey: key === '' ? '' : file(key),
  });
  const cases: [what: string, cert: string, key: string, sentence: string][] = [
    ['a certificate alone', 'first.crt', '', 'give both --tls-cert and --tls-key'],
    ['a key alone', '', 'first.key', 'give both --tls-cert and --tls-key'],
    ['a file that is not there', 'none.crt', 'first.key', 'cannot be read (ENOENT)'],
    ["another one's key", 'first.crt', 'second.key', 'does not belong to the certificate'],
    ['a key in the place of the certificate', 'first.key', 'first.key', 'must be PEM files'],
  ];
  for (const [what, cert, key, sentence] of cases) {
    test(what, async () => {
      const failure = TestServer.start(settings(cert, key)).then(
        () => 'started',
        (error) => `${error.name}: ${error.message}`,
      );
      expect(await failure).toStartWith('StartError: ');
      expect(await failure).toContain(sentence);
    });
  }
});

test('two servers do not share a port, with TLS as without', async () => {
  install('first.crt', 'first.key');
  const tls = { tlsCert: file('cert.pem'), tlsKey: file('key.pem') };
  server = await TestServer.start(tls);
  const second = TestServer.start({ ...tls, port: server.port }).catch(({ message }) => message);
  expect(await second).toContain(`Port ${server.port} is in use`);
  await server.close();
});
