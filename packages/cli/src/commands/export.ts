import type { Conversation, Parley } from '@parley/client';
import { oneLine } from '@parley/client/export';
import type { ProofContents } from '@parley/client/proof';
import type { Command } from 'commander';
import { reportProblems } from '../download/report.ts';
import { say } from '../output.ts';
import { progress } from '../progress.ts';
import { PRIVATE_MODE, pour, replacingFile, standardOutput } from '../sink.ts';
import { conversationArgument, examples, type StationFlags, stationCommand, withStation } from './common.ts';

interface Flags extends StationFlags {
  readonly proof: string;
  readonly for?: string;
}

/** `parley export`: a conversation with all that proves who wrote what. */
export function exportCommand(): Command {
  const command = stationCommand('export', 'export a conversation so that it proves itself to a third party')
    .argument(...conversationArgument)
    .requiredOption('--proof <file>', 'the file to write, "-" for standard output; see docs/proof.md')
    .option('--for <person>', 'only this person can open it; otherwise whoever has the file can')
    .action(async (wanted: string, flags: Flags) => {
      await withStation(flags, async (parley) =>
        exportProof(parley, await parley.conversation(wanted), flags),
      );
    });
  return examples(command, [
    ['parley export planning --proof planning.proof', 'readable by whoever has the file'],
    ['parley export planning --proof planning.proof --for judge@example.org', 'by one person alone'],
    ['parley verify-export planning.proof', 'what the other side does, without any server'],
  ]);
}

async function exportProof(parley: Parley, conversation: Conversation, flags: Flags): Promise<void> {
  const { buildProof } = await import('@parley/client/proof');
  const recipient = flags.for === undefined ? undefined : await parley.people.find(flags.for);
  const bar = progress(conversation.name);
  await conversation.sync({ onProgress: ({ messages }) => bar.show('fetched', messages) });
  let contents: ProofContents | undefined;
  async function* lines() {
    contents = yield* buildProof(parley, conversation, {
      recipient,
      onProgress: ({ messages }) => bar.show('exported', messages),
    });
  }
  const toFile = () => replacingFile(flags.proof, recipient ? undefined : PRIVATE_MODE);
  await pour(lines(), flags.proof === '-' ? standardOutput : await toFile());
  if (!contents) throw new Error('an export that ends says what it holds');
  say(`Exported ${contents.messages} messages of "${oneLine(conversation.name, 80)}".`);
  say(
    recipient
      ? `Only ${oneLine(recipient.name, 80)} can open it: the secrets in it are wrapped with that person's key.`
      : "It holds the conversation's secrets in clear: whoever has the file can read all of it.",
  );
  await reportOpening(conversation);
}

/** Says what of it this station cannot open, or finds wrong: nobody is to learn it first from who checks the export. */
async function reportOpening(conversation: Conversation): Promise<void> {
  const opening = conversation.download();
  for await (const _ of opening);
  reportProblems(opening.summary);
}
