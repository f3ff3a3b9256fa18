import { exportFormats } from '@parley/client/export';
import { type Command, Option } from 'commander';
import { type DownloadFlags, planOf } from '../download/plan.ts';
import { examples, type StationFlags, stationCommand, timeZoneOption, withStation } from './common.ts';

/** `parley download`: conversations, opened and verified. */
export function downloadCommand(): Command {
  const command = stationCommand('download', 'download a conversation, or all, opened and verified')
    .argument('[conversation]', "its id, the other person's e-mail address, or the group's name")
    .option('--all', 'all of your conversations')
    .addOption(new Option('--format <form>', 'the form of the data (default: "text")').choices(exportFormats))
    .option(
      '--out <path>',
      'the file to write, with --all the folder; with --new it is added to, otherwise replaced as a whole',
    )
    .option('--new', 'only what is new since the last download with --new')
    .option('--follow', 'keep on giving messages as they arrive, until Ctrl-C')
    .option('--raw', "the server's own objects as JSON Lines, encrypted as they are")
    .addOption(timeZoneOption())
    .action(async (wanted: string | undefined, flags: StationFlags & DownloadFlags) => {
      const plan = planOf(wanted, flags);
      const { runDownload } = await import('../download/run.ts');
      await withStation(flags, (parley) => runDownload(parley, plan));
    });
  return examples(command, [
    ['parley download planning', 'to read it'],
    ['parley download planning --format html --out planning.html', 'a page to keep or print'],
    ['parley download --all --new --format jsonl --out chats', 'every night: one file for each, added to'],
    ['parley download bob@example.org --follow', 'what Bob writes, as it arrives'],
  ]);
}
