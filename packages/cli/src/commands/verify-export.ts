import { type ExportFormat, exportConversation, exportFormats, oneLine } from '@parley/client/export';
import type { Proof, ProofReader } from '@parley/client/proof';
import { type Command, Option } from 'commander';
import { CommandError, exitCodes } from '../exit.ts';
import { linesOf } from '../lines.ts';
import { print, say } from '../output.ts';
import { openStation } from '../profile.ts';
import { progress } from '../progress.ts';
import { pour, standardOutput } from '../sink.ts';
import { examples, type StationFlags, stationCommand } from './common.ts';

interface Flags extends StationFlags {
  readonly messages?: ExportFormat;
}

/** `parley verify-export`: what an export proves, without any server. */
export function verifyExportCommand(): Command {
  const command = stationCommand('verify-export', 'check an export that proves itself, offline')
    .argument('<file>', 'as "parley export --proof" wrote it')
    .addOption(
      new Option(
        '--messages <form>',
        'also give the messages, to standard output; the report then goes to standard error',
      ).choices(exportFormats),
    )
    .action(async (file: string, flags: Flags) => verifyExport(file, flags));
  return examples(command, [
    ['parley verify-export planning.proof', 'exit code 0 when all is proven, 5 with what is not'],
    ['parley verify-export planning.proof --messages html > planning.html', 'and to read it'],
  ]);
}

async function verifyExport(file: string, { messages: form, profile }: Flags): Promise<void> {
  const { Proof } = await import('@parley/client/proof');
  const bar = progress('export');
  const proof = await Proof.open(() => linesOf(file), {
    reader: () => readerOf(profile),
    onProgress: ({ done, total }) => bar.show('opened', done, total),
  });
  const source = {
    title: proof.header.name,
    read: () => proof.entries(),
    findings: () => proof.summary.findings,
  };
  if (form) await pour(exportConversation(form, source), standardOutput);
  else for await (const _ of proof.entries());
  await report(proof, form ? async (line) => say(line) : (line) => print(`${line}\n`));
}

/** The keys of who is logged in here, if anybody is. The server is not asked. */
async function readerOf(profile: string): Promise<ProofReader | undefined> {
  try {
    return (await openStation(profile, true)).station.own;
  } catch (error) {
    if (error instanceof CommandError && error.exitCode === exitCodes.notLoggedIn) return undefined;
    throw error;
  }
}

async function report(
  { header, people, summary }: Proof,
  tell: (line: string) => Promise<void>,
): Promise<void> {
  const { messages, opened, verified, removed, unopened, findings } = summary;
  const nameOf = (id: string) => people.find(({ userid }) => userid === id)?.name ?? id;
  await tell(`"${oneLine(header.name, 80)}", conversation ${oneLine(header.conversationid, 40)}`);
  await tell(`exported by ${oneLine(nameOf(header.exportedby), 80)} on ${oneLine(header.exported, 30)} UTC`);
  for (const { name, userid, fingerprint } of people) {
    await tell(`person: ${oneLine(name, 80)}, user ${userid}, fingerprint ${fingerprint}`);
  }
  for (const { id, code, reason } of unopened) await tell(`not opened: ${id}: ${reason} (${code})`);
  for (const { messageId, code, text } of findings) {
    await tell(`finding: ${messageId ? `${messageId}: ` : ''}${oneLine(text, 300)} (${code})`);
  }
  const gone = removed > 0 ? `, ${removed} were removed` : '';
  await tell(`${opened} of ${messages - removed} messages opened, ${verified} proven${gone}.`);
  if (unopened.length + findings.length > 0) process.exitCode = exitCodes.incomplete;
  else
    await tell(
      'Nothing is missing, moved or changed. Whose the keys are, only comparing fingerprints tells.',
    );
}
