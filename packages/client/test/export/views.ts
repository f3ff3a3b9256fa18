import type { ExportSource } from '../../src/export/index.ts';
import type { Entry, MessageView, UnopenedView } from '../../src/view.ts';

const person = (letter: string, name: string) => ({ id: letter.repeat(32), name, verified: true });
export const alice = person('a', 'Alice');
export const bob = person('b', 'Bob');
export const carol = person('c', 'Carol');

/** `00000000-0000-4000-8000-00000000000n` */
export function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** A text of Alice's, sent `number` minutes after 2025-05-12 08:00:00 UTC, but for what is given. */
export function view(number: number, more: Partial<MessageView> = {}): MessageView {
  const sent = Date.UTC(2025, 4, 12, 8, number, 0);
  return {
    id: idOf(number),
    created: new Date(sent).toISOString().slice(0, 19).replace('T', ' '),
    sent,
    sender: alice,
    kind: 'text',
    body: `text ${number}`,
    replyto: [],
    reports: [],
    findings: [],
    ...more,
  };
}

export function unopened(number: number, more: Partial<UnopenedView> = {}): UnopenedView {
  return {
    id: idOf(number),
    created: view(number).created,
    code: 'bad_seal',
    reason: 'The message was changed on its way.',
    ...more,
  };
}

export function report(
  type: 'delivered' | 'viewed',
  user: string,
  message: number,
): MessageView['reports'][number] {
  return {
    ID: idOf(900 + message),
    Type: type,
    Created: '2025-05-12 09:00:00',
    ValidUntil: '2025-05-12 09:00:00',
    User: user,
    Station: 'f'.repeat(32),
    MessageID: idOf(message),
  };
}

export function sourceOf(entries: readonly Entry[], more: Partial<ExportSource> = {}): ExportSource {
  return { title: 'Test', read: () => entries, ...more };
}

/** Everything that a generator gives, as one text, and its last value. */
export async function whole<Value>(
  pieces: AsyncGenerator<string, Value>,
): Promise<{ text: string; value: Value }> {
  let text = '';
  for (;;) {
    const { done, value } = await pieces.next();
    if (done) return { text, value };
    text += value;
  }
}

/** Bodies that somebody hostile would write. */
export const hostile: readonly string[] = [
  '<script>alert(1)</script>',
  '</style></body><img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '&lt;b&gt; &amp; &nbsp;',
  'javascript:alert(1) [x](javascript:alert(1))',
  'https://example.org/"onmouseover="alert(1)',
  '\u{202e}exe.gpj\u{202c} \u{2066}isolate\u{2069} \u{200f}mark',
  '\u{1b}[31mred\u{1b}[0m \u{9b}2J \u{7} \u{8} \u{0}',
  '\u{1b}]0;title\u{7}\u{1b}]8;;http://x\u{1b}\\',
  '=HYPERLINK("http://x","click")',
  '+1',
  '-1',
  '@SUM(A1)',
  '\tcell',
  '\rcell',
  'one\u{2028}two\u{2029}three\u{85}four',
  'a\r\nb\n[08:00] Bob: not what Bob said',
  '# heading\n- list\n1. list\n> quote\n```\ncode\n```\n---\n===\n| a | b |\n|---|---|\n:-',
  '**bold** _italic_ ~~gone~~ `code` ![x](http://x/y.png) <http://a> a\\',
  '\u{d800} half \u{dc00}',
  `Z${'\u{301}'.repeat(10_000)}`,
  ' '.repeat(1000),
  '',
];
export const huge = 'x<&"\' '.repeat(100_000);
