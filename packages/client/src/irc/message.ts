import { toWireDate } from '@parley/protocol/encoding';
import type { ImportedFrom } from '../view.ts';
import type { IrcLine } from './line.ts';

/** What a message that carries a line of a log says of its origin. Source: docs/spec/trust.md section 4. */
export function importedFrom(line: IrcLine, source: string): ImportedFrom {
  const { nick: name, kind } = line;
  return kind === 'message' ? { name, source } : { name, source, line: kind };
}

/**
 * The `Created` of every line, ascending as an import asks: the line's time, or the latest one before it where
 * the log's clock was set back.
 * @param notBefore the newest message's `Created`, where the conversation has messages
 */
export function importDates(lines: readonly IrcLine[], notBefore = ''): string[] {
  let latest = notBefore;
  return lines.map((line) => {
    const date = toWireDate(line.sent);
    if (date > latest) latest = date;
    return latest;
  });
}
