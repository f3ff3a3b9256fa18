import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { groupConversationId, pairConversationId } from '@parley/protocol/ids';
import type { Caller } from '../../../src/operations/operation.ts';
import { befriend, isFriend } from '../../../src/store/friends.ts';
import { createBody, type Fields, hexOf, openWorld, type World } from '../../harness.ts';

type Body = Fields<'conversation/create'>;

const NONCE = hexOf('nonce');

let world: World;
let alice: Caller;
let bob: Caller;
let carol: Caller;
let pair: Body;

beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  const some = world.uuid();
  alice = await world.user('Alice', hexOf(`Alice ${some}`));
  bob = await world.user('Bob', hexOf(`Bob ${some}`));
  carol = await world.user('Carol', hexOf(`Carol ${some}`));
  pair = createBody(pairConversationId(alice.user, bob.user), [alice.user, bob.user], false, NONCE);
});
afterAll(() => world.close());

const create = (caller: Caller, body: Body) => world.ask('conversation/create', caller, body);
const refused = (caller: Caller, body: Body) => world.refusal('conversation/create', caller, body);
const groupOf = (creator: Caller, ...others: Caller[]) =>
  createBody(
    groupConversationId(creator.user, NONCE),
    [creator, ...others].map(({ user }) => user),
    true,
    NONCE,
  );
const areFriends = (one: Caller, other: Caller) =>
  world.store.read((reader) => isFriend(reader, world.workspace.id, one.user, other.user));
const block = (by: Caller, whom: Caller) =>
  world.store.write((writer) =>
    writer.run(
      'INSERT INTO blocks (workspace, userid, blockedid) VALUES ($1, $2, $3)',
      world.workspace.id,
      by.user,
      whom.user,
    ),
  );

describe('two people', () => {
  test('the conversation is answered as the creator sees it, and both become friends', async () => {
    const { conversation, created } = await create(alice, pair);
    expect(created).toBe(true);
    const ids = [alice.user, bob.user].sort();
    expect(conversation).toEqual({
      id: pair.conversationid,
      isgroup: false,
      participantids: ids,
      participants: ids.map((userid) => ({ userid, username: userid === alice.user ? 'Alice' : 'Bob' })),
      displayname: '',
      lastmessageid: '',
      lastreportid: '',
      lastaccess: world.now / 1000,
      secret: pair.secrets.find(({ userid }) => userid === alice.user)?.secret ?? '',
      instance: conversation.instance,
      mutedby: [],
      favoriteby: [],
      hiddenby: [],
      properties: [
        {
          userid: alice.user,
          ismuted: false,
          isfavorite: false,
          hideid: '',
          listitembackgroundcolor: '#ffffff',
        },
      ],
      epoch: 0,
      secretby: alice.user,
      secretfor: pair.secretfor,
      secretsignature: pair.secretsignature,
    });
    expect([await areFriends(alice, bob), await areFriends(bob, alice)]).toEqual([true, true]);
  });

  test('an existing one is answered as it is, whoever repeats it and however', async () => {
    const first = await create(alice, pair);
    const different = { ...pair, displayname: 'AAAA', secretsignature: pair.secretsignature };
    const again = await create(bob, different);
    expect(again.created).toBe(false);
    expect(again.conversation).toMatchObject({
      instance: first.conversation.instance,
      displayname: '',
      secretby: alice.user,
      secret: pair.secrets.find(({ userid }) => userid === bob.user)?.secret,
    });
  });

  test('both creating it at once gives one conversation', async () => {
    const answers = await Promise.all([create(alice, pair), create(bob, pair)]);
    expect(answers.map(({ created }) => created)).toEqual([true, false]);
    expect(answers[1]?.conversation.instance).toBe(answers[0]?.conversation.instance as string);
  });

  test('an id that is not derived from the two is invalid_request and names the field', async () => {
    for (const conversationid of [hexOf('other'), groupConversationId(alice.user, NONCE)]) {
      const { code, message } = await refused(alice, { ...pair, conversationid });
      expect(code).toBe('invalid_request');
      expect(message).toStartWith('`conversationid` must be');
    }
  });

  test('three people, one, the same twice, or others alone are no two', async () => {
    const lists = [[alice, bob, carol], [alice], [alice, alice], [bob, carol]];
    for (const people of lists) {
      const ids = people.map(({ user }) => user);
      const { code, message } = await refused(alice, { ...pair, participantids: ids });
      expect(code).toBe('invalid_request');
      expect(message).toStartWith('`participantids` must name');
    }
  });

  test('a block in either direction is forbidden in the same words', async () => {
    await block(bob, alice);
    const blocked = await refused(alice, pair);
    const blocking = await refused(bob, pair);
    expect(blocked.code).toBe('forbidden');
    expect([blocking.code, blocking.message]).toEqual([blocked.code, blocked.message]);
    expect(await areFriends(alice, bob)).toBe(false);
  });

  test('in a closed workspace it takes friends', async () => {
    const strict = { ...alice, workspace: { ...world.workspace, friendship: 'closed' as const } };
    expect((await refused(strict, pair)).code).toBe('forbidden');
    await world.store.write((writer) => befriend(writer, world.workspace.id, alice.user, bob.user));
    expect((await create(strict, pair)).created).toBe(true);
  });

  test('somebody who does not exist, or is deactivated, is not_found', async () => {
    const nobody = hexOf('nobody');
    const body = createBody(pairConversationId(alice.user, nobody), [alice.user, nobody], false, NONCE);
    expect(await refused(alice, body)).toMatchObject({ code: 'not_found' });
    await world.store.write((writer) => writer.run('UPDATE users SET active = 0 WHERE id = $1', bob.user));
    expect((await refused(alice, pair)).code).toBe('not_found');
  });

  test('a user of another workspace does not exist', async () => {
    const other = { ...world.workspace, id: hexOf('other workspace') };
    const foreigner = await world.user('Dave', hexOf(`Dave ${world.uuid()}`), other);
    const ids = [alice.user, foreigner.user];
    const body = createBody(pairConversationId(alice.user, foreigner.user), ids, false, NONCE);
    expect((await refused(alice, body)).code).toBe('not_found');
  });
});

describe('groups', () => {
  test('a group has the id derived from its creator and nonce, and its creator is the owner', async () => {
    const { conversation, created } = await create(alice, groupOf(alice, bob, carol));
    expect(created).toBe(true);
    expect(conversation.isgroup).toBe(true);
    expect(conversation.participantids).toEqual([alice, bob, carol].map(({ user }) => user).sort());
    const rows = await world.store.read((reader) =>
      reader.all<{ userid: string; role: string }>(
        `SELECT p.userid, p.role FROM participants p JOIN conversations c ON c.key = p.conversation WHERE c.id = $1`,
        conversation.id,
      ),
    );
    const roles = new Map(rows.map(({ userid, role }) => [userid, role]));
    expect([alice, bob, carol].map(({ user }) => roles.get(user))).toEqual(['owner', 'member', 'member']);
    expect(await areFriends(alice, bob)).toBe(false);
  });

  test('a group of one is allowed', async () => {
    expect((await create(alice, groupOf(alice))).created).toBe(true);
  });

  test('repeating it is answered as it is, with created false', async () => {
    const body = groupOf(alice, bob);
    const first = await create(alice, body);
    const again = await create(alice, { ...body, displayname: 'AAAA' });
    expect(again).toEqual({ ...first, created: false });
  });

  test('any other id is invalid_request, another creator’s too', async () => {
    const other = groupConversationId(bob.user, NONCE);
    const refusal = await refused(alice, { ...groupOf(alice, bob), conversationid: other });
    expect(refusal.code).toBe('invalid_request');
    expect(refusal.message).toStartWith('`conversationid` must be');
  });

  test('a group without nonce is invalid_request by name', async () => {
    const { nonce: _, ...body } = groupOf(alice, bob);
    expect((await refused(alice, body)).message).toStartWith('`nonce` is missing');
  });

  test('who has left a group cannot make it again, nor see it', async () => {
    const body = groupOf(alice, bob);
    await create(alice, body);
    await world.store.write((writer) =>
      writer.run('UPDATE participants SET active = 0 WHERE userid = $1', alice.user),
    );
    expect((await refused(alice, body)).code).toBe('conflict');
  });

  test('in a closed workspace everyone must be the creator’s friend', async () => {
    const strict = { ...alice, workspace: { ...world.workspace, friendship: 'closed' as const } };
    const body = groupOf(alice, bob, carol);
    await world.store.write((writer) => befriend(writer, world.workspace.id, alice.user, bob.user));
    expect((await refused(strict, body)).code).toBe('forbidden');
    await world.store.write((writer) => befriend(writer, world.workspace.id, alice.user, carol.user));
    expect((await create(strict, body)).created).toBe(true);
  });
});

describe('the first epoch', () => {
  const field = async (body: Body) => {
    const { code, message } = await refused(alice, body);
    expect(code).toBe('invalid_request');
    return /^`([^`]*)`/.exec(message)?.[1];
  };

  test('secretfor names exactly the participants, in strictly ascending order', async () => {
    const { secretfor } = pair;
    const [first, second] = secretfor as [(typeof secretfor)[0], (typeof secretfor)[0]];
    const stranger = { ...first, userid: carol.user };
    for (const list of [
      [second, first],
      [first],
      [first, first],
      [first, second, stranger],
      [stranger, second],
    ]) {
      expect(await field({ ...pair, secretfor: list })).toBe('secretfor');
    }
  });

  test('secrets hold one for each participant, in any order', async () => {
    const { secrets } = pair;
    const [first, second] = secrets as [(typeof secrets)[0], (typeof secrets)[0]];
    const stranger = { ...first, userid: carol.user };
    for (const list of [[first], [first, first], [first, second, second], [first, stranger]]) {
      expect(await field({ ...pair, secrets: list })).toBe('secrets');
    }
    expect((await create(alice, { ...pair, secrets: [second, first] })).created).toBe(true);
  });
});
