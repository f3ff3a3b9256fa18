import { existsSync, readFileSync } from 'node:fs';
import {
  annotationPath,
  ClientError,
  ConnectionError,
  type Conversation,
  type ImportProgress,
  type IrcLine,
  ircDrafts,
  ircLogName,
  type Parley,
  parseIrcLog,
} from '@parley/client';
import { Command } from 'commander';
import { CommandError, exitCodes } from '../exit.ts';
import { fileError, say } from '../output.ts';
import { progress } from '../progress.ts';
import { stopSignal } from '../stop-signal.ts';
import { type StationFlags, stationCommand, withStation } from './common.ts';

interface Flags extends StationFlags {
  readonly group: string;
  readonly with?: string[];
  readonly date?: string;
}

/** `parley import irc`: brings IRC logs into a group; what is there already is skipped. */
export function importCommand(): Command {
  const irc = stationCommand('irc', 'import IRC logs, with the annotation that lies beside each')
    .argument('<file...>', 'the logs')
    .requiredOption('--group <name>', 'the group that they go to; made if you have none of that name')
    .option('--with <person...>', 'who else is in a new group')
    .option('--date <yyyy-MM-dd>', "the day of the first line, where a log's name has none")
    .action(async (files: string[], flags: Flags) => {
      const logs = files.map((file) => ({ source: ircLogName(file), lines: readLog(file, flags.date) }));
      refuseNamesakes(logs.map(({ source }) => source));
      logs.sort((a, b) => (a.lines[0]?.sent ?? 0) - (b.lines[0]?.sent ?? 0));
      await withStation(flags, async (parley) => {
        const group = await groupOf(parley, flags);
        const bar = progress(flags.group);
        const drafts = logs.flatMap(({ source, lines }) => ircDrafts(group.id, source, lines));
        let reached = '';
        const onProgress = ({ done, total, underWay }: ImportProgress) => {
          const more = underWay > 0 ? `, ${underWay} more were on their way` : '';
          reached = `${done} of ${total} lines are in "${flags.group}"${more}. `;
          bar.show('imported', done, total);
        };
        const importing = group.import(drafts, { onProgress, signal: stopSignal() });
        const { added, skipped } = await importing.catch((error) => {
          throw interrupted(error, reached);
        });
        say(`Imported ${added} lines into "${flags.group}"; ${skipped} were there already.`);
      });
    });
  return new Command('import').description('bring in history from elsewhere').addCommand(irc);
}

/** What is told of an import that ended midway. @param reached a sentence of how far it came, where that is known */
function interrupted(error: unknown, reached: string): unknown {
  const isStopped = error instanceof ClientError && error.code === 'cancelled';
  if (!isStopped && !(error instanceof ConnectionError)) return error;
  const why = isStopped ? 'Stopped.' : error.message;
  const exitCode = isStopped ? exitCodes.stopped : exitCodes.unreachable;
  const advice = 'Run the same command again: it goes on where this one ended.';
  return new CommandError(`${why} ${reached}${advice}`, exitCode, { cause: error });
}

/** A line is known by its log's name and its number: two logs of one name could not be told apart. */
function refuseNamesakes(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new CommandError(
    `Two of the logs are called ${twice}: rename one of them, so that their lines can be told apart.`,
    exitCodes.usage,
  );
}

function readLog(file: string, date: string | undefined): readonly IrcLine[] {
  if (!existsSync(file)) throw new CommandError(`There is no file ${file}: check the path.`, exitCodes.usage);
  const beside = annotationPath(file);
  const { lines, replaced } = parseIrcLog(readBytes(file), file, {
    ...(beside !== undefined && existsSync(beside) && { annotation: readBytes(beside).toString() }),
    ...(date !== undefined && { date }),
  });
  if (replaced.length > 0) {
    const [first = 0] = replaced;
    say(
      `warning: ${file}: ${replaced.length} of its lines, line ${first + 1} the first, are not UTF-8: what is wrong in them becomes \ufffd.`,
    );
  }
  return lines;
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw fileError(error, file);
  }
}

async function groupOf(parley: Parley, { group, with: members = [] }: Flags): Promise<Conversation> {
  const found = (await parley.conversations()).filter(({ isGroup, name }) => isGroup && name === group);
  if (found.length > 1)
    throw new CommandError(`You have several groups called "${group}": rename all but one.`);
  if (found[0] && members.length > 0)
    say(`warning: "${group}" is there already, and --with adds nobody to it: \`parley members add\` does.`);
  return found[0] ?? parley.createGroup(group, members);
}
