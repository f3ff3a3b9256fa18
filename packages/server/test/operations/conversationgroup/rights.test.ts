import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import type { Caller } from '../../../src/operations/operation.ts';
import { Refusal } from '../../../src/operations/refusal.ts';
import { opaque, openWorld, type World } from '../../harness.ts';
import { adding, type Group, makeGroup, type Name, removing, renewing } from './group.ts';

/* The table of docs/spec/wire.md, Who may do what, row by row. */

let world: World;
let group: Group;

beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  group = await makeGroup(world);
});
afterAll(() => world.close());

/** OK, or the code of the refusal. */
async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'OK';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

type Attempt = (who: Caller) => Promise<unknown>;
const present = () => [group.alice, group.bob, group.carol, group.dave];
const without = (...gone: Caller[]) => present().filter((one) => !gone.includes(one));
const remove =
  (name: Name): Attempt =>
  (who) =>
    world.ask(
      'conversationgroup/removeparticipants',
      who,
      removing(group, [group[name]], without(group[name])),
    );
const renew: Attempt = (who) => world.ask('conversationgroup/newepoch', who, renewing(group, present()));
const setRole =
  (name: Name, role: 'owner' | 'admin' | 'member'): Attempt =>
  (who) =>
    world.ask('conversationgroup/setrole', who, {
      conversationid: group.conversationid,
      userid: group[name].user,
      role,
    });
const leave: Attempt = (who) =>
  world.ask('conversationgroup/leave', who, { conversationid: group.conversationid });

const owner = 'alice';
const admin = 'bob';
const member = 'carol';
const stranger = 'eve';
const no = 'forbidden';
const rows: [what: string, attempt: Attempt, outcomes: Record<string, string>][] = [
  [
    'renaming',
    (who) =>
      world.ask('conversationgroup/rename', who, {
        conversationid: group.conversationid,
        epoch: 0,
        displayname: opaque('new name'),
      }),
    { [owner]: 'OK', [admin]: 'OK', [member]: no },
  ],
  [
    'adding',
    (who) => world.ask('conversationgroup/addparticipants', who, adding(group, [group.eve], present())),
    { [owner]: 'OK', [admin]: 'OK', [member]: no },
  ],
  ['removing a member', remove('dave'), { [owner]: 'OK', [admin]: 'OK', [member]: no }],
  ['removing an admin', remove('bob'), { [owner]: 'OK', [member]: no }],
  ['removing an owner', remove('alice'), { [admin]: no, [member]: no }],
  ['giving a role', setRole('dave', 'admin'), { [owner]: 'OK', [admin]: no, [member]: no }],
  ['making an epoch unasked', renew, { [owner]: 'OK', [admin]: 'OK', [member]: no }],
  ['leaving', leave, { [owner]: no, [admin]: 'OK', [member]: 'OK' }],
];

for (const [what, attempt, outcomes] of rows) {
  for (const [name, expected] of Object.entries({ ...outcomes, [stranger]: 'not_found' })) {
    test(`${what}: ${name}, ${expected}`, async () => {
      expect(await outcome(attempt(group[name as Name]))).toBe(expected);
    });
  }
}

describe('a group keeps an owner', () => {
  test('so the last one neither leaves nor gives up the role, until there is another', async () => {
    const { alice } = group;
    expect(await outcome(setRole('alice', 'member')(alice))).toBe('forbidden');
    await setRole('carol', 'owner')(alice);
    expect(await outcome(leave(alice))).toBe('OK');
    expect(await outcome(setRole('carol', 'admin')(group.carol))).toBe('forbidden');
  });

  test('who is alone may leave', async () => {
    const alone = await world.group(group.alice);
    const { conversationid } = alone;
    expect(await outcome(world.ask('conversationgroup/leave', group.alice, { conversationid }))).toBe('OK');
  });

  test('an admin may remove members only, also among others', async () => {
    const body = removing(group, [group.carol, group.alice], [group.bob, group.dave]);
    expect(await outcome(world.ask('conversationgroup/removeparticipants', group.bob, body))).toBe(
      'forbidden',
    );
    expect(await outcome(world.add(group.carol, group))).toBe('OK');
  });
});

describe('between two people', () => {
  test('either makes an epoch, and all else about membership is for groups', async () => {
    const { alice, eve } = group;
    const place = await world.pair(alice, eve);
    for (const [epoch, who] of [alice, eve].entries()) {
      const body = renewing(place, [alice, eve], epoch + 1);
      expect(await outcome(world.ask('conversationgroup/newepoch', who, body))).toBe('OK');
    }
    const { conversationid } = place;
    const pair = { ...group, conversationid };
    const attempts = [
      world.ask('conversationgroup/leave', alice, { conversationid }),
      world.ask('conversationgroup/setrole', alice, { conversationid, userid: eve.user, role: 'admin' }),
      world.ask('conversationgroup/rename', alice, { conversationid, epoch: 2, displayname: 'AAAA' }),
      world.ask('conversationgroup/addparticipants', alice, adding(pair, [group.bob], [alice, eve], 3)),
      world.ask('conversationgroup/removeparticipants', alice, removing(pair, [eve], [alice], 3)),
    ];
    expect(await Promise.all(attempts.map(outcome))).toEqual(attempts.map(() => 'forbidden'));
  });
});

test('a group that does not exist and one of others look the same', async () => {
  const { eve, conversationid } = group;
  const nowhere = { ...group, conversationid: 'f'.repeat(32) };
  const one = await world.refusal('conversationgroup/leave', eve, { conversationid });
  const other = await world.refusal('conversationgroup/leave', eve, {
    conversationid: nowhere.conversationid,
  });
  expect([one.code, one.message]).toEqual([other.code, other.message]);
});
