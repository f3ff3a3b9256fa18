import { afterAll, beforeAll, expect, test } from 'bun:test';
import { TestServer } from '../http/server.ts';
import { Station } from '../http/station.ts';
import { Socket } from './socket.ts';
import { addMessage, makePair, type Place } from './talk.ts';

let server: TestServer;
let alice: Station;
let bob: Station;
let place: Place;

beforeAll(async () => {
  server = await TestServer.start();
  alice = await Station.register(server, 'Alice');
  bob = await Station.register(server, 'Bob');
  place = await makePair(alice, bob);
});
afterAll(() => server.close());

test('a message is pushed with its delta to the other station, and not to the one that added it', async () => {
  const hers = await Socket.subscribed(alice);
  const his = await Socket.subscribed(bob);
  expect((await hers.frame()).friendavailabilitesof).toEqual([bob.person.id]);
  const ID = await addMessage(alice, place);
  const push = await his.frame();
  expect(push).toMatchObject({
    status: 'OK',
    errormessage: '',
    friendavailabilitesof: [],
    conversationchangedof: [place.conversationid],
    conversationlistchangedof: [],
  });
  expect(push.deltas).toMatchObject([{ ...place, messages: [{ ID }], reports: [] }]);
  expect(hers.waiting).toBe(0);
});
