import { createReadStream } from 'node:fs';
import { fileError } from './output.ts';

/** The lines of a file, without their line feeds. @throws CommandError when it cannot be read */
export async function* linesOf(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of createReadStream(path)) {
      const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n');
      rest = lines.pop() as string;
      yield* lines;
    }
  } catch (error) {
    throw fileError(error, path);
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
