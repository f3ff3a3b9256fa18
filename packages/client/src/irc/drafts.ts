import type { ImportDraft } from '../conversation/importing.ts';
import { importId } from './id.ts';
import type { IrcLine } from './line.ts';
import { importDates, importedFrom } from './message.ts';

/**
 * A log as messages to import: each line a text with its original time, its nick as `imported`, and its reply links.
 * @param conversationId the conversation that they go to; IDs are derived from it, so that nothing is imported twice
 * @param source what the log is called (`ircLogName`); never a path, which may differ between runs
 */
export function ircDrafts(conversationId: string, source: string, lines: readonly IrcLine[]): ImportDraft[] {
  const dates = importDates(lines);
  return lines.map((line, index): ImportDraft => {
    const replyto = line.replyto.map((number) => importId(conversationId, source, number));
    return {
      id: importId(conversationId, source, line.number),
      sent: line.sent,
      created: dates[index],
      content: {
        kind: 'text',
        body: line.text,
        ...(replyto.length > 0 && { replyto: replyto.length === 1 ? (replyto[0] as string) : replyto }),
        imported: importedFrom(line, source),
      },
    };
  });
}
