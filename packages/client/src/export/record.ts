import type { MessageView } from '../view.ts';
import { isoMoment, isoWireDate } from './time.ts';

/**
 * A message as data: the members of a line of JSON Lines, in this order. Dates are ISO 8601 in UTC with
 * milliseconds, so that DuckDB and pandas take all of them for moments that can be compared.
 */
export interface MessageRecord {
  id: string;
  /** The server's word. */
  created: string | null;
  /** The sender's word, of an imported message the original time; null outside the years 1 to 9999. */
  sent: string | null;
  sender: {
    id: string;
    name: string;
    /** Whether the signature is proven under the pinned key. */
    verified: boolean;
  };
  /** A kind of docs/spec/trust.md section 4, or `reaction-removed` for one that is taken back. */
  kind: MessageView['kind'] | 'reaction-removed';
  /** What there is to read: of an edit the new text, of a reaction the emoji, of a file its name. */
  body: string;
  /** IDs of the messages that it answers; of an edit, deletion or reaction the one that it is about. */
  replyto: string[];
  imported: { name: string; source: string; line?: 'action' | 'system' } | null;
  reports: { type: 'delivered' | 'viewed'; created: string | null; user: string; station: string }[];
  /** The conversation's id, only where several conversations share one stream. */
  conversation?: string;
}

/**
 * A message as data, nothing folded and nothing masked. Only what no UTF-8 holds, half a surrogate pair, is
 * U+FFFD: many readers refuse a whole file for it.
 */
export function messageRecord(message: MessageView, conversation?: string): MessageRecord {
  const { sender, imported, target } = message;
  return {
    id: message.id,
    created: isoWireDate(message.created),
    sent: isoMoment(message.sent),
    sender: { id: sender.id, name: sender.name.toWellFormed(), verified: sender.verified },
    kind: message.remove ? 'reaction-removed' : message.kind,
    body: message.body.toWellFormed(),
    replyto: target === undefined ? [...message.replyto] : [target, ...message.replyto],
    imported: imported
      ? {
          name: imported.name.toWellFormed(),
          source: imported.source.toWellFormed(),
          ...(imported.line && { line: imported.line }),
        }
      : null,
    reports: message.reports.map((report) => ({
      type: report.Type,
      created: isoWireDate(report.Created),
      user: report.User,
      station: report.Station,
    })),
    ...(conversation !== undefined && { conversation }),
  };
}
