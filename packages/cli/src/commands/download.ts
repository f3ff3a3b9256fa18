import type { Conversation, DownloadSummary } from '@parley/client';
import { type ExportFormat, exportConversation, exportFormats } from '@parley/client/export';
import { type Command, Option } from 'commander';
import { exitCodes } from '../exit.ts';
import { openSink, progress, say } from '../output.ts';
import { type StationFlags, stationCommand, withStation } from './common.ts';

interface Flags extends StationFlags {
  readonly format: ExportFormat;
  readonly out?: string;
  readonly new?: boolean;
}

/** `parley download`: a conversation, opened and verified. */
export function downloadCommand(): Command {
  return stationCommand('download', 'download a conversation, opened and verified')
    .argument('<conversation>', "its id, the other person's e-mail address, or the group's name")
    .addOption(new Option('--format <form>', 'the form of the data').choices(exportFormats).default('text'))
    .option('--out <file>', 'the file to write, which is replaced as a whole; standard output when absent')
    .option('--new', 'only what is new since the last download with --new')
    .action(async (wanted: string, flags: Flags) => {
      await withStation(flags, async (parley) => download(await parley.conversation(wanted), flags));
    });
}

async function download(conversation: Conversation, flags: Flags): Promise<void> {
  const bar = progress('fetched');
  await conversation.sync({ onProgress: ({ messages }) => bar.show(messages) });
  bar.end();
  const opening = conversation.download(flags.new ? { since: 'new' } : {});
  const sink = await openSink(flags.out);
  try {
    const source = {
      title: conversation.name,
      read: () => opening.entries(),
      findings: () => opening.summary.findings,
    };
    for await (const piece of exportConversation(flags.format, source)) await sink.write(piece);
    await sink.finish();
  } catch (error) {
    await sink.drop();
    throw error;
  }
  // Only what has safely gone out counts as taken: an interrupted download gives it again.
  if (flags.new) await opening.keep();
  report(opening.summary);
}

/** Says what was opened, and what was not: an export never silently lacks something. */
function report({ messages, opened, verified, removed, unopened, findings }: DownloadSummary): void {
  const gone = removed > 0 ? `, ${removed} were removed by their authors` : '';
  say(`${opened} of ${messages - removed} messages opened, ${verified} verified${gone}.`);
  for (const { id, reason } of unopened) say(`not opened: ${id}: ${reason}`);
  for (const { messageId, text } of findings) say(`finding: ${messageId ? `${messageId}: ` : ''}${text}`);
  if (unopened.length + findings.length > 0) process.exitCode = exitCodes.incomplete;
}
