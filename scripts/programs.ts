import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What the tests need beside npm's packages: a program, and the Debian package that has it. */
const needed = [
  { program: 'openssl', package: 'openssl' },
  { program: 'curl', package: 'curl' },
  { program: 'chromium', package: 'chromium' },
] as const;

/** Installs from Debian what is missing; where it cannot, it says what to install. */
export function ensurePrograms(): void {
  const missing = needed.filter(({ program }) => !Bun.which(program));
  if (missing.length === 0) return;
  const names = missing.map((entry) => entry.package);
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error(`The tests need ${names.join(', ')}: please install them and run this again.`);
  }
  console.log(`Installing ${names.join(', ')} …`);
  run('apt-get', 'update', '-q');
  run('apt-get', 'install', '-q', '-y', '--no-install-recommends', ...names);
}

function run(...[program, ...parameters]: [string, ...string[]]): void {
  const { status } = spawnSync(program, parameters, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status !== 0) throw new Error(`${program} ${parameters.join(' ')} failed.`);
}
