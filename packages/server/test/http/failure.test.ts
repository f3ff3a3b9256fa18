import { expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/*
 * In a process of its own, because the log goes to standard error. Its source of random bytes gives out in the
 * middle, as nothing that a client sends can bring about.
 */
const PROGRAM = `
  import { randomBytes } from 'node:crypto';
  import { readConfig, startServer } from '@parley/server';
  import { makePerson, workspaceOf, hexOf } from './person.ts';
  import { ask } from './station.ts';
  let failing = false;
  const random = (length) => {
    if (failing) throw new Error('no more chance');
    return new Uint8Array(randomBytes(length));
  };
  const config = readConfig({ port: '0', data: process.env.DATA, logLevel: 'debug' }, {});
  const server = await startServer(config, { random });
  const { registration, apikey } = makePerson(await workspaceOf(server), 'Alice');
  await ask(server, 'login/register', registration, hexOf('station'));
  failing = true;
  const answer = await ask(server, 'login/login', { apikey }, hexOf('station'));
  console.log(JSON.stringify({ status: answer.status, text: answer.text, apikey, email: registration.email }));
  failing = false;
  console.log((await ask(server, 'login/login', { apikey }, hexOf('station'))).status);
  await server.stop();
`;

test('an unexpected error is 500 with a requestid, under which the log tells why; and nothing else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-failure-'));
  try {
    const child = Bun.spawn([process.execPath, '-e', PROGRAM], {
      cwd: import.meta.dir,
      env: { ...process.env, DATA: folder },
      stdout: 'pipe',
      stderr: 'pipe',
    });
    const [output, log] = await Promise.all([
      new Response(child.stdout).text(),
      new Response(child.stderr).text(),
    ]);
    const [told, after] = output.trim().split('\n') as [string, string];
    const { status, text, apikey, email } = JSON.parse(told);
    const { requestid, ...answer } = JSON.parse(text);
    expect([status, answer]).toEqual([
      500,
      {
        status: 'ERROR',
        errorcode: 'internal',
        errormessage:
          'The server failed: try again later, and if that does not help, give its operator the requestid.',
      },
    ]);
    expect(requestid).toMatch(/^[0-9a-f]{16}$/);
    expect(after).toBe('200');

    const lines = log
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const about = lines.filter((line) => line.requestid === requestid);
    expect(about).toEqual([
      expect.objectContaining({
        level: 50,
        call: 'login/login',
        error: expect.stringContaining('no more chance'),
      }),
      expect.objectContaining({ level: 20, call: 'login/login', status: 500, errorcode: 'internal' }),
    ]);
    expect(lines.map(({ msg }) => msg)).toEqual([
      'started',
      'request',
      'request',
      'request failed',
      'request',
      'request',
      'stopping',
      'stopped',
    ]);
    for (const secret of [apikey, email, '127.0.0.1', '::1']) expect(log).not.toContain(secret);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
