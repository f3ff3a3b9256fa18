import type { Parley } from '@parley/client';
import { oneLine, zoneOf } from '@parley/client/export';
import { Command, InvalidArgumentError, Option } from 'commander';
import { say } from '../output.ts';
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
    for (const { name } of parley.mended) {
      const about = `what this machine held of "${oneLine(name, 80)}"`;
      say(`A part of ${about} was damaged here, on its disk, and was fetched anew from the server.`);
    }
    await parley.close();
  }
}

/** The argument that names a conversation. */
export const conversationArgument = [
  '<conversation>',
  "its id, the other person's e-mail address, or the group's name",
] as const;

/** Values that belong together as one line for programs, separated by tabs. Names come from other people. */
export function row(...values: readonly string[]): string {
  return `${values.map((value) => oneLine(value, 200)).join('\t')}\n`;
}

/** In which time zone days and clocks are shown. */
export function timeZoneOption(): Option {
  return new Option(
    '--time-zone <zone>',
    'for days and clocks, such as Europe/Vienna (default: "UTC")',
  ).argParser((zone: string) => {
    try {
      return zoneOf(zone).name;
    } catch (error) {
      throw new InvalidArgumentError((error as Error).message);
    }
  });
}

/** Examples at the end of a command's help, each with what it is for. */
export function examples(
  command: Command,
  lines: readonly (readonly [command: string, use: string])[],
): Command {
  const width = Math.max(...lines.map(([line]) => line.length));
  const text = lines.map(([line, use]) => `  ${line.padEnd(width)}   ${use}`).join('\n');
  return command.addHelpText('after', `\nExamples:\n${text}`);
}
