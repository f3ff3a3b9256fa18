import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

interface Program {
  readonly program: string;
  /** The Debian packages that it needs. */
  readonly packages: readonly string[];
  /** Tests that need it are skipped without it. */
  readonly optional?: true;
}

/** What the tests need beside npm's packages. */
const needed: readonly Program[] = [
  { program: 'openssl', packages: ['openssl'] },
  { program: 'curl', packages: ['curl'] },
  { program: 'chromium', packages: ['chromium'] },
  { program: 'tmux', packages: ['tmux'], optional: true },
  { program: 'dbus-run-session', packages: ['dbus'], optional: true },
  { program: 'gnome-keyring-daemon', packages: ['gnome-keyring', 'libsecret-1-0'], optional: true },
];

/** Installs from Debian what is missing; where it cannot, it says what to install. */
export function ensurePrograms(): void {
  const missing = needed.filter(({ program }) => !Bun.which(program));
  const wanted = canInstall() ? missing : missing.filter(({ optional }) => !optional);
  if (wanted.length === 0) return;
  const names = wanted.flatMap(({ packages }) => packages);
  if (!canInstall()) {
    throw new Error(`The tests need ${names.join(', ')}: please install them and run this again.`);
  }
  install(names);
}

/** Pictures show emoji in colour where there is a font for them; where none can be installed, they go without. */
export function ensureEmojiFont(): void {
  const { stdout } = spawnSync('fc-list', [':lang=und-zsye'], { encoding: 'utf8' });
  if (stdout?.trim() || !canInstall()) return;
  try {
    install(['fonts-noto-color-emoji']);
  } catch (error) {
    console.log(`${(error as Error).message} The pictures are taken without it.`);
  }
}

/** As root on Debian. */
function canInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

function install(names: readonly string[]): void {
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
