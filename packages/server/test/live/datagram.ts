import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Station } from '../http/station.ts';
import { subscription } from './socket.ts';

/** Turns of the event loop after which a registration counts as lost. */
const TURNS = 2000;

/** A client's UDP socket. */
export class Datagram {
  readonly #socket: UdpSocket;
  readonly #port: number;
  readonly #texts: string[] = [];
  #notify = () => {};

  private constructor(port: number, socket: UdpSocket) {
    this.#port = port;
    this.#socket = socket;
    socket.on('message', (text) => {
      this.#texts.push(String(text));
      this.#notify();
    });
  }

  static async open(station: Station): Promise<Datagram> {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return new Datagram(udpPort(station), socket);
  }

  /**
   * Registers the station for the first time, and waits until the server has noted it: no datagram is answered. One
   * that is lost, as where the server's buffer is full of others, is sent again, as clients do.
   */
  static async registered(station: Station): Promise<Datagram> {
    const datagram = await Datagram.open(station);
    const { running } = station.server;
    const before = running.listeners();
    for (let turn = 0; running.listeners() === before; turn++) {
      if (turn % TURNS === 0) datagram.send(subscription(station, { transport: 'udp' }));
      await new Promise((resolve) => setImmediate(resolve));
    }
    return datagram;
  }

  send(frame: object | string | Uint8Array): void {
    const isBytes = frame instanceof Uint8Array;
    const bytes = isBytes || typeof frame === 'string' ? frame : JSON.stringify(frame);
    this.#socket.send(bytes, this.#port, '127.0.0.1');
  }

  /** The next text that came; waits for it. */
  async text(): Promise<string> {
    while (this.#texts.length === 0) {
      await new Promise<void>((resolve) => {
        this.#notify = resolve;
      });
    }
    return this.#texts.shift() as string;
  }

  /** How many texts have come and were not looked at. */
  get waiting(): number {
    return this.#texts.length;
  }

  close(): void {
    this.#socket.close();
  }
}

export function udpPort(station: Station): number {
  return Number(new URL((station.answer.body.listeners as { udp: string }).udp).port);
}
