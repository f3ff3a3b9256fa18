import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { fromWireDate, toWireDate } from '@parley/protocol/encoding';
import type { Caller } from '../../../src/operations/operation.ts';
import { befriend } from '../../../src/store/friends.ts';
import {
  from,
  hexOf,
  idsOf,
  type MessageParts,
  opaque,
  openWorld,
  type Place,
  underEpoch,
  type World,
} from '../../harness.ts';

let world: World;
let alice: Caller;
let bob: Caller;
let place: Place;

beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  ({ alice, bob, place } = await world.couple());
});
afterAll(() => world.close());

const add = (caller: Caller, message: MessageParts) =>
  world.ask('conversation/add', caller, world.addBody(place, message));
const refused = (caller: Caller, message: MessageParts) =>
  world.refusal('conversation/add', caller, world.addBody(place, message));
const stored = async () =>
  (await world.ask('conversation/download', alice, { ...place, ...from() })).messages;
const listed = async () => (await world.ask('conversation/list', alice, {})).conversations[0];
const at = (seconds: number) => toWireDate(world.now + seconds * 1000);

test('the answer is the message as it was stored, without Data', async () => {
  const message = world.message();
  const answer = await add(alice, message);
  const { Data, ...rest } = message;
  expect(answer).toEqual({ status: 'OK', errormessage: '', message: rest });
  expect(Object.keys(answer.message)).toEqual(['ID', 'Type', 'Created', 'ValidUntil']);
  expect(await stored()).toEqual([message]);
});

test('lastmessageid and lastaccess of the list are those of the newest message', async () => {
  expect(await listed()).toMatchObject({ lastmessageid: '', lastaccess: world.now / 1000 });
  const ID = await world.add(bob, place, { Created: at(-100) });
  expect(await listed()).toMatchObject({ lastmessageid: ID, lastaccess: world.now / 1000 - 100 });
});

describe('repeats', () => {
  test('the same ID by the same sender gets the same answer and adds nothing', async () => {
    const message = world.message();
    const first = await add(alice, message);
    const cursor = (await world.ask('conversation/download', alice, { ...place, ...from() })).cursor;
    world.pass(4000);
    expect(await add(alice, message)).toEqual(first);
    const since = await world.ask('conversation/download', alice, { ...place, since: cursor });
    expect(since).toMatchObject({ messages: [], cursor });
  });

  test('a repeat with another Created gets the Created that was stored', async () => {
    const message = world.message();
    await add(alice, message);
    expect((await add(alice, { ...message, Created: at(-10) })).message.Created).toBe(message.Created);
  });

  test('the same ID by another sender is conflict', async () => {
    const message = world.message();
    await add(alice, message);
    expect(await refused(bob, message)).toMatchObject({ code: 'conflict' });
    expect(await stored()).toEqual([message]);
  });

  test('other content under a used ID is conflict', async () => {
    const message = world.message();
    await add(alice, message);
    for (const change of [{ Data: opaque('other') }, { ValidUntil: '2031-01-01 00:00:00' }]) {
      const { code, message: sentence } = await refused(alice, { ...message, ...change });
      expect(code).toBe('conflict');
      expect(sentence).toContain(message.ID);
    }
    expect(await stored()).toEqual([message]);
  });

  test('a message that was removed since is still known: the same answer, or conflict', async () => {
    const message = world.message();
    const first = await add(alice, message);
    await world.ask('conversation/remove', alice, { ...place, messageids: [message.ID] });
    expect(await add(alice, message)).toEqual(first);
    expect((await refused(alice, { ...message, Data: opaque('other') })).code).toBe('conflict');
    expect(await stored()).toMatchObject([{ Type: 'Removed', Data: '' }]);
  });

  test('an ID is free in another conversation, and again after a clear', async () => {
    const message = world.message();
    await add(alice, message);
    const other = await world.couple();
    await world.add(other.alice, other.place, message);
    const { conversation } = await world.ask('conversation/clear', alice, place);
    place = { ...place, instance: conversation.instance };
    await add(bob, message);
    expect(await stored()).toEqual([message]);
  });

  test('the same message sent many times at once is there once', async () => {
    const message = world.message();
    const answers = await Promise.all(Array.from({ length: 20 }, () => add(alice, message)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await stored()).toEqual([message]);
  });
});

describe('Created', () => {
  test('is kept within five minutes of the clock', async () => {
    for (const seconds of [-300, 0, 300]) {
      const { message } = await add(alice, world.message({ Created: at(seconds) }));
      expect(message.Created).toBe(at(seconds));
    }
  });

  test('further away it is the clock', async () => {
    for (const seconds of [-301, -86_400, 301, 86_400]) {
      const couple = await world.couple();
      const message = world.message({ Created: at(seconds) });
      const body = world.addBody(couple.place, message);
      const answer = await world.ask('conversation/add', couple.alice, body);
      expect(answer.message.Created).toBe(world.date);
    }
  });

  test('before the newest message it is the later of the clock and the newest message’s', async () => {
    await add(alice, world.message({ Created: at(200) }));
    expect((await add(bob, world.message({ Created: at(100) }))).message.Created).toBe(at(200));
    world.pass(250);
    expect((await add(bob, world.message({ Created: at(-100) }))).message.Created).toBe(world.date);
  });

  test('never goes back when the clock does', async () => {
    const first = world.date;
    await add(alice, world.message());
    world.pass(-7200);
    expect((await add(alice, world.message())).message.Created).toBe(first);
    world.pass(7200);
  });

  test('after a clear there is no newest message to be before', async () => {
    await add(alice, world.message({ Created: at(200) }));
    const { conversation } = await world.ask('conversation/clear', alice, place);
    place = { ...place, instance: conversation.instance };
    expect((await add(alice, world.message({ Created: at(-100) }))).message.Created).toBe(at(-100));
    expect(await listed()).toMatchObject({ lastaccess: (fromWireDate(at(200)) as number) / 1000 });
  });
});

describe('what is malformed', () => {
  test('message must be JSON, and an object', async () => {
    for (const message of ['', '{', 'x', '{}}']) {
      const refusal = await world.refusal('conversation/add', alice, { ...place, message });
      expect([refusal.code, refusal.message.slice(0, 9)]).toEqual(['invalid_request', '`message`']);
    }
    for (const message of ['null', '[]', '"text"', '1']) {
      const refusal = await world.refusal('conversation/add', alice, { ...place, message });
      expect(refusal.message).toBe(
        '`message` must be a message with exactly ID, Type, Created, ValidUntil and Data.',
      );
    }
  });

  test('each field of the message is named with its place', async () => {
    const faults: [string, unknown][] = [
      ['ID', 'F2515CBE-0000-4000-8000-000000000000'],
      ['ID', ''],
      ['Type', 'Removed'],
      ['Created', '2024-02-30 00:00:00'],
      ['ValidUntil', '2024-03-08T00:00:00Z'],
      ['Data', ''],
      ['Data', 'AQ=A'],
      ['Data', 'AR=='],
    ];
    for (const [field, value] of faults) {
      const message = JSON.stringify({ ...world.message(), [field]: value });
      const refusal = await world.refusal('conversation/add', alice, { ...place, message });
      expect(refusal.code).toBe('invalid_request');
      expect(refusal.message).toStartWith(`\`message.${field}\` must be `);
    }
    const { Data, ...incomplete } = world.message();
    const without = { ...place, message: JSON.stringify(incomplete) };
    expect((await world.refusal('conversation/add', alice, without)).message).toStartWith(
      '`message.Data` is missing',
    );
    const more = { ...place, message: JSON.stringify({ ...world.message(), Sender: 'me' }) };
    expect((await world.refusal('conversation/add', alice, more)).message).toStartWith('`message.Sender`');
    expect(await stored()).toEqual([]);
  });
});

describe('epochs', () => {
  const setEpoch = (epoch: number, due: number) =>
    world.store.write((writer) =>
      writer.run(
        'UPDATE conversations SET epoch = $1, epochdue = $2 WHERE id = $3',
        epoch,
        due,
        place.conversationid,
      ),
    );

  test('data under the newest epoch is taken, under any other it is epoch_changed', async () => {
    await add(alice, world.message({ Data: underEpoch(0, 'sealed') }));
    await setEpoch(258, 0);
    for (const epoch of [0, 257, 259, 0x01020000]) {
      const refusal = await refused(alice, world.message({ Data: underEpoch(epoch, 'sealed') }));
      expect([refusal.code, refusal.additions]).toEqual(['epoch_changed', { epoch: 258 }]);
    }
    await add(alice, world.message({ Data: underEpoch(258, 'sealed') }));
    expect(await stored()).toHaveLength(2);
  });

  test('data in another form names no epoch and is taken', async () => {
    await setEpoch(7, 0);
    const short = Buffer.from([1, 0, 0, 0]).toString('base64');
    for (const Data of [
      opaque('anything'),
      short,
      'AA==',
      Buffer.from([2, 0, 0, 0, 0, 0]).toString('base64'),
    ]) {
      await add(alice, world.message({ Data }));
    }
    expect(await stored()).toHaveLength(4);
  });

  test('five bytes are enough to name an epoch', async () => {
    await setEpoch(7, 0);
    expect((await refused(alice, world.message({ Data: underEpoch(6) }))).code).toBe('epoch_changed');
    await add(alice, world.message({ Data: underEpoch(7) }));
  });

  test('while an epoch is due every add is epoch_changed with due, whatever its form', async () => {
    await setEpoch(3, 1);
    for (const Data of [underEpoch(3, 'sealed'), underEpoch(4, 'sealed'), opaque('anything')]) {
      const refusal = await refused(alice, world.message({ Data }));
      expect([refusal.code, refusal.additions]).toEqual(['epoch_changed', { epoch: 3, due: true }]);
    }
  });

  test('a repeat of what is stored gets its answer though the epoch has changed since', async () => {
    const message = world.message({ Data: underEpoch(0, 'sealed') });
    const first = await add(alice, message);
    await setEpoch(1, 1);
    expect(await add(alice, message)).toEqual(first);
  });
});

describe('who may write', () => {
  const block = (by: Caller, whom: Caller) =>
    world.store.write((writer) =>
      writer.run(
        'INSERT INTO blocks (workspace, userid, blockedid) VALUES ($1, $2, $3)',
        world.workspace.id,
        by.user,
        whom.user,
      ),
    );

  test('a stranger cannot tell the conversation from one that does not exist', async () => {
    const eve = await world.user('Eve', hexOf(`Eve ${place.conversationid}`));
    const there = await refused(eve, world.message());
    const nowhere = { conversationid: hexOf('nowhere'), instance: place.instance };
    const body = world.addBody(nowhere, world.message());
    const missing = await world.refusal('conversation/add', eve, body);
    expect([there.code, there.message, there.additions]).toEqual([
      'not_found',
      missing.message,
      missing.additions,
    ]);
  });

  test('who is blocked cannot write to the blocker, who can write on', async () => {
    await block(bob, alice);
    expect((await refused(alice, world.message())).code).toBe('forbidden');
    await add(bob, world.message());
  });

  test('a repeat of what was stored before the block still gets its answer', async () => {
    const message = world.message();
    const first = await add(alice, message);
    await block(bob, alice);
    expect(await add(alice, message)).toEqual(first);
  });

  test('in a group blocks do not count', async () => {
    await block(bob, alice);
    const group = await world.group(alice, bob);
    await world.add(alice, group);
    expect(
      idsOf((await world.ask('conversation/download', bob, { ...group, ...from() })).messages),
    ).toHaveLength(1);
  });

  test('in a closed workspace only friends are written to, and the reason is not told', async () => {
    const closed = { ...alice, workspace: { ...world.workspace, friendship: 'closed' as const } };
    const strict = (caller: Caller) => ({ ...caller, workspace: closed.workspace });
    await add(strict(alice), world.message());
    await world.store.write((writer) =>
      writer.run('DELETE FROM friends WHERE userid = $1 OR friendid = $1', alice.user),
    );
    const unfriended = await refused(strict(alice), world.message());
    expect(unfriended.code).toBe('forbidden');
    await world.store.write((writer) => befriend(writer, world.workspace.id, alice.user, bob.user));
    await add(strict(alice), world.message());
    await block(bob, alice);
    const blocked = await refused(strict(alice), world.message());
    expect([blocked.code, blocked.message]).toEqual(['forbidden', unfriended.message]);
  });

  test('a stale instance is instance_changed and adds nothing', async () => {
    const { conversation } = await world.ask('conversation/clear', bob, place);
    const refusal = await refused(alice, world.message());
    expect([refusal.code, refusal.additions]).toEqual([
      'instance_changed',
      { instance: conversation.instance },
    ]);
    place = { ...place, instance: conversation.instance };
    expect(await stored()).toEqual([]);
  });
});
