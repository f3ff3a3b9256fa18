import type { Parley } from '@parley/client';
import { Command, Option } from 'commander';
import { openStation } from '../profile.ts';

/** Options of every command that works on a station. */
export interface StationFlags {
  readonly profile: string;
  readonly allowInsecure?: boolean;
}

/** A command that works on the station of a profile. */
export function stationCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .addOption(new Option('--profile <name>', 'the station to use').env('PARLEY_PROFILE').default('default'))
    .option('--allow-insecure', 'allow http: to other machines, on a network that you trust');
}

/** Opens the station, runs the work, and releases the station. */
export async function withStation<Result>(
  flags: StationFlags,
  work: (parley: Parley) => Promise<Result>,
): Promise<Result> {
  const parley = await openStation(flags.profile, flags.allowInsecure ?? false);
  try {
    return await work(parley);
  } finally {
    await parley.close();
  }
}
