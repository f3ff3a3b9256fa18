import { Typing } from '@parley/protocol/wire';
import { errorText } from '../http/answer.ts';
import { checkShape, parseBody } from '../http/parse.ts';
import { errorFields, type Log } from '../log.ts';
import { tellTyping } from '../operations/listener/typing.ts';
import type { Services } from '../operations/operation.ts';
import { Refusal } from '../operations/refusal.ts';
import type { Presence } from '../presence.ts';
import type { Session } from '../sessions/sessions.ts';
import type { StationOf } from '../store/sessions.ts';
import type { Workspace } from '../store/workspaces.ts';
import type { Hub } from './hub.ts';
import type { Listener } from './listener.ts';
import { News } from './news.ts';
import { Rows } from './rows.ts';
import { acceptSubscription, type SubscriptionParts } from './subscription.ts';

export interface ConnectionParts extends SubscriptionParts {
  readonly services: Services;
  readonly presence: Presence;
  readonly hub: Hub;
  readonly log: Log;
}

/** Milliseconds, and numbers of frames. */
export interface Limits {
  /** How long a new socket has to subscribe. */
  readonly subscribe: number;
  /** How long what was sent may wait to leave. */
  readonly slow: number;
  /** How many frames may wait to be handled. */
  readonly waiting: number;
  /** How many typing frames may come at once … */
  readonly burst: number;
  /** … and how long it takes until one more may. */
  readonly pause: number;
}

export const LIMITS: Limits = { subscribe: 10_000, slow: 15_000, waiting: 32, burst: 10, pause: 1000 };

/** Close codes of WebSockets. Source: docs/live.md. */
const STOPPING = 1001;
const REFUSED = 1008;
const FAILED = 1011;

/** One WebSocket, from its opening to its end. */
export class Connection implements Listener {
  readonly #parts: ConnectionParts;
  readonly #limits: Limits;
  readonly #workspace: Workspace;
  readonly rows = new Rows();
  #socket: Bun.ServerWebSocket<Connection> | undefined;
  #session: Session | undefined;
  #release: ((heard: number) => void) | undefined;
  /** Runs out when the socket does not subscribe; later, when what was sent does not leave. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What is to be said when the socket can take it. */
  #late: News | undefined;
  #work = Promise.resolve();
  #waiting = 0;
  #allowance: number;
  #allowedAt = performance.now();
  #heard = 0;

  constructor(parts: ConnectionParts, limits: Limits, workspace: Workspace) {
    this.#parts = parts;
    this.#limits = limits;
    this.#workspace = workspace;
    this.#allowance = limits.burst;
  }

  get of(): StationOf {
    if (!this.#session) throw new Error('a socket without session has no station');
    return this.#session.of;
  }

  get isSlow(): boolean {
    return this.#late !== undefined;
  }

  opened(socket: Bun.ServerWebSocket<Connection>): void {
    this.#socket = socket;
    this.heardOf();
    this.#timer = setTimeout(() => {
      const seconds = this.#limits.subscribe / 1000;
      this.#refuse(new Refusal('invalid_request', `Send a subscribe frame within ${seconds} s.`));
    }, this.#limits.subscribe);
  }

  heardOf(): void {
    this.#heard = this.#parts.now();
  }

  /** Frames are handled one after the other, in the order in which they came. */
  received(frame: string | Uint8Array): void {
    this.heardOf();
    if (++this.#waiting > this.#limits.waiting) {
      this.#refuse(new Refusal('rate_limited', 'Send frames more slowly.'));
      return;
    }
    this.#work = this.#work.then(async () => {
      this.#waiting--;
      try {
        await this.#handle(frame);
      } catch (error) {
        this.#fail(error);
      }
    });
  }

  hear(news: News): void {
    if (!this.#socket) return;
    if (this.#late) {
      this.#late.add(news);
      for (const id of news.conversations) this.rows.break(id);
      return;
    }
    this.#send(news.text);
  }

  /** What was sent has left. */
  drained(): void {
    const late = this.#late;
    if (!late || !this.#socket || this.#socket.getBufferedAmount() > 0) return;
    this.#late = undefined;
    clearTimeout(this.#timer);
    if (late.hasSets) this.#send(late.text);
  }

  end(why: 'session' | 'stopping' | 'failure'): void {
    if (why === 'session')
      this.#refuse(new Refusal('session_expired', 'This session has ended: log in again.'));
    else if (why === 'stopping') this.#close(STOPPING, 'the server stops');
    else this.#close(FAILED, 'subscribe again');
  }

  async checkSession(): Promise<void> {
    const { sessions } = this.#parts;
    const session = this.#session;
    if (session && sessions.seemsExpired(session) && !(await sessions.isLive(session))) this.end('session');
  }

  closed(): void {
    clearTimeout(this.#timer);
    this.#socket = undefined;
    if (this.#session) this.#parts.hub.remove(this);
    this.#release?.(this.#heard);
    this.#release = undefined;
  }

  async #handle(frame: string | Uint8Array): Promise<void> {
    if (!this.#socket) return;
    if (typeof frame !== 'string') throw new Refusal('invalid_request', 'Frames must be text, not binary.');
    const bytes = Buffer.from(frame);
    if (this.#session) await this.#type(this.#session, bytes);
    else await this.#subscribe(bytes);
  }

  async #subscribe(bytes: Uint8Array): Promise<void> {
    const { hub, presence, sessions } = this.#parts;
    const session = await acceptSubscription(this.#parts, bytes, 'ws', () => this.#workspace.id);
    if (!this.#socket) return;
    this.#session = session;
    clearTimeout(this.#timer);
    this.#send('{"status":"OK","errormessage":""}');
    hub.add(this);
    this.#release = presence.hold(session.of.workspace, session.of.user);
    // It may have ended since it was looked up, when this socket did not listen yet.
    if (!(await sessions.isLive(session))) this.end('session');
  }

  /** A frame that a person's typing cannot have caused is ignored, and so is one about a conversation of others. */
  async #type({ of }: Session, bytes: Uint8Array): Promise<void> {
    const frame = parseBody(bytes, 'The frame');
    checkShape(Typing, frame, 'The frame');
    if (!this.#isAllowed()) return;
    const caller = { workspace: this.#workspace, user: of.user, station: of.station };
    try {
      await tellTyping(this.#parts.services, caller, frame as unknown as Typing);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  #isAllowed(): boolean {
    const { burst, pause } = this.#limits;
    const now = performance.now();
    this.#allowance = Math.min(burst, this.#allowance + (now - this.#allowedAt) / pause);
    this.#allowedAt = now;
    if (this.#allowance < 1) return false;
    this.#allowance--;
    return true;
  }

  #send(text: string): void {
    // Below zero: it waits in memory. It is the only thing that does, until it has left.
    if ((this.#socket?.send(text) ?? 0) >= 0) return;
    this.#late = new News();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#socket?.terminate(), this.#limits.slow);
  }

  #fail(error: unknown): void {
    if (error instanceof Refusal) {
      this.#refuse(error);
      return;
    }
    this.#parts.log.error(errorFields(error), 'socket failed');
    this.#close(FAILED, 'the server failed');
  }

  #refuse(refusal: Refusal): void {
    this.#socket?.send(errorText(refusal));
    this.#close(REFUSED, refusal.code);
  }

  #close(code: number, reason: string): void {
    const socket = this.#socket;
    this.closed();
    socket?.close(code, reason);
  }
}
