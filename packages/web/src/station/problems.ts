import type { Live } from '@parley/client';
import { failureOf } from '../rpc/failure-of.ts';
import type { ProblemView } from './conversations.ts';

/** In milliseconds: what is mended sooner is not worth a word. */
const PATIENCE = 4000;

/** Tells what a live connection goes on failing to do, and when nothing is left of it. */
export function followProblems(live: Live, tell: (problem: ProblemView | undefined) => void): void {
  let newest: ProblemView | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  live.on('problem', ({ error, conversationId }) => {
    newest = { ...failureOf(error), conversationId };
    timer ??= setTimeout(() => {
      timer = undefined;
      tell(newest);
    }, PATIENCE);
  });
  live.on('mended', () => {
    clearTimeout(timer);
    timer = undefined;
    tell(undefined);
  });
}
