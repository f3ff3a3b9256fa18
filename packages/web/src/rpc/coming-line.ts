import type { Line } from './frames.ts';

/** A line whose other end is still to come: what is sent meanwhile waits for it. */
export function comingLine<Out, In>(coming: Promise<Line<Out, In>>): Line<Out, In> {
  let line: Line<Out, In> | undefined;
  let hear: (frame: In) => void = () => {};
  const waiting: Out[] = [];
  void coming.then((come) => {
    line = come;
    line.receive((frame) => hear(frame));
    for (const frame of waiting) line.send(frame);
  });
  return {
    send: (frame) => {
      if (line) line.send(frame);
      else waiting.push(frame);
    },
    receive: (other) => {
      hear = other;
    },
  };
}
