import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Chromium asks its maker how forms are filled in, whatever page has them. */
const BROWSERS_OWN = /^content-autofill\.googleapis\.com:/;

/**
 * Everything beyond the own machine, as a browser reaches it: a proxy that notes what is asked, by whatever part of the
 * browser, and answers none of it. A page's own requests can be told by its browser; those of its workers cannot.
 */
export class Outside {
  readonly #server: Server;
  /** What was asked, such as `GET http://example.org/`. */
  readonly asked: string[] = [];

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<Outside> {
    const server = createServer();
    const outside = new Outside(server);
    server.on('request', ({ method, url }, response) => {
      outside.asked.push(`${method} ${url}`);
      response.writeHead(502).end();
    });
    server.on('connect', ({ url = '' }, socket) => {
      if (!BROWSERS_OWN.test(url)) outside.asked.push(`CONNECT ${url}`);
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return outside;
  }

  /** How a browser is told to go through it. */
  get proxy(): { readonly server: string; readonly bypass: string } {
    const { port } = this.#server.address() as AddressInfo;
    return { server: `http://127.0.0.1:${port}`, bypass: 'localhost' };
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
