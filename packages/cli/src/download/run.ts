import { mkdir } from 'node:fs/promises';
import { AnswerError, type Conversation, type Parley, ServerError } from '@parley/client';
import { exitCodes, failureOf } from '../exit.ts';
import { fileError, say } from '../output.ts';
import { onReaderGone } from '../reader-gone.ts';
import { stopSignal } from '../stop-signal.ts';
import { fileIn } from './file-name.ts';
import { following, type News } from './follow.ts';
import { type Given, Giver } from './giver.ts';
import type { Plan } from './plan.ts';
import { addTo, newTotals, reportCounts, reportProblems, type Totals } from './report.ts';

/** In milliseconds: so often is asked for what this very station writes in another program. */
const UNTOLD = 3000;

/** Gives out one conversation, or all of them, as the plan says, and reports what was opened of how much. */
export async function runDownload(parley: Parley, plan: Plan): Promise<void> {
  const signal = plan.follow ? stopSignal() : undefined;
  const run = new Run(parley, plan);
  await run.begin();
  if (signal) {
    // Whoever only keeps what is written does not say to have received it.
    const live = parley.connect({ reportDelivered: false });
    // Of all conversations it would be a call each: there it comes with what others write.
    const untoldEvery = plan.wanted === undefined ? undefined : UNTOLD;
    // What is written is all that a follower does: without a reader it is over.
    const unwatch = plan.out === undefined && (await onReaderGone(() => process.exit(exitCodes.unread)));
    try {
      await following(live, (news) => run.look(news), signal, { untoldEvery });
    } finally {
      if (unwatch) unwatch();
    }
  }
  run.report();
}

class Run {
  readonly #parley: Parley;
  readonly #plan: Plan;
  readonly #givers = new Map<string, Giver>();
  readonly #totals: Totals = newTotals();
  #raw = 0;
  #wrote = false;

  constructor(parley: Parley, plan: Plan) {
    this.#parley = parley;
    this.#plan = plan;
  }

  async begin(): Promise<void> {
    const { wanted, out } = this.#plan;
    if (wanted !== undefined) return this.#start(await this.#parley.conversation(wanted));
    if (out !== undefined) {
      try {
        await mkdir(out, { recursive: true });
      } catch (error) {
        throw fileError(error, out);
      }
    }
    for (const conversation of await this.#parley.conversations()) {
      await this.#orGoOn(conversation, () => this.#start(conversation));
    }
  }

  /** Gives out what was fetched meanwhile, new conversations too where all are followed. */
  async look({ list, isUntold }: News): Promise<void> {
    if (list && this.#plan.wanted === undefined) {
      for (const conversation of await this.#parley.conversations()) {
        if (!this.#givers.has(conversation.id))
          await this.#orGoOn(conversation, () => this.#start(conversation));
      }
    }
    for (const giver of this.#givers.values()) {
      await this.#orGoOn(giver.conversation, async () => {
        if (isUntold) await giver.conversation.sync();
        const given = await giver.next();
        if (given) this.#note(giver.conversation, given);
      });
    }
  }

  report(): void {
    if (this.#plan.raw) {
      say(`${this.#raw} messages and reports as the server gave them; none was opened or verified.`);
      return;
    }
    reportCounts(this.#totals);
  }

  async #start(conversation: Conversation): Promise<void> {
    const { wanted, out, format } = this.#plan;
    const file = wanted === undefined && out !== undefined ? await fileIn(out, conversation, format) : out;
    const giver = new Giver(this.#parley.station.store, conversation, this.#plan, file);
    const given = await giver.first(this.#wrote && out === undefined);
    this.#givers.set(conversation.id, giver);
    this.#note(conversation, given);
  }

  #note({ name }: Conversation, { summary, raw, wrote }: Given): void {
    this.#raw += raw;
    this.#wrote ||= wrote;
    if (!summary) return;
    addTo(this.#totals, summary);
    reportProblems(summary, this.#plan.wanted === undefined ? name : '');
  }

  /** What is wrong with one conversation does not keep the others from being given out. */
  async #orGoOn({ name }: Conversation, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const ofThisOne = error instanceof ServerError || error instanceof AnswerError;
      const { line, exitCode } = failureOf(error);
      if (!ofThisOne || exitCode !== exitCodes.failure || this.#plan.wanted !== undefined) throw error;
      say(`${name}: ${line}`);
      process.exitCode = exitCode;
    }
  }
}
