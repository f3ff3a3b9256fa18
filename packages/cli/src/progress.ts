import { oneLine } from '@parley/client/export';

/** Shows how far long work has come. */
export interface Progress {
  /** @param total where it is known, a bar is shown */
  show(what: string, count: number, total?: number): void;
  /** Takes it away again, before anything else is written. */
  end(): void;
}

const WIDTH = 24;
/** Milliseconds between two showings: more often nobody can read. */
const INTERVAL = 100;

/** A line on a terminal, rewritten in place; nothing in a pipe. @param about what the work is about */
export function progress(about: string): Progress {
  const { stderr } = process;
  if (!stderr.isTTY) return { show: () => {}, end: () => {} };
  const title = oneLine(about, 30);
  let shownAt = 0;
  return {
    show: (what, count, total) => {
      const now = performance.now();
      if (now - shownAt < INTERVAL) return;
      shownAt = now;
      const amount = count.toLocaleString('en-US');
      const text = total ? `${bar(count / total)} ${amount} of ${total.toLocaleString('en-US')}` : amount;
      stderr.write(`\r${title}: ${what} ${text}\u001b[K`);
    },
    end: () => {
      if (shownAt > 0) stderr.write('\r\u001b[K');
    },
  };
}

function bar(part: number): string {
  const full = Math.floor(Math.min(part, 1) * WIDTH);
  return `[${'█'.repeat(full)}${'·'.repeat(WIDTH - full)}]`;
}
