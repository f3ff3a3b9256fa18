import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ClientError } from '../errors.ts';

/** Replaces a file as a whole, durably. */
export async function replaceFile(path: string, content: string | readonly Uint8Array[]): Promise<void> {
  await made(path, async () => {
    const draft = `${path}.${process.pid}.${crypto.randomUUID()}`;
    try {
      await writeDurably(draft, content);
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    await syncFolder(dirname(path));
  });
}

async function writeDurably(path: string, content: string | readonly Uint8Array[]): Promise<void> {
  const file: FileHandle = await open(path, 'wx', 0o600);
  try {
    for (const piece of typeof content === 'string' ? [content] : content) await file.appendFile(piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Runs work on a file, making the folders above it where they are missing. */
export async function made<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw storeError(error, path);
  }
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return await work();
  } catch (error) {
    throw storeError(error, path);
  }
}

/** A new name in a folder is durable once the folder is. Windows has no such thing. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Says what to do about an error of the file system. */
export function storeError(error: unknown, path: string): unknown {
  const advice = (
    {
      ENOSPC: 'The disk is full: make room and try again. Nothing was lost.',
      EDQUOT: 'Your quota of the disk is used up: make room and try again. Nothing was lost.',
      EACCES: 'Permission is denied: make it readable and writable for you.',
      EPERM: 'Permission is denied: make it readable and writable for you.',
      EROFS: 'The file system is read-only: make it writable, or choose another folder with PARLEY_HOME.',
      ENOTDIR: 'A file stands where a folder should: move it away.',
    } as Record<string, string>
  )[(error as { code?: string }).code ?? ''];
  return advice ? new ClientError('store_broken', `${path}: ${advice}`, { cause: error }) : error;
}

/** Whether an error of the file system has this code. */
export function isCode(error: unknown, code: string): boolean {
  return (error as { code?: string } | null)?.code === code;
}
