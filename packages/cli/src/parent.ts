import { readFileSync } from 'node:fs';

/** How often to look, in milliseconds. */
const INTERVAL = 1000;

/**
 * Calls `stop` once the process that started this one is gone. npm does not end what it has started when it is
 * killed itself; a server that outlived it would hold the port and the data folder with nobody knowing.
 *
 * Some systems' npm puts a shell between, which outlives it too: then the shell's own parent counts.
 */
export function whenParentIsGone(stop: () => void): void {
  const parent = process.ppid;
  const above = isShell(parent) ? parentOf(parent) : undefined;
  const timer = setInterval(() => {
    if (process.ppid === parent && (above === undefined || parentOf(parent) === above)) return;
    clearInterval(timer);
    stop();
  }, INTERVAL);
  timer.unref();
}

function isShell(pid: number): boolean {
  const [command = '', option] = (readProcess(pid, 'cmdline') ?? '').split('\0');
  return option === '-c' && /(?:^|\/)(?:ba|da|a|z|k)?sh$/.test(command);
}

/** Undefined where the system does not tell: there is no shell between there. */
function parentOf(pid: number): number | undefined {
  // The command's name stands in parentheses and may contain anything.
  const fields = readProcess(pid, 'stat')?.replace(/^.*\)/s, '').trim().split(' ');
  return fields === undefined ? undefined : Number(fields[1]);
}

function readProcess(pid: number, file: 'cmdline' | 'stat'): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
