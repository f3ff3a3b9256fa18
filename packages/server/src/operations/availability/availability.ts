import type { Said } from '../../presence.ts';
import type { FriendServices } from '../friends/services.ts';
import type { Caller, Operation } from '../operation.ts';

/** Source: docs/spec/wire.md part 2, Availability. */
export const sayAvailable: Operation<'availability/useravailable', FriendServices> = (services, caller) =>
  say(services, caller, 'available');
export const sayAway: Operation<'availability/useraway', FriendServices> = (services, caller) =>
  say(services, caller, 'away');
export const sayBusy: Operation<'availability/userbusy', FriendServices> = (services, caller) =>
  say(services, caller, 'busy');
export const sayOffline: Operation<'availability/useroffline', FriendServices> = (services, caller) =>
  say(services, caller, 'offline');

async function say({ presence }: FriendServices, caller: Caller, said: Said): Promise<Record<never, never>> {
  presence.say(caller.workspace.id, caller.user, said);
  return {};
}
