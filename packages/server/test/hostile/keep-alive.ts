/** A connection for one request after another; Bun's server takes no second one before it has answered the first. */
export class KeepAlive {
  readonly #socket: Bun.Socket<KeepAlive>;
  #received = Buffer.alloc(0);
  #rest = Buffer.alloc(0);
  #answer = Promise.withResolvers<number>();

  private constructor(socket: Bun.Socket<KeepAlive>) {
    this.#socket = socket;
    socket.data = this;
  }

  static async open(port: number): Promise<KeepAlive> {
    const socket = await Bun.connect<KeepAlive>({
      hostname: '127.0.0.1',
      port,
      socket: {
        data: (one, bytes) => one.data.#take(bytes),
        drain: (one) => one.data.#flush(),
        close: (one) => one.data.#answer.reject(new Error('the server closed the connection')),
      },
    });
    return new KeepAlive(socket);
  }

  /** Sends a whole request. @returns the status of its answer. @throws when the connection ends before */
  send(request: Buffer): Promise<number> {
    this.#answer = Promise.withResolvers();
    this.#rest = Buffer.from(request);
    this.#flush();
    return this.#answer.promise;
  }

  close(): void {
    this.#answer.promise.catch(() => {});
    this.#socket.end();
  }

  #flush(): void {
    if (this.#rest.length > 0) this.#rest = this.#rest.subarray(Math.max(0, this.#socket.write(this.#rest)));
  }

  #take(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    const head = this.#received.indexOf('\r\n\r\n');
    if (head < 0) return;
    const text = this.#received.toString('latin1', 0, head);
    const end = head + 4 + Number(/^content-length: (\d+)$/im.exec(text)?.[1] ?? 0);
    if (this.#received.length < end) return;
    this.#received = this.#received.subarray(end);
    this.#answer.resolve(Number(text.slice(9, 12)));
  }
}
