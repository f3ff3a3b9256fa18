import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { hexOf, makePerson } from '../../http/person.ts';
import { TestServer } from '../../http/server.ts';
import { type Answered, codeOf, Station, send } from '../../http/station.ts';

const NAME = 'alice.example.org';

let server: TestServer;
let alice: Station;
let bob: Station;

beforeEach(async () => {
  server = await TestServer.start();
  alice = await Station.register(server, 'Alice');
  bob = await Station.register(server, 'Bob');
});
afterEach(() => server.close());

const register = (who: Station, workspacename = NAME) =>
  who.call('workspace/workspaceregister', { workspacename });

/** A call without signature to the workspace of a host. */
function askAt(host: string, fields: object): Promise<Answered> {
  return send(
    `${server.url}/?srv=chatserver&api=chatlogin`,
    { 'Content-Type': 'application/json', Host: host, 'Ozeki-Station': hexOf('a station') },
    JSON.stringify(fields),
  );
}
const helloAt = async (host: string) => (await askAt(host, { action: 'hello' })).body;
async function enter(host: string, nick: string, invite?: string): Promise<Answered> {
  const { registration } = makePerson(String((await helloAt(host)).workspaceid), nick);
  return askAt(host, { ...registration, ...(invite !== undefined && { invite }) });
}

describe('registering a workspace', () => {
  test('makes one that its host selects, apart from the first one', async () => {
    const before = await helloAt(NAME);
    expect(before.workspacename).toBe('localhost');
    expect(codeOf(await register(alice))).toBe('OK');
    const after = await helloAt(`${NAME}:9080`);
    expect([after.workspacename, after.registration]).toEqual([NAME, 'invite']);
    expect(after.workspaceid).not.toBe(before.workspaceid);
    expect((await helloAt('localhost')).workspaceid).toBe(before.workspaceid);
  });

  test('answers as documented, and adds the invitation of its owner', async () => {
    const { text, body } = await register(alice);
    expect(text).toBe(`{"status":"OK","errormessage":"","ownerinvite":"${body.ownerinvite}"}`);
    expect(body.ownerinvite).toMatch(/^[0-9a-f]{64}$/);
  });

  test('takes the documented body, which has no date, and the same bytes again', async () => {
    const text = `{"action":"workspaceregister","workspacename":"${NAME}"}`;
    const first = await alice.call('workspace/workspaceregister', {}, { text });
    expect(codeOf(first)).toBe('OK');
    expect((await alice.call('workspace/workspaceregister', {}, { text })).text).toBe(first.text);
  });

  test('repeated gives the same invitation until it is used, and then none', async () => {
    const { ownerinvite } = (await register(alice)).body;
    expect((await register(alice)).body.ownerinvite).toBe(ownerinvite);
    expect(codeOf(await enter(NAME, 'Carol', String(ownerinvite)))).toBe('OK');
    expect((await register(alice)).text).toBe('{"status":"OK","errormessage":""}');
  });

  test('outlives a restart, with its invitation', async () => {
    const { ownerinvite } = (await register(alice)).body;
    const { workspaceid } = await helloAt(NAME);
    await server.restart();
    expect((await helloAt(NAME)).workspaceid).toBe(workspaceid);
    expect((await register(alice)).body.ownerinvite).toBe(ownerinvite);
  });

  test('is for owners of the first workspace', async () => {
    expect(codeOf(await register(bob))).toBe('forbidden');
    const { ownerinvite } = (await register(alice)).body;
    const { body, status } = await enter(NAME, 'Carol', String(ownerinvite));
    const person = makePerson(String(body.workspaceid), 'Carol');
    expect(status).toBe(200);
    const carol = new Station(server, person, hexOf('a station'), {
      status,
      body,
      text: '',
      headers: new Headers(),
    });
    const answer = await carol.call(
      'workspace/workspaceregister',
      { workspacename: 'carol.example.org' },
      { headers: { Host: NAME } },
    );
    expect(codeOf(answer)).toBe('forbidden');
  });

  test('does not take the name of another', async () => {
    expect(codeOf(await register(alice, 'localhost'))).toBe('conflict');
  });

  test('does not take an address, by which the first workspace is reached', async () => {
    expect(codeOf(await register(alice, '127.0.0.1'))).toBe('invalid_request');
  });
});

describe('a new workspace', () => {
  test('lets nobody in without the invitation of its owner, and says nothing about addresses', async () => {
    const { ownerinvite } = (await register(alice)).body;
    const without = await enter(NAME, 'Carol');
    const guessed = await enter(NAME, 'Carol', 'f'.repeat(64));
    expect([codeOf(without), codeOf(guessed)]).toEqual(['forbidden', 'forbidden']);
    expect(codeOf(await enter(NAME, 'Carol', String(ownerinvite)))).toBe('OK');
    // From now on it is as open as the first one.
    expect((await helloAt(NAME)).registration).toBe('true');
    expect(codeOf(await enter(NAME, 'Dave'))).toBe('OK');
  });

  test('does not take the invitation of another', async () => {
    const { ownerinvite } = (await register(alice)).body;
    await register(alice, 'other.example.org');
    expect(codeOf(await enter('other.example.org', 'Carol', String(ownerinvite)))).toBe('forbidden');
  });

  test('may have a user of the same address as the first one, and knows nobody else', async () => {
    const { ownerinvite } = (await register(alice)).body;
    const { body } = await enter(NAME, 'Alice', String(ownerinvite));
    expect(body.userid).toBe(alice.person.id);
    const search = await bob.call('friends/search', { query: 'Alice' }, { headers: { Host: NAME } });
    expect(codeOf(search)).toBe('session_expired');
  });
});
