import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** The network between browsers and a server, as a cable that can be pulled out: workers and sockets lose it too. */
export class Cable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isCut = false;
  #isHung = false;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** @param target the server's port, asked for each connection: it may restart */
  static async lay(target: () => number): Promise<Cable> {
    const server = createServer();
    const cable = new Cable(server);
    server.on('connection', (socket) => cable.#join(socket, target()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return cable;
  }

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Everything under way breaks, and nothing new gets through. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Nothing gets through any more, and nothing breaks: whoever waits goes on waiting. */
  hang(): void {
    this.#isHung = true;
    for (const socket of this.#sockets) socket.unpipe();
  }

  mend(): void {
    // What hung is lost.
    if (this.#isHung) this.cut();
    this.#isHung = false;
    this.#isCut = false;
  }

  close(): void {
    this.cut();
    this.#server.close();
  }

  #join(near: Socket, port: number): void {
    if (this.#isCut) {
      near.destroy();
      return;
    }
    if (this.#isHung) {
      this.#sockets.add(near);
      near.on('error', () => this.#sockets.delete(near));
      return;
    }
    const far = connect(port, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
    near.pipe(far);
    far.pipe(near);
  }
}
