import type { Workspace } from '../store/workspaces.ts';
import { Connection, type ConnectionParts, LIMITS, type Limits } from './connection.ts';

/** The largest frame that a client may send, in bytes. */
const FRAME_LIMIT = 16 * 1024;
/** How long a socket may be silent, in seconds; pings are sent in time for a living one to answer. */
const SILENCE_LIMIT = 60;

/** The WebSockets of all stations. Source: docs/spec/wire.md part 2, Listeners; docs/live.md. */
export class Sockets {
  readonly #parts: ConnectionParts;
  readonly #limits: Limits;
  readonly #connections = new Set<Connection>();

  constructor(parts: ConnectionParts, limits: Limits = LIMITS) {
    this.#parts = parts;
    this.#limits = limits;
  }

  /** What an upgraded request carries on. */
  connection(workspace: Workspace): Connection {
    return new Connection(this.#parts, this.#limits, workspace);
  }

  readonly handler: Bun.WebSocketHandler<Connection> = {
    maxPayloadLength: FRAME_LIMIT,
    idleTimeout: SILENCE_LIMIT,
    sendPings: true,
    perMessageDeflate: false,
    open: (socket) => {
      this.#connections.add(socket.data);
      socket.data.opened(socket);
    },
    message: (socket, frame) => socket.data.received(frame),
    pong: (socket) => socket.data.heardOf(),
    drain: (socket) => socket.data.drained(),
    close: (socket) => {
      this.#connections.delete(socket.data);
      socket.data.closed();
    },
  };

  /** Closes the sockets whose sessions have expired. To be called now and then. */
  async tidy(): Promise<void> {
    for (const connection of this.#connections) await connection.checkSession();
  }

  /** Closes every socket. */
  stop(): void {
    for (const connection of this.#connections) connection.end('stopping');
  }
}
