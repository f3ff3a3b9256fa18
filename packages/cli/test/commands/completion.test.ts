import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CommandLine, PARLEY, PATIENCE } from '../cli.ts';

let cli: CommandLine;
beforeAll(async () => {
  cli = await CommandLine.start();
  for (const profile of ['home', 'work']) mkdirSync(join(cli.home, 'profiles', profile), { recursive: true });
  for (const file of ['planning.proof', 'a file.txt']) writeFileSync(join(cli.folder, file), '');
}, PATIENCE);
afterAll(() => cli.close());

/** Runs a shell in a folder with files, beside two profiles. */
function spawn(command: string[]) {
  const { PATH = '', ...env } = cli.environment;
  return Bun.spawnSync(command, { cwd: cli.folder, env: { ...env, PATH: `${dirname(PARLEY)}:${PATH}` } });
}

/** What bash offers for the last of the words. */
async function offered(...words: string[]): Promise<string[]> {
  const script = await cli.ok('completion', 'bash');
  const line = ['parley', ...words].map((word) => `'${word}'`).join(' ');
  const run = `${script}
COMP_WORDS=(${line}); COMP_CWORD=${words.length}; COMPREPLY=(); _parley_complete; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr, exitCode } = spawn(['bash', '--norc', '-c', run]);
  expect(exitCode, stderr.toString()).toBe(0);
  return stdout.toString().trim().split('\n');
}

describe('bash completes', () => {
  test('commands', async () => {
    expect(await offered('down')).toEqual(['download']);
    expect(await offered('un')).toContain('unmute');
  });
  test('commands below commands', async () => {
    expect(await offered('friends', 'se')).toEqual(['search']);
    expect(await offered('import', '')).toContain('irc');
  });
  test('options and their values', async () => {
    expect(await offered('download', '--fo')).toEqual(['--format', '--follow']);
    expect(await offered('download', 'plans', '--format', 'j')).toEqual(['jsonl']);
  });
  test('profiles', async () => {
    expect(await offered('download', 'plans', '--profile', '')).toEqual(['home', 'work']);
  });
  test('arguments that are a closed list', async () => {
    expect(await offered('status', 'av')).toEqual(['available']);
    expect(await offered('completion', '')).toContain('fish');
  });
  test('nothing where a file may be meant, so that bash itself completes its name', async () => {
    expect(await offered('download', 'plans', '--out', '')).toEqual(['']);
    expect(await offered('verify-export', 'planning.p')).toEqual(['']);
    expect(await cli.ok('completion', 'bash')).toContain('complete -o default');
  });
});

/** Lines as far as somebody has typed them, and what the last word becomes. */
const typed = [
  ['parley downl', 'download'],
  ['parley friends se', 'search'],
  ['parley send friends --rep', '--reply-to'],
  ['parley friends --profile work rem', 'remove'],
  ['parley download plans --format j', 'jsonl'],
  ['parley status av', 'available'],
  ['parley send --profile w', 'work'],
  ['parley download plans --out pla', 'planning.proof'],
  ['parley verify-export pla', 'planning.proof'],
] as const;

if (Bun.which('fish')) {
  test('fish completes commands, options, their values, profiles and files', async () => {
    const script = await cli.ok('completion', 'fish');
    const asked = [...typed.map(([line]) => line), 'parley send friends '];
    const asking = asked.map((line) => `echo "> ${line}"; complete -C '${line}'`).join('\n');
    const { stdout, stderr } = spawn(['fish', '--no-config', '-c', `${script}\n${asking}`]);
    expect(stderr.toString()).toBe('');
    const offers = stdout
      .toString()
      .split(/^> .*\n/m)
      .slice(1)
      .map((lines) => lines.split('\n').map((line) => line.split('\t')[0]));
    for (const [index, [line, word]] of typed.entries()) expect(offers[index], line).toEqual([word, '']);
    // A conversation may be called as a command is.
    expect(offers.at(-1)).toEqual(['a file.txt', 'home/', 'planning.proof', '']);
  });
}

if (Bun.which('zsh')) {
  test('zsh completes commands, options, their values, profiles and files', async () => {
    const script = join(cli.folder, '.completion');
    writeFileSync(script, await cli.ok('completion', 'zsh'));
    const keys = [...typed.map(([line]) => line), 'parley verify-export "a f'].map((line) => `'${line}'`);
    // A terminal in which the tabulator is pressed; then another key writes down what has become of the line.
    const { stderr, exitCode } = spawn([
      'zsh',
      '-f',
      '-c',
      `zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "autoload -Uz compinit; compinit -u -D; source '${script}'"
zpty -w shell 'show() { print -r -- "$BUFFER" >> .became; BUFFER=; print SHO"WN" }; zle -N show; bindkey "^X" show'
for line in ${keys.join(' ')}; do
  zpty -w -n shell "$line"$'\t\x18'
  zpty -r shell output '*SHOWN*'
done
zpty -d shell`,
    ]);
    expect(exitCode, stderr.toString()).toBe(0);
    const became = readFileSync(join(cli.folder, '.became'), 'utf8').split('\n');
    for (const [index, [line, word]] of typed.entries())
      expect(became[index]).toBe(`${line.slice(0, line.lastIndexOf(' '))} ${word} `);
    expect(became[typed.length]).toBe('parley verify-export "a file.txt" ');
  });
}

test('a shell that is not known is wrong usage', async () => {
  expect((await cli.run(['completion', 'tcsh'])).code).toBe(2);
});
