import type { Conversation } from '@parley/client';
import type { Stats } from '@parley/client/stats';
import { type Command, Option } from 'commander';
import { reportProblems } from '../download/report.ts';
import { progress } from '../progress.ts';
import { outFile, pour, replacingFile, standardOutput } from '../sink.ts';
import {
  conversationArgument,
  examples,
  type StationFlags,
  stationCommand,
  timeZoneOption,
  withStation,
} from './common.ts';

const formNames = ['text', 'json', 'html'] as const;

interface Flags extends StationFlags {
  readonly format: (typeof formNames)[number];
  readonly out?: string;
  readonly timeZone?: string;
}

/** `parley stats`: a conversation in numbers. */
export function statsCommand(): Command {
  const command = stationCommand('stats', 'a conversation in numbers: days, hours, people, answers, threads')
    .argument(...conversationArgument)
    .addOption(
      new Option('--format <form>', 'the form; html has charts, in one file that works offline')
        .choices(formNames)
        .default('text'),
    )
    .option('--out <file>', 'the file to write; standard output when absent')
    .addOption(timeZoneOption())
    .action(async (wanted: string, flags: Flags) => {
      await withStation(flags, async (parley) => stats(await parley.conversation(wanted), flags));
    });
  return examples(command, [
    ['parley stats planning', 'to read it'],
    ['parley stats planning --format html --out stats.html', 'with charts'],
    ['parley stats planning --format json | jq .people', 'for programs'],
  ]);
}

async function stats(conversation: Conversation, { format, out, timeZone }: Flags): Promise<void> {
  const { collectStats, statsPage, statsText } = await import('@parley/client/stats');
  const forms = {
    text: statsText,
    json: (collected: Stats) => `${JSON.stringify(collected, undefined, 2)}\n`,
    html: statsPage,
  };
  const bar = progress(conversation.name);
  await conversation.sync({ onProgress: ({ messages }) => bar.show('fetched', messages) });
  const opening = conversation.download({
    onProgress: ({ done, total }) => bar.show('opened', done, total),
  });
  const collected = await collectStats({
    title: conversation.name,
    read: () => opening.entries(),
    ...(timeZone !== undefined && { timeZone }),
  });
  const file = outFile(out);
  await pour([forms[format](collected)], file === undefined ? standardOutput : await replacingFile(file));
  reportProblems(opening.summary);
}
