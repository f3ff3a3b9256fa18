import { toWireDate } from '@parley/protocol/encoding';
import type { Message, Report } from '@parley/protocol/wire';
import type { MessageParts } from '../../harness.ts';

interface Placed<Item> {
  /** Where it was accepted. */
  readonly seq: number;
  /** Where it was accepted or changed last. */
  place: number;
  item: Item;
}

/** A place in a list, as a call names it: by id, by date, or not at all. */
export interface Mark {
  readonly id: string;
  readonly date: string;
}

interface Sent extends Placed<Message> {
  readonly sender: string;
  readonly content: string;
}

/** What docs/spec/wire.md says of one conversation, in lists that are searched from end to end. */
export class Model {
  head = 0;
  messages: Sent[] = [];
  reports: Placed<Report>[] = [];

  get newest(): string {
    return this.messages.at(-1)?.item.Created ?? '';
  }

  /** @param now milliseconds. @returns the `Created` that is stored; undefined for a conflict */
  add(sender: string, message: MessageParts, now: number): string | undefined {
    const known = this.messages.find(({ item }) => item.ID === message.ID);
    if (known) {
      return known.sender === sender && known.content === contentOf(message) ? known.item.Created : undefined;
    }
    const isNear =
      message.Created >= toWireDate(now - 300_000) && message.Created <= toWireDate(now + 300_000);
    const Created = isNear && message.Created >= this.newest ? message.Created : later(now, this.newest);
    this.append(sender, { ...message, Created });
    return Created;
  }

  append(sender: string, message: MessageParts): void {
    const seq = ++this.head;
    this.messages.push({ seq, place: seq, sender, content: contentOf(message), item: { ...message } });
  }

  /** What a report adds: its ID and date are the server's. */
  report(parts: Omit<Report, 'ID' | 'Created' | 'ValidUntil'>, id: () => string, now: number): void {
    const about = this.messages.find(({ item }) => item.ID === parts.MessageID);
    const isThere = this.reports.some(
      ({ item }) =>
        item.MessageID === parts.MessageID &&
        item.User === parts.User &&
        item.Station === parts.Station &&
        item.Type === parts.Type,
    );
    if (!about || isThere) return;
    const Created = later(now, this.reports.at(-1)?.item.Created ?? '');
    const { ValidUntil } = about.item;
    const { Type, ...rest } = parts;
    const seq = ++this.head;
    this.reports.push({ seq, place: seq, item: { ID: id(), Type, Created, ValidUntil, ...rest } });
  }

  remove(ids: readonly string[]): void {
    for (const message of this.messages) {
      if (!ids.includes(message.item.ID) || message.item.Type === 'Removed') continue;
      message.place = ++this.head;
      message.item = { ...message.item, Type: 'Removed', Data: '' };
    }
  }

  clear(): void {
    this.messages = [];
    this.reports = [];
  }

  download(messageMark: Mark, reportMark: Mark): { messages: Message[]; reports: Report[] } {
    return { messages: inclusive(this.messages, messageMark), reports: inclusive(this.reports, reportMark) };
  }

  page(messageMark: Mark, reportMark: Mark, limit: number): { messages: Message[]; reports: Report[] } {
    const messages = older(this.messages, messageMark).slice(-limit);
    const ids = messages.map(({ item }) => item.ID);
    const few = older(this.reports, reportMark).slice(-limit);
    const reports = this.reports.filter(
      (report) => few.includes(report) || ids.includes(report.item.MessageID),
    );
    return { messages: itemsOf(messages), reports: itemsOf(reports) };
  }

  /** What is new after a place, and the place that the answer reaches. */
  delta(after: number, limit: number) {
    const all = [...this.messages, ...this.reports]
      .filter(({ place }) => place > after)
      .sort((one, other) => one.place - other.place);
    const some = all.slice(0, limit);
    const more = all.length > limit;
    return {
      messages: itemsOf(some.filter((one): one is Sent => 'sender' in one)),
      reports: itemsOf(some.filter((one): one is Placed<Report> => !('sender' in one))),
      more,
      reach: more ? (some.at(-1)?.place as number) : this.head,
    };
  }
}

function later(now: number, date: string): string {
  return [toWireDate(now), date].sort()[1] as string;
}

function contentOf({ Type, ValidUntil, Data }: MessageParts): string {
  return [Type, ValidUntil, Data].join(' ');
}

function itemsOf<Item>(placed: readonly Placed<Item>[]): Item[] {
  return placed.map(({ item }) => item);
}

function inclusive<Item extends Message | Report>(list: Placed<Item>[], mark: Mark): Item[] {
  const known = list.findIndex(({ item }) => item.ID === mark.id);
  return itemsOf(known >= 0 ? list.slice(known) : list.filter(({ item }) => item.Created >= mark.date));
}

function older<Item extends Message | Report>(list: Placed<Item>[], mark: Mark): Placed<Item>[] {
  const known = list.findIndex(({ item }) => item.ID === mark.id);
  if (known >= 0) return list.slice(0, known);
  return mark.date === '' ? list : list.filter(({ item }) => item.Created <= mark.date);
}
