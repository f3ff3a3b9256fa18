import { afterAll, beforeAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import { CommandLine, PATIENCE } from '../cli.ts';

/*
 * `parley chat` in a real terminal: tmux gives one of a known size, types, and says what it shows.
 */
const hasTmux = Bun.which('tmux') !== null;
const PARLEY = join(import.meta.dir, '../../bin/parley');

let cli: CommandLine;
const alice = ['--profile', 'alice'];
const bob = ['--profile', 'bob'];

beforeAll(async () => {
  cli = await CommandLine.start();
  await cli.register('alice');
  await cli.register('bob');
  const id = await cli.ok('create', '--group', 'plans', '--with', 'bob@example.org', ...alice);
  await cli.ok('send', id, 'Welcome', ...alice);
}, PATIENCE);
afterAll(() => cli.close());

/** A terminal of 80 columns and 24 lines in which somebody chats. */
class Terminal {
  readonly #socket: string;

  constructor(name: string) {
    this.#socket = join(cli.folder, `tmux-${name}`);
    const command = `'${PARLEY}' chat plans --profile ${name}; echo "ended with $?"; cat`;
    this.#tmux('-f', '/dev/null', 'new-session', '-d', '-x', '80', '-y', '24', command);
  }

  get shown(): string {
    return this.#tmux('capture-pane', '-p');
  }

  /** Types text as it is. */
  type(text: string): void {
    this.#tmux('send-keys', '-l', text);
  }

  press(key: string): void {
    this.#tmux('send-keys', key);
  }

  resize(columns: number, lines: number): void {
    this.#tmux('resize-window', '-x', String(columns), '-y', String(lines));
  }

  /** Waits until the terminal shows something. */
  async shows(wanted: RegExp): Promise<void> {
    for (let tries = 0; !wanted.test(this.shown); tries++) {
      if (tries > 600) throw new Error(`the terminal does not show ${wanted}:\n${this.shown}`);
      await Bun.sleep(50);
    }
  }

  end(): void {
    this.#tmux('kill-server');
  }

  #tmux(...args: string[]): string {
    const env = { ...cli.environment, TERM: 'xterm-256color', LC_ALL: 'C.UTF-8' };
    return Bun.spawnSync(['tmux', '-S', this.#socket, ...args], { env }).stdout.toString();
  }
}

test.skipIf(!hasTmux)(
  'two people chat: typing, ticks, answers, reactions, edits, a resize, and a clean end',
  async () => {
    const one = new Terminal('alice');
    const other = new Terminal('bob');
    try {
      await one.shows(/alice: Welcome/);
      await other.shows(/alice: Welcome/);
      await one.shows(/\/help shows/);
      await other.shows(/\/help shows/);

      one.type('Lunch at noon?');
      await other.shows(/alice is typing/);
      await one.shows(/^> Lunch at noon\?/m);
      one.press('Enter');
      await other.shows(/\d\d:\d\d alice: Lunch at noon\?/);
      await one.shows(/alice: Lunch at noon\? ✓✓ seen/);

      other.type('/react 🍜');
      other.press('Enter');
      await one.shows(/🍜 1/);
      other.type('/reply Yes, at the corner');
      other.press('Enter');
      await one.shows(/> alice: Lunch at noon\?\n.*bob: Yes, at the corner/);

      one.type('/edit Lunch at one?');
      one.press('Enter');
      await other.shows(/alice: Lunch at one\? \(edited\)/);
      one.type('/delete');
      one.press('Enter');
      await other.shows(/alice: \(deleted\)/);

      one.type('/nonsense');
      one.press('Enter');
      await one.shows(/There is no \/nonsense; see \/help\./);
      one.type('/help');
      one.press('Enter');
      await one.shows(/Page up, page down/);
      one.press('Space');

      one.resize(40, 12);
      await one.shows(/^ plans – alice/m);
      await one.shows(/bob: Yes, at the corner/);

      other.press('C-c');
      await other.shows(/ended with 0/);
      one.type('/quit');
      one.press('Enter');
      await one.shows(/ended with 0/);
    } finally {
      one.end();
      other.end();
    }
  },
);

test.skipIf(!hasTmux)(
  'older messages come with page up, and what was written away from home goes out later',
  async () => {
    const station = await cli.station('bob');
    const plans = await station.conversation('plans');
    for (let number = 1; number <= 30; number++) await plans.send(`number ${number};`);
    const terminal = new Terminal('alice');
    try {
      await terminal.shows(/number 30;/);
      expect(terminal.shown).not.toContain('number 5;');
      terminal.press('PPage');
      await terminal.shows(/number 5;/);
      await terminal.shows(/Older messages/);
      terminal.press('NPage');
      await terminal.shows(/number 30;/);

      await cli.server.restart();
      terminal.type('after the restart');
      terminal.press('Enter');
      await terminal.shows(/alice: after the restart ✓/);
      expect(await cli.ok('download', 'plans', ...bob)).toContain('alice: after the restart');
    } finally {
      terminal.end();
    }
  },
);

test('without a terminal it says what to use instead', async () => {
  const { code, errors } = await cli.run(['chat', 'plans', ...alice]);
  expect([code, errors]).toEqual([
    2,
    'parley: parley chat needs a terminal: use send and download --follow in scripts.\n',
  ]);
});
