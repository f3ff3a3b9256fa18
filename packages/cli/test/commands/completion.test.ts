import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { CommandLine, PATIENCE } from '../cli.ts';

let cli: CommandLine;
beforeAll(async () => {
  cli = await CommandLine.start();
}, PATIENCE);
afterAll(() => cli.close());

/** What bash offers for the last of the words. */
async function offered(...words: string[]): Promise<string[]> {
  const script = await cli.ok('completion', 'bash');
  const line = ['parley', ...words].map((word) => `'${word}'`).join(' ');
  const run = `${script}
COMP_WORDS=(${line}); COMP_CWORD=${words.length}; COMPREPLY=(); _parley_complete; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr, exitCode } = Bun.spawnSync(['bash', '--norc', '-c', run], { cwd: cli.folder });
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

for (const shell of ['zsh', 'fish'] as const) {
  test.skipIf(Bun.which(shell) === null)(`${shell} takes its script`, async () => {
    const script = await cli.ok('completion', shell);
    const { exitCode, stderr } = Bun.spawnSync([shell, '-n', '-c', script]);
    expect(exitCode, stderr.toString()).toBe(0);
  });

  test(`the script for ${shell} knows every command`, async () => {
    const script = await cli.ok('completion', shell);
    for (const command of ['download', 'friends', 'verify', 'stats']) expect(script).toContain(command);
  });
}

test('a shell that is not known is wrong usage', async () => {
  expect((await cli.run(['completion', 'tcsh'])).code).toBe(2);
});
