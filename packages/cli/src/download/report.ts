import type { DownloadSummary } from '@parley/client';
import { oneLine } from '@parley/client/export';
import { exitCodes } from '../exit.ts';
import { say } from '../output.ts';

/** Several downloads in numbers. */
export interface Totals {
  conversations: number;
  messages: number;
  opened: number;
  verified: number;
  removed: number;
}

export function newTotals(): Totals {
  return { conversations: 0, messages: 0, opened: 0, verified: 0, removed: 0 };
}

export function addTo(totals: Totals, summary: DownloadSummary): void {
  totals.conversations++;
  for (const count of ['messages', 'opened', 'verified', 'removed'] as const) totals[count] += summary[count];
}

/** Lists what was not opened, and every finding: an export never silently lacks something. */
export function reportProblems({ unopened, findings }: DownloadSummary, name = ''): void {
  const about = name && `${oneLine(name, 80)}: `;
  for (const { id, reason } of unopened)
    say(`${about}not opened: ${oneLine(id, 80)}: ${oneLine(reason, 300)}`);
  for (const { messageId, text } of findings) {
    say(`${about}finding: ${messageId ? `${oneLine(messageId, 80)}: ` : ''}${oneLine(text, 300)}`);
  }
  if (unopened.length + findings.length > 0) process.exitCode = exitCodes.incomplete;
}

/** How many messages were opened of how many: the last line. */
export function reportCounts(counts: Pick<DownloadSummary, 'messages' | 'opened' | 'verified' | 'removed'>) {
  const { messages, opened, verified, removed } = counts;
  const gone = removed > 0 ? `, ${removed} were removed by their authors` : '';
  say(`${opened} of ${messages - removed} messages opened, ${verified} verified${gone}.`);
}
