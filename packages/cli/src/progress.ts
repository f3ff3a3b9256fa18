import { oneLine } from '@parley/client/export';

/** Shows how far long work has come. */
export interface Progress {
  /** @param total where it is known, a bar is shown */
  show(what: string, count: number, total?: number): void;
}

const WIDTH = 24;
/** Milliseconds between two showings: more often nobody can read. */
const INTERVAL = 100;

/** Whether the line is there: a command has one terminal. */
let isShown = false;

/**
 * A line on a terminal, rewritten in place; nothing in a pipe. Whatever else is written takes it away first.
 * @param about what the work is about
 */
export function progress(about: string): Progress {
  const { stderr } = process;
  if (!stderr.isTTY) return { show: () => {} };
  const title = oneLine(about, 30);
  let shownAt = Number.NEGATIVE_INFINITY;
  return {
    show: (what, count, total) => {
      const now = performance.now();
      if (now - shownAt < INTERVAL) return;
      shownAt = now;
      isShown = true;
      const amount = count.toLocaleString('en-US');
      const text = total ? `${bar(count / total)} ${amount} of ${total.toLocaleString('en-US')}` : amount;
      stderr.write(`\r${title}: ${what} ${text}\u001b[K`);
    },
  };
}

/** Takes the line away, before anything else is written and when a command ends. */
export function clearProgress(): void {
  if (isShown) process.stderr.write('\r\u001b[K');
  isShown = false;
}

function bar(part: number): string {
  const full = Math.floor(Math.min(part, 1) * WIDTH);
  return `[${'█'.repeat(full)}${'·'.repeat(WIDTH - full)}]`;
}
