import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { hexOf } from '../../http/person.ts';
import { TestServer } from '../../http/server.ts';
import { ask, codeOf, Station } from '../../http/station.ts';

let server: TestServer;
let alice: Station;

beforeEach(async () => {
  server = await TestServer.start();
  alice = await Station.register(server, 'Alice');
});
afterEach(() => server.close());

const NEW_STATION = hexOf('a new station');
const recover = (fields: object = {}) => {
  const { id, registration } = alice.person;
  return ask(
    server,
    'login/recover',
    { userid: id, auth: registration.recovery.auth, ...fields },
    NEW_STATION,
  );
};

describe('recover', () => {
  test('answers what a login answers, and the box', async () => {
    const { recovery, ...login } = (await recover()).body;
    const byPassword = await alice.login(NEW_STATION);
    expect(Object.keys(login)).toEqual(Object.keys(byPassword.answer.body));
    expect(login).toEqual({ ...byPassword.answer.body, sessionkey: login.sessionkey });
    expect(recovery).toEqual({ box: alice.person.registration.recovery.box });
  });

  test('starts a session that works', async () => {
    const station = new Station(server, alice.person, NEW_STATION, await recover({ stationname: 'New' }));
    const { stations } = (await station.call('login/stations')).body;
    const date = '2024-03-08 13:55:47';
    expect(stations).toEqual([
      { stationid: NEW_STATION, name: 'New', loggedin: date, lastseen: date, own: true },
      { stationid: alice.id, name: '', loggedin: date, lastseen: date, own: false },
    ]);
  });

  test('tells nobody whether a user exists', async () => {
    const wrong = await recover({ auth: hexOf('wrong', 64) });
    const unknown = await recover({ userid: hexOf('nobody') });
    const bob = await Station.register(server, 'Bob');
    const other = await recover({ userid: bob.person.id });
    expect([wrong.status, codeOf(wrong)]).toEqual([401, 'login_failed']);
    expect([unknown.text, other.text]).toEqual([wrong.text, wrong.text]);
  });
});
