import { type StationOf, usersOnStation } from '../../store/sessions.ts';
import type { Operation } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import type { Notices, NotificationCaller, NotificationServices, Sets } from './notices.ts';

/** Source: docs/spec/wire.md part 2, Notification; part 3, chatnotification. */
export const downloadNotifications: Operation<
  'notification/download',
  NotificationServices,
  NotificationCaller
> = async (services, caller, { wait = 0 }) => {
  const stations = await stationsOf(services, caller);
  const { notices } = services;
  if (wait === 0) return taken(notices, stations);
  const end = performance.now() + wait * 1000;
  const watch = notices.watch(stations);
  try {
    for (;;) {
      const sets = await taken(notices, stations);
      if (Object.values(sets).some(({ length }) => length > 0)) return sets;
      const outcome = await watch.next(end - performance.now(), caller.gone);
      if (outcome === 'session')
        throw new Refusal('session_expired', 'This session has ended: log in again.');
      // Nothing is taken for an answer that nobody reads.
      if (outcome !== 'news') return sets;
    }
  } finally {
    watch.close();
  }
};

/** A poll that is not signed names a station alone: it is for whoever has a session there. */
async function stationsOf(
  { store }: NotificationServices,
  { workspace, user, station }: NotificationCaller,
): Promise<StationOf[]> {
  const users =
    user === '' ? await store.read((reader) => usersOnStation(reader, workspace.id, station)) : [user];
  return users.map((one) => ({ workspace: workspace.id, user: one, station }));
}

async function taken(notices: Notices, stations: readonly StationOf[]): Promise<Sets> {
  const all = await Promise.all(stations.map((of) => notices.take(of)));
  const union = (set: keyof Sets) => [...new Set(all.flatMap((sets) => sets[set]))];
  return {
    friendavailabilitesof: union('friendavailabilitesof'),
    conversationchangedof: union('conversationchangedof'),
    conversationlistchangedof: union('conversationlistchangedof'),
  };
}
