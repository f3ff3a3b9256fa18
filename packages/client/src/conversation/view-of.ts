import {
  type Content,
  describeFinding,
  type Finding,
  type TrustCode,
  type TrustError,
  type UnknownContent,
} from '@parley/protocol/trust';
import type { Message, Report } from '@parley/protocol/wire';
import type { People } from '../people/people.ts';
import type { FindingView, MessageView, UnopenedView } from '../view.ts';
import type { Reading } from './reader.ts';
import type { PlacedFinding } from './reader-state.ts';

/** An opened message as it is kept: what it says and what was found, without anybody's name. Plain data. */
export interface OpenedEntry {
  readonly id: string;
  readonly created: string;
  readonly sent: number;
  /** User id, station and `seq` as the payload names them. */
  readonly from: string;
  readonly station: string;
  readonly seq: number;
  readonly content: Content | UnknownContent;
  /** Why it is not proven to be by the person it names; absent when it is. */
  readonly refusal?: { readonly code: TrustCode; readonly text: string };
  /** Absent when all is well. */
  readonly findings?: readonly Finding[];
}

export function entryOf({
  message,
  opened,
  content,
  refusal,
  findings,
}: Extract<Reading, { state: 'opened' }>): OpenedEntry {
  const { from, sent, station, seq } = opened.payload;
  const { ID: id, Created: created } = message;
  const entry: Writable<OpenedEntry> = { id, created, sent, from, station, seq, content };
  if (refusal) entry.refusal = { code: refusal.code, text: refusal.message };
  if (findings.length > 0) entry.findings = findings;
  return entry;
}

/* What nearly every message lacks is added where it is there: spreading it costs a tenth of opening a long history. */
type Writable<Value> = { -readonly [Member in keyof Value]: Value[Member] };

/** What programs, exports and views see of an opened message. */
export function viewOf(
  { id, created, sent, from, content, refusal, findings }: OpenedEntry,
  people: Pick<People, 'nameOf'>,
  reports: readonly Report[],
): MessageView {
  const name = people.nameOf(from);
  const verified = refusal === undefined;
  const view: Writable<MessageView> = {
    id,
    created,
    sent,
    // Never shown as the words of a person who is not proven to have written them.
    sender: { id: from, name: verified ? name : `not proven to be ${name}`, verified },
    kind: content.kind,
    body: bodyOf(content, people),
    replyto: content.kind === 'text' && content.replyto ? [content.replyto].flat() : [],
    reports,
    findings: refusal || findings ? findingsOf(id, refusal, findings) : [],
  };
  if (content.kind === 'text' && content.imported) view.imported = content.imported;
  if ('target' in content) view.target = content.target;
  if (content.kind === 'reaction' && content.remove) view.remove = true;
  return view;
}

function findingsOf(
  messageId: string,
  refusal: OpenedEntry['refusal'],
  findings: OpenedEntry['findings'] = [],
): FindingView[] {
  const found = findings.map((finding) => ({ code: finding.finding, text: describeFinding(finding) }));
  return [...(refusal ? [refusal] : []), ...found].map((finding) => ({ ...finding, messageId }));
}

/** What there is to read, in words. */
function bodyOf(content: Content | UnknownContent, people: Pick<People, 'nameOf'>): string {
  const names = (ids: readonly string[]) => ids.map((id) => people.nameOf(id)).join(', ');
  switch (content.kind) {
    case 'text':
    case 'edit':
      return content.body;
    case 'reaction':
      return content.emoji;
    case 'rename':
      return content.name;
    case 'file':
      return content.body ? `${content.name}\n${content.body}` : content.name;
    case 'membership':
      return [
        ...(content.added.length > 0 ? [`added ${names(content.added)}`] : []),
        ...(content.removed.length > 0 ? [`removed ${names(content.removed)}`] : []),
      ].join('; ');
    case 'unknown':
      return content.named;
    case 'delete':
    case 'cleared':
      return '';
  }
}

export function unopenedViewOf(message: Message, refusal: TrustError): UnopenedView {
  return { id: message.ID, created: message.Created, code: refusal.code, reason: refusal.message };
}

export function findingViewOf({ finding, text, messageId }: PlacedFinding): FindingView {
  return { code: finding.finding, text, messageId };
}
