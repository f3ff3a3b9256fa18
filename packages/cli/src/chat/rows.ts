import type { MessageItem, TimelineItem } from '@parley/client';
import { oneLine, plain, shownEmoji, zoneOf } from '@parley/client/export';

/** The lines of a row, wrapped to a width in columns. Nothing of others' acts on the terminal. */
export function linesOf(item: TimelineItem, width: number, timeZone: string): string[] {
  const clock = zoneOf(timeZone).clock(item.at);
  switch (item.row) {
    case 'message':
      return messageLines(item, clock, width);
    case 'event':
      return wrapped(`${clock} * ${nameOf(item.sender)} ${item.text}${item.body && ` ${item.body}`}`, width);
    case 'unopened':
      return wrapped(`${clock} !! not opened: ${item.reason}`, width);
    case 'removed':
      return wrapped(`${clock} ${item.sender ? nameOf(item.sender) : 'a message'}: (deleted)`, width);
    case 'finding':
      return wrapped(`${clock} !! ${item.finding.text}`, width);
  }
}

function messageLines(item: MessageItem, clock: string, width: number): string[] {
  const { sender, imported, body, file, edited, reactions, replyTo, findings } = item;
  const name = imported ? `${oneLine(imported.name, 40)}, imported by ${nameOf(sender)}` : nameOf(sender);
  const quotes = replyTo.map(({ said, deleted }) =>
    said
      ? `> ${oneLine(said.name, 40)}: ${deleted ? '(deleted)' : oneLine(said.text, 60)}`
      : '> an earlier message',
  );
  const text = [file ? `[file] ${oneLine(file.name, 80)}` : '', body].filter((part) => part !== '').join(' ');
  const emoji = reactions.map((one) => `${shownEmoji(one.emoji)} ${one.by.length}`).join('  ');
  return [
    ...findings.flatMap((finding) => wrapped(`${clock} !! ${finding.text}`, width)),
    ...quotes.flatMap((quote) => wrapped(`      ${quote}`, width)),
    ...wrapped(`${clock} ${name}: ${text}${edited ? ' (edited)' : ''}${ticksOf(item)}`, width),
    ...(emoji === '' ? [] : wrapped(`      ${emoji}`, width)),
  ];
}

/** How far an own message has come: on its way, on the server, delivered, seen. */
function ticksOf({ own, state, delivered, viewed, failure }: MessageItem): string {
  if (!own) return '';
  if (state === 'waiting') return ' …';
  if (state === 'failed') return ` (not sent: ${failure?.text ?? 'it was refused'})`;
  if (viewed.length > 0) return viewed.length === 1 ? ' ✓✓ seen' : ` ✓✓ seen by ${viewed.length}`;
  return delivered.length > 0 ? ' ✓✓' : ' ✓';
}

function nameOf({ name }: { readonly name: string }): string {
  return oneLine(name, 40);
}

function wrapped(text: string, width: number): string[] {
  return Bun.wrapAnsi(plain(text), width, { hard: true, trim: false }).split('\n');
}
