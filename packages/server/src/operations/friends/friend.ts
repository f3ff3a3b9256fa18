import type { Friend } from '@parley/protocol/wire';
import type { Presence } from '../../presence.ts';
import type { Person } from '../../store/people.ts';

/** A person as the viewer sees it. Who is blocked sees the blocker as offline. Source: docs/spec/wire.md part 2. */
export function friendOf(presence: Presence, workspace: string, person: Person): Friend {
  const visible = person.active === 1 && person.blocksviewer === 0;
  return {
    friendid: person.id,
    friendname: person.nick,
    publickey: person.publickey,
    availability: visible ? presence.stateOf(workspace, person.id) : 'offline',
    signpublickey: person.signpublickey,
    identitysignature: person.identitysignature,
  };
}
