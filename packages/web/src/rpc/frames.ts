import type { CallFailure } from './failure.ts';

/** What the page sends. `id` is the page's own number of a call. */
export type Request =
  | { readonly id: number; readonly method: string; readonly input: unknown }
  | { readonly id: number; readonly cancel: true }
  /** The page goes away: all its calls are cancelled. */
  | { readonly bye: true };

/** What the worker sends. */
export type Reply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failure: CallFailure };

/** One end of a line between a page and a worker: a `MessagePort`, a `Worker`, or what stands for one. */
export interface Line<Out, In> {
  send(frame: Out): void;
  /** Sets who hears what the other end sends. */
  receive(hear: (frame: In) => void): void;
  /** Sets who hears that another end answers from now on; absent where the other end is always the same. */
  onMoved?(moved: () => void): void;
}

/** The line behind a message port, or whatever has messages as a port has. */
export function lineOf<Out, In>(port: {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => unknown) | null;
}): Line<Out, In> {
  return {
    send: (frame) => port.postMessage(frame),
    receive: (hear) => {
      port.onmessage = ({ data }) => hear(data as In);
    },
  };
}
