import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder in memory, where there is one. */
const MEMORY = '/dev/shm';

/**
 * A new temporary folder, and what removes it.
 * @param inMemory for what writes very often, and of whose durability nothing is tested
 */
export function temporaryFolder(inMemory = false): { readonly path: string; readonly remove: () => void } {
  const parent = inMemory && existsSync(MEMORY) ? MEMORY : tmpdir();
  const path = mkdtempSync(join(parent, 'parley-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
