import type { CallFailure } from './failure.ts';
import type { Line, Reply, Request } from './frames.ts';
import { hallOf, type Letter, leaderLock, letterBoxOf, type Shout, tabLock } from './tabs.ts';

type Call = Extract<Request, { readonly method: string }>;

/** A call that has no end yet. */
interface Running {
  readonly call: Call;
  /** The worker that has it; undefined where none has. */
  leader?: string;
  isCancelled?: boolean;
}

export interface LeaderLineOptions {
  /** What the tabs of one build call themselves. */
  readonly build: string;
  /** Starts the worker: this tab leads from now on, until it is gone. */
  readonly startWorker: () => void;
  /** Whether a method may be called twice; what may not fails where nobody knows whether it was done. */
  readonly isRepeatable: (method: string) => boolean;
}

/**
 * A tab's line to the worker of the tab that leads, which may be itself. When that tab is gone and another one leads,
 * every call without an end is made again there; the page behind the line goes on as if nothing had happened.
 */
export class LeaderLine implements Line<Request, Reply> {
  readonly #options: LeaderLineOptions;
  readonly #tab = crypto.randomUUID();
  readonly #running = new Map<number, Running>();
  #hear: (reply: Reply) => void = () => {};
  #moved = () => {};
  #leader: string | undefined;
  #box: BroadcastChannel | undefined;

  constructor(options: LeaderLineOptions) {
    this.#options = options;
    const { build, startWorker } = options;
    letterBoxOf(build, this.#tab).onmessage = ({ data }: MessageEvent<Reply>) => this.#receive(data);
    void heldForGood(tabLock(build, this.#tab), () => this.#begin());
    void heldForGood(leaderLock(build), startWorker);
  }

  send(frame: Request): void {
    if ('method' in frame) {
      const running: Running = { call: frame };
      this.#running.set(frame.id, running);
      this.#make(running);
    } else if ('cancel' in frame) {
      const running = this.#running.get(frame.id);
      if (!running) return;
      running.isCancelled = true;
      if (running.leader === undefined) this.#fail(frame.id, 'cancelled', 'This was cancelled.');
      else this.#post(frame);
    }
  }

  receive(hear: (reply: Reply) => void): void {
    this.#hear = hear;
  }

  onMoved(moved: () => void): void {
    this.#moved = moved;
  }

  /** From here on the leader's worker learns when this tab is gone. */
  #begin(): void {
    const hall = hallOf(this.#options.build);
    hall.onmessage = ({ data }: MessageEvent<Shout>) => {
      if ('leader' in data) this.#follow(data.leader);
    };
    hall.postMessage({ ask: true } satisfies Shout);
  }

  #follow(leader: string): void {
    if (leader === this.#leader) return;
    const isAnother = this.#leader !== undefined;
    this.#leader = leader;
    this.#box?.close();
    this.#box = letterBoxOf(this.#options.build, leader);
    for (const running of [...this.#running.values()]) this.#make(running);
    if (isAnother) this.#moved();
  }

  /** Has the present leader do it; if there is none yet, the first one will. */
  #make(running: Running): void {
    const { call, leader: earlier, isCancelled } = running;
    if (this.#leader === undefined) return;
    if (isCancelled) {
      this.#fail(call.id, 'cancelled', 'This was cancelled.');
    } else if (earlier !== undefined && !this.#options.isRepeatable(call.method)) {
      const message =
        'The tab that did this was closed meanwhile: look whether it was done, and try again if it was not.';
      this.#fail(call.id, 'interrupted', message);
    } else {
      running.leader = this.#leader;
      this.#post(call);
    }
  }

  #post(frame: Request): void {
    this.#box?.postMessage({ tab: this.#tab, frame } satisfies Letter);
  }

  #receive(reply: Reply): void {
    if (!('value' in reply)) this.#running.delete(reply.id);
    this.#hear(reply);
  }

  #fail(id: number, code: 'cancelled' | 'interrupted', message: string): void {
    const kind: CallFailure['kind'] = code === 'cancelled' ? 'cancelled' : 'client';
    this.#receive({ id, failure: { kind, code, message } });
  }
}

/** Does something once the lock is had, and never gives it back: the browser does when the tab is gone. */
function heldForGood(lock: string, work: () => void): Promise<void> {
  return navigator.locks.request(lock, () => {
    work();
    return new Promise<void>(() => {});
  });
}
