import { connect } from 'node:net';

/** A connection on which bytes go as they are. */
export class RawConnection {
  readonly #socket;
  #received = '';
  #notify = () => {};
  /** When the server, or an error, has ended it; whether the end was orderly. */
  readonly ended: Promise<'closed' | 'cut'>;

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    let cut = false;
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (text: string) => {
      this.#received += text;
      this.#notify();
    });
    this.#socket.on('error', () => {
      cut = true;
    });
    this.#socket.on('end', () => this.#socket.destroy());
    this.ended = new Promise((resolve) => {
      this.#socket.on('close', () => resolve(cut ? 'cut' : 'closed'));
    });
  }

  /** Everything that has come. */
  get received(): string {
    return this.#received;
  }

  write(text: string): void {
    this.#socket.write(text, 'latin1');
  }

  /** Resolves when what has come contains a text. */
  async until(text: string): Promise<void> {
    while (!this.#received.includes(text)) {
      await new Promise<void>((resolve) => {
        this.#notify = resolve;
      });
    }
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** The head of a call without signature. */
export function headOf(...headers: string[]): string {
  return [
    'POST /?srv=chatserver&api=chatlogin HTTP/1.1',
    'Host: localhost',
    'Content-Type: application/json',
    ...headers,
    '',
    '',
  ].join('\r\n');
}
