import * as fs from 'node:fs/promises';
import { type FileHandle, open as openFile } from 'node:fs/promises';

/*
 * The file system as the stores use it, which kills the process, as a power cut would, before whichever step it is
 * told. A write that is torn is a step of its own.
 */
let taken = 0;
let last = Number.POSITIVE_INFINITY;

/** Counts from now on, and dies at this step. */
export function dieAt(step: number): void {
  taken = 0;
  last = step;
}

/** Counts one step. */
export function step(): void {
  if (++taken !== last) return;
  process.kill(process.pid, 'SIGKILL');
  // The signal takes effect at once, and nothing more must be done until then.
  for (;;);
}

const stepping =
  <Parameters extends unknown[], Result>(work: (...parameters: Parameters) => Promise<Result>) =>
  (...parameters: Parameters): Promise<Result> => {
    step();
    return work(...parameters);
  };

export const { constants } = fs;
export const access = stepping(fs.access);
export const link = stepping(fs.link);
export const mkdir = stepping(fs.mkdir);
export const readdir = stepping(fs.readdir as (...parameters: unknown[]) => Promise<unknown>);
export const readFile = stepping(fs.readFile as (...parameters: unknown[]) => Promise<unknown>);
export const rename = stepping(fs.rename);
export const rm = stepping(fs.rm);
export const stat = stepping(fs.stat as (path: string) => Promise<unknown>);
export const unlink = stepping(fs.unlink);
export const writeFile = stepping(fs.writeFile as (...parameters: unknown[]) => Promise<unknown>);

export const open = async (path: string, ...how: [string, number?]): Promise<FileHandle> => {
  step();
  const handle = await openFile(path, ...how);
  return new Proxy(handle, { get: (_, name) => member(handle, name as keyof FileHandle) });
};

/** A handle's members; what writes is torn first. */
function member(handle: FileHandle, name: keyof FileHandle): unknown {
  const value = handle[name];
  if (typeof value !== 'function') return value;
  const bound = value.bind(handle) as (...parameters: unknown[]) => Promise<unknown>;
  return async (...parameters: unknown[]) => {
    if (name === 'appendFile' || name === 'write') await tearing(handle, parameters);
    step();
    return bound(...parameters);
  };
}

/** At its step, half of the bytes are written, and the process dies. */
async function tearing(
  handle: FileHandle,
  [content, offset = 0, length, position]: unknown[],
): Promise<void> {
  if (++taken !== last) return;
  const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as Uint8Array);
  const half = ((length as number | undefined) ?? bytes.length) >> 1;
  await handle.write(bytes, offset as number, half, (position as number | undefined) ?? null);
  taken--;
  step();
}
