import type { Live, Parley } from '@parley/client';
import { faultsOf, heldBy } from './held.ts';
import type { Network } from './network.ts';
import type { Random } from './random.ts';
import type { Room } from './room.ts';
import type { Schedule } from './schedule.ts';
import { counted, settled } from './settled.ts';

/** How long something goes on happening, in milliseconds of the schedule. */
const LENGTH = 400;
/** More steps than any race takes: one that goes on has lost its way. */
const MOST_STEPS = 3000;

/** What a race takes. */
export interface Parts {
  /** The station whose live connection is tried. */
  readonly reader: Parley;
  readonly room: Room;
  readonly schedule: Schedule;
  readonly network: Network;
  readonly random: Random;
}

/**
 * One interleaving: something happens in a conversation while a station connects, is cut off, and comes back.
 * @returns what is wrong; empty when nothing was missed or doubled
 */
export async function race({ reader, room, schedule, network, random }: Parts): Promise<string[]> {
  const faults: string[] = [];
  let left = 0;
  const plan = (action: () => unknown) => {
    left++;
    schedule.in(random.below(LENGTH), () => {
      left--;
      counted(Promise.resolve(action())).catch((error) => faults.push(`an action failed: ${error}`));
    });
  };
  const before = (await heldBy(reader, room.id)).cursor;
  let told = before;
  let live: Live | undefined;
  plan(() => {
    const { WebSocket } = network;
    const chance = () => random.next();
    live = reader.connect({ WebSocket, clock: schedule.clock, random: chance, reportDelivered: false });
    live.on('conversation', ({ sync }) => {
      told = sync.cursor;
    });
  });
  for (let count = 2 + random.below(5); count > 0; count--) plan(() => room.act(random));
  for (let count = random.below(4); count > 0; count--) plan(() => network.cut());
  network.loss = random.chance(0.3) ? 0.1 : 0;

  let isOver = false;
  for (let steps = 0; !isOver; steps++) {
    if (steps === MOST_STEPS) return [...faults, `it has not caught up after ${steps} steps`];
    schedule.step();
    await settled();
    // From here on nothing is lost, so that it comes to an end.
    if (schedule.now > LENGTH) network.loss = 0;
    isOver = left === 0 && !schedule.isBusy && live !== undefined && (await isDone(live.caughtUp()));
  }
  const held = await heldBy(reader, room.id);
  faults.push(...(await faultsOf(held, room)));
  if (told !== held.cursor) faults.push('what is new was not told');
  live?.close();
  while (schedule.isBusy && schedule.step()) await settled();
  return faults;
}

async function isDone(work: Promise<unknown>): Promise<boolean> {
  const pending = {};
  return (await Promise.race([work, settled().then(() => pending)])) !== pending;
}
