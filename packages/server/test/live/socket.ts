import type { Push } from '@parley/protocol/wire';
import type { Station } from '../http/station.ts';

/** A frame that the server sent: an answer to the subscription, a push, or an error. */
export type Frame = Partial<Push> & { readonly errorcode?: string };

/** A client's WebSocket, raw: what it sends and hears is up to the test. */
export class Socket {
  readonly #socket: WebSocket;
  readonly #frames: string[] = [];
  #notify = () => {};
  /** The code with which the socket was closed. */
  readonly closed: Promise<number>;

  private constructor(url: string) {
    this.#socket = new WebSocket(url);
    this.#socket.onmessage = ({ data }) => {
      this.#frames.push(String(data));
      this.#notify();
    };
    this.closed = new Promise((resolve) => {
      this.#socket.onclose = ({ code }) => {
        resolve(code);
        this.#notify();
      };
    });
  }

  static async open(url: string): Promise<Socket> {
    const socket = new Socket(url);
    await new Promise<void>((resolve, reject) => {
      socket.#socket.onopen = () => resolve();
      socket.#socket.onerror = () => reject(new Error('the socket was refused'));
    });
    return socket;
  }

  /** Opens the socket that the station's login answer names, and subscribes. */
  static async subscribed(station: Station): Promise<Socket> {
    const socket = await Socket.open(socketUrl(station));
    socket.send(subscription(station));
    const answer = await socket.text();
    if (answer !== '{"status":"OK","errormessage":""}') throw new Error(`not subscribed: ${answer}`);
    return socket;
  }

  send(frame: object | string): void {
    this.#socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  sendBytes(bytes: Uint8Array<ArrayBuffer>): void {
    this.#socket.send(bytes);
  }

  /** The next frame as it came; waits for it. @throws when the socket is closed before */
  async text(): Promise<string> {
    while (this.#frames.length === 0) {
      if (this.#socket.readyState === WebSocket.CLOSED) throw new Error('the socket is closed');
      await new Promise<void>((resolve) => {
        this.#notify = resolve;
      });
    }
    return this.#frames.shift() as string;
  }

  async frame(): Promise<Frame> {
    return JSON.parse(await this.text()) as Frame;
  }

  /** How many frames have come and were not looked at. */
  get waiting(): number {
    return this.#frames.length;
  }

  get isClosed(): boolean {
    return this.#socket.readyState >= WebSocket.CLOSING;
  }

  close(): void {
    this.#socket.close();
  }
}

/** Where the station's login answer says the WebSocket is. */
export function socketUrl(station: Station): string {
  return (station.answer.body.listeners as { ws: string }).ws;
}

let nonces = 0;

/** A new subscription, signed. @param changes of its inner body, before it is signed */
export function subscription(station: Station, changes: object = {}): Record<string, string> {
  const body = JSON.stringify({
    action: 'subscribe',
    transport: 'ws',
    nonce: String(++nonces).padStart(32, 'f'),
    timestamp: station.date,
    ...changes,
  });
  return {
    action: 'subscribe',
    user: station.person.id,
    station: station.id,
    signature: station.sign('chatserver', 'chatlistener', station.id, body),
    body,
  };
}
