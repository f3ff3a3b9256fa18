import { existsSync } from 'node:fs';
import { join } from 'node:path';

const PROCESS = new URL('keyring-process.ts', import.meta.url).pathname;
const SERVICE = 'parley';
/** Milliseconds: long enough to type the keyring's password, and a command still ends. */
const PATIENCE = 30_000;

/** The keyring cannot be used; the message says why. */
export class KeyringError extends Error {
  override readonly name = 'KeyringError';
}

/** Whether there may be a keyring at all: asking where there is none takes time for nothing. */
export function mayHaveKeyring(): boolean {
  if (process.platform !== 'linux') return true;
  const { DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR } = process.env;
  return Boolean(DBUS_SESSION_BUS_ADDRESS) || existsSync(join(XDG_RUNTIME_DIR || '/nowhere', 'bus'));
}

/**
 * What the keyring holds under a name; undefined when nothing. @throws KeyringError
 * @param patience milliseconds
 */
export async function readKeyring(name: string, patience = PATIENCE): Promise<string | undefined> {
  return (await ask({ action: 'get', name }, patience)) ?? undefined;
}

/** Keeps a value, and makes sure that it is there. @throws KeyringError */
export async function writeKeyring(name: string, value: string): Promise<void> {
  await ask({ action: 'set', name, value });
  if ((await ask({ action: 'get', name })) !== value)
    throw new KeyringError('it does not keep what it is given');
}

/** @throws KeyringError */
export async function eraseKeyring(name: string): Promise<void> {
  await ask({ action: 'delete', name });
}

interface Request {
  readonly action: 'get' | 'set' | 'delete';
  readonly name: string;
  readonly value?: string;
}

async function ask(request: Request, patience = PATIENCE): Promise<string | null> {
  const child = Bun.spawn([process.execPath, PROCESS], {
    stdin: new TextEncoder().encode(JSON.stringify({ ...request, service: SERVICE })),
    stdout: 'pipe',
    stderr: 'ignore',
    timeout: patience,
    killSignal: 'SIGKILL',
  });
  const output = await new Response(child.stdout).text();
  await child.exited;
  if (output === '') throw new KeyringError(`it gave no answer within ${patience / 1000} s`);
  const { answer, failure } = JSON.parse(output) as { answer?: string | null; failure?: string };
  if (failure !== undefined) throw new KeyringError(failure);
  return answer ?? null;
}
