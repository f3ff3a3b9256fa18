import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import type { Caller } from '../../../src/operations/operation.ts';
import { epochFor, FINGERPRINT, opaque, openWorld, underEpoch, type World } from '../../harness.ts';
import { adding, type Group, idsOf, makeGroup, removing, renewing, shared } from './group.ts';

let world: World;
let group: Group;
let all: Caller[];

beforeEach(async () => {
  world = await openWorld();
  group = await makeGroup(world);
  all = [group.alice, group.bob, group.carol, group.dave];
});
afterEach(() => world.close());

const add = (...args: Parameters<typeof adding>) =>
  world.ask('conversationgroup/addparticipants', group.alice, adding(...args));
const remove = (...args: Parameters<typeof removing>) =>
  world.ask('conversationgroup/removeparticipants', group.alice, removing(...args));
const leave = (who: Caller) =>
  world.ask('conversationgroup/leave', who, { conversationid: group.conversationid });
const secretsOf = async (who: Caller) =>
  (await world.ask('conversation/secrets', who, { conversationid: group.conversationid })).secrets;
const seenBy = async (who: Caller) => (await world.ask('conversation/list', who, {})).conversations[0];

describe('who is added', () => {
  test('gets the newest epoch, and the others do', async () => {
    const { conversation } = await add(group, [group.eve], all);
    const people = [...all, group.eve];
    expect(conversation.participantids).toEqual(idsOf(people).sort());
    expect(await seenBy(group.eve)).toMatchObject({
      epoch: 1,
      displayname: opaque('name under 1'),
      secretby: group.alice.user,
      secret: opaque(`secret 1 for ${group.eve.user}`),
      secretfor: epochFor(idsOf(people), 1).secretfor,
    });
    expect((await secretsOf(group.eve)).map(({ epoch }) => epoch)).toEqual([1]);
    expect((await secretsOf(group.carol)).map(({ epoch }) => epoch)).toEqual([0, 1]);
  });

  test('gets older epochs where they are shared, with who shared them', async () => {
    await world.ask('conversationgroup/addparticipants', group.bob, {
      ...adding(group, [group.eve], all),
      shared: [shared(0, group.eve)],
    });
    const [first, second] = await secretsOf(group.eve);
    expect(first).toMatchObject({
      epoch: 0,
      secret: opaque('shared 0'),
      secretby: group.alice.user,
      sharedby: group.bob.user,
      sharesignature: shared(0, group.eve).sharesignature,
    });
    expect(second).not.toHaveProperty('sharedby');
  });

  test('is a member, whatever the role was before', async () => {
    await remove(group, [group.bob], [group.alice, group.carol, group.dave]);
    await add(group, [group.bob], [group.alice, group.carol, group.dave], 2);
    const refusal = await world.refusal('conversationgroup/rename', group.bob, {
      conversationid: group.conversationid,
      epoch: 2,
      displayname: 'AAAA',
    });
    expect(refusal.code).toBe('forbidden');
    // What was there before has not gone.
    expect((await secretsOf(group.bob)).map(({ epoch }) => epoch)).toEqual([0, 2]);
  });

  test('must exist, not be there already, and in a closed workspace be a friend', async () => {
    const nobody = { ...group.eve, user: '0'.repeat(32) };
    const refused = (who: Caller, added: Caller[]) =>
      world.refusal('conversationgroup/addparticipants', who, adding(group, added, all));
    expect((await refused(group.alice, [nobody])).code).toBe('not_found');
    expect((await refused(group.alice, [group.carol])).code).toBe('conflict');
    const closed = { ...group.alice, workspace: { ...world.workspace, friendship: 'closed' as const } };
    expect((await refused(closed, [group.eve])).code).toBe('forbidden');
  });
});

describe('who is removed', () => {
  test('loses access at once', async () => {
    await world.add(group.carol, group);
    await remove(group, [group.carol], [group.alice, group.bob, group.dave]);
    expect(await seenBy(group.carol)).toBeUndefined();
    const { conversationid, instance } = group;
    const place = { conversationid, instance };
    const refusals = await Promise.all([
      world.refusal('conversation/download', group.carol, { ...place, since: '' }),
      world.refusal('conversation/secrets', group.carol, { conversationid }),
      world.refusal('conversation/add', group.carol, world.addBody(place, world.message())),
      world.refusal('conversationgroup/leave', group.carol, { conversationid }),
    ]);
    expect(refusals.map(({ code }) => code)).toEqual(Array(4).fill('not_found'));
  });

  test('gets no later epoch', async () => {
    const staying = [group.alice, group.bob, group.dave];
    await remove(group, [group.carol], staying);
    const body = renewing(group, [...staying, group.carol], 2);
    expect((await world.refusal('conversationgroup/newepoch', group.alice, body)).code).toBe(
      'invalid_request',
    );
  });

  test('must be there, and not be oneself', async () => {
    const refused = async (removed: Caller[]) =>
      (
        await world.refusal(
          'conversationgroup/removeparticipants',
          group.alice,
          removing(group, removed, all),
        )
      ).code;
    expect(await refused([group.eve])).toBe('not_found');
    expect(await refused([group.alice])).toBe('invalid_request');
    expect(await refused([group.carol, group.carol])).toBe('invalid_request');
  });
});

describe('who leaves', () => {
  const write = (who: Caller, Data: string) =>
    world.refusal('conversation/add', who, world.addBody(group, world.message({ Data })));

  test('makes an epoch due: nothing is written before somebody who stays has made it', async () => {
    await leave(group.carol);
    expect(await seenBy(group.carol)).toBeUndefined();
    for (const Data of [underEpoch(0), opaque('a form without epoch')]) {
      const refusal = await write(group.dave, Data);
      expect([refusal.code, refusal.additions]).toEqual(['epoch_changed', { epoch: 0, due: true }]);
    }
    const named = { conversationid: group.conversationid, epoch: 0, displayname: 'AAAA' };
    const rename = await world.refusal('conversationgroup/rename', group.alice, named);
    expect([rename.code, rename.additions.due]).toEqual(['epoch_changed', true]);

    const staying = [group.alice, group.bob, group.dave];
    await world.ask('conversationgroup/newepoch', group.dave, renewing(group, staying));
    await world.add(group.dave, group, { Data: underEpoch(1) });
    const late = await write(group.dave, underEpoch(0));
    expect([late.code, late.additions]).toEqual(['epoch_changed', { epoch: 1 }]);
  });

  test('an import waits as well', async () => {
    await leave(group.carol);
    const messages = [world.message({ Data: underEpoch(0) })];
    const place = { conversationid: group.conversationid, instance: group.instance };
    const refusal = await world.refusal('conversation/import', group.alice, { ...place, messages });
    expect([refusal.code, refusal.additions]).toEqual(['epoch_changed', { epoch: 0, due: true }]);
  });

  test('and whoever changes the membership next settles it with that epoch', async () => {
    await leave(group.carol);
    await add(group, [group.eve], [group.alice, group.bob, group.dave]);
    await world.add(group.dave, group, { Data: underEpoch(1) });
  });

  test('a member makes one epoch, not two', async () => {
    await leave(group.carol);
    const staying = [group.alice, group.bob, group.dave];
    await world.ask('conversationgroup/newepoch', group.dave, renewing(group, staying));
    const second = await world.refusal('conversationgroup/newepoch', group.dave, renewing(group, staying, 2));
    expect(second.code).toBe('forbidden');
  });
});

describe('who is deactivated in the workspace', () => {
  test('is not among those whom the next epoch is for', async () => {
    await world.store.write((writer) =>
      writer.run('UPDATE users SET active = 0 WHERE id = $1', group.dave.user),
    );
    const everyone = await world.refusal('conversationgroup/newepoch', group.alice, renewing(group, all));
    expect(everyone.code).toBe('invalid_request');
    const active = [group.alice, group.bob, group.carol];
    await world.ask('conversationgroup/newepoch', group.alice, renewing(group, active));
  });
});

describe('an epoch', () => {
  const others = () => [group.alice, group.bob, group.dave];

  test('is the one after the newest, otherwise it is a conflict that names the newest', async () => {
    // Of what Alice makes now every signature is another one than that of epoch 0.
    const secretsignature = Buffer.alloc(64, 1).toString('base64');
    for (const epoch of [0, 2, 7]) {
      const refusals = await Promise.all([
        world.refusal('conversationgroup/newepoch', group.alice, {
          ...renewing(group, all, epoch),
          secretsignature,
        }),
        world.refusal('conversationgroup/addparticipants', group.alice, {
          ...adding(group, [group.eve], all, epoch),
          secretsignature,
        }),
        world.refusal('conversationgroup/removeparticipants', group.alice, {
          ...removing(group, [group.carol], others(), epoch),
          secretsignature,
        }),
      ]);
      for (const { code, additions } of refusals) {
        expect([code, additions]).toEqual(['conflict', { epoch: 0 }]);
      }
    }
  });

  test('repeated by its maker changes nothing and is answered as the first time', async () => {
    const body = removing(group, [group.carol], others());
    const first = await world.ask('conversationgroup/removeparticipants', group.alice, body);
    const again = await world.ask('conversationgroup/removeparticipants', group.alice, body);
    expect(again).toEqual(first);
    const another = await world.refusal('conversationgroup/removeparticipants', group.bob, body);
    expect(another.code).toBe('not_found');
  });

  test('is for exactly the people who are then in the group, with a secret for each', async () => {
    const right = adding(group, [group.eve], all);
    const stranger = { userid: 'e'.repeat(32), fingerprint: FINGERPRINT };
    const wrong = [
      { secretfor: right.secretfor.slice(1) },
      { secretfor: [...right.secretfor, stranger].sort((a, b) => (a.userid < b.userid ? -1 : 1)) },
      { secretfor: [...right.secretfor].reverse() },
      { secrets: right.secrets.slice(1) },
      { secrets: [...right.secrets, { userid: stranger.userid, secret: 'AAAA' }] },
    ];
    for (const change of wrong) {
      const body = { ...right, ...change };
      expect((await world.refusal('conversationgroup/addparticipants', group.alice, body)).code).toBe(
        'invalid_request',
      );
    }
    expect((await seenBy(group.alice))?.epoch).toBe(0);
  });

  test('shared must be an older one that the sharer has, once for each new person', async () => {
    await remove(group, [group.carol], others());
    // Eve gets epoch 2 alone, and so cannot share what came before.
    await add(group, [group.eve], others(), 2);
    await world.ask('conversationgroup/setrole', group.alice, {
      conversationid: group.conversationid,
      userid: group.eve.user,
      role: 'admin',
    });
    const people = [...others(), group.eve];
    const attempts = [
      [group.eve, [shared(1, group.carol)]],
      [group.alice, [shared(3, group.carol)]],
      [group.alice, [shared(9, group.carol)]],
      [group.alice, [shared(1, group.bob)]],
      [group.alice, [shared(1, group.carol), shared(1, group.carol)]],
    ] as const;
    for (const [who, history] of attempts) {
      const body = { ...adding(group, [group.carol], people, 3), shared: [...history] };
      expect((await world.refusal('conversationgroup/addparticipants', who, body)).code).toBe(
        'invalid_request',
      );
    }
    const right = { ...adding(group, [group.carol], people, 3), shared: [shared(2, group.carol)] };
    await world.ask('conversationgroup/addparticipants', group.eve, right);
    expect((await secretsOf(group.carol)).map(({ epoch }) => epoch)).toEqual([0, 2, 3]);
  });
});

test('a rename stands under the newest epoch', async () => {
  const { conversationid } = group;
  const displayname = opaque('a new name');
  await world.ask('conversationgroup/newepoch', group.alice, renewing(group, all));
  const old = await world.refusal('conversationgroup/rename', group.bob, {
    conversationid,
    epoch: 0,
    displayname,
  });
  expect([old.code, old.additions]).toEqual(['epoch_changed', { epoch: 1 }]);
  await world.ask('conversationgroup/rename', group.bob, { conversationid, epoch: 1, displayname });
  expect((await seenBy(group.carol))?.displayname).toBe(displayname);
});
