import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parley } from '@parley/client';
import { runCommand, type ServerProcess, startServerProcess, temporaryFolder } from '@parley/testkit';

/*
 * What the README shows is run as it stands there; only the server's address is another one, because the port
 * that the README names may be taken.
 */
const root = new URL('../../', import.meta.url).pathname;
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const folder = temporaryFolder();
// Inside the checkout, so that the packages are found as in a program beside them.
const build = join(root, 'build', `readme-${process.pid}`);
let server: ServerProcess;

beforeAll(async () => {
  mkdirSync(build, { recursive: true });
  server = await startServerProcess();
  await Parley.register({
    server: server.url,
    email: 'bob@example.org',
    password: 'another',
    fullname: 'Bob',
  });
});

afterAll(async () => {
  await server.stop();
  rmSync(build, { recursive: true });
  folder.remove();
});

/** The code block in a language below a heading. */
function sample(heading: string, language: string): string {
  const section = readme.split(`## ${heading}\n`)[1] ?? '';
  const code = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(section)?.[1];
  if (code === undefined) throw new Error(`the README has no ${language} below "${heading}"`);
  return code.replaceAll('http://localhost:9080', server.url);
}

const run = (command: string[]) =>
  runCommand(command, { cwd: root, env: { PARLEY_HOME: join(folder.path, 'home') } });

test('the commands of the README do what it says', async () => {
  const { output, errors, code } = await run(['bash', '-euc', sample('Use it', 'sh')]);
  expect(code, errors).toBe(0);
  // The whole conversation once, and nothing new the first time that only the new is asked for but that same message.
  const lines = output.split('\n').filter((line) => line.startsWith('{'));
  expect(lines.map((line) => JSON.parse(line).body)).toEqual(['Shall we start?', 'Shall we start?']);
});

test('the programs of the README and of docs/integrate.md compile, and that of the README runs', async () => {
  const file = join(build, 'readme.ts');
  writeFileSync(file, sample('In your own program', 'ts'));
  const guide = readFileSync(join(root, 'docs/integrate.md'), 'utf8');
  writeFileSync(
    join(build, 'guide.ts'),
    /```ts\n([\s\S]*?)```/.exec(guide)?.[1] ?? 'the guide has no program',
  );
  const types = await run(['npm', 'run', '--silent', 'types', '--', '-p', writeConfig()]);
  expect(types.output).toBe('');
  const { output, errors, code } = await run([process.execPath, file]);
  expect(code, errors).toBe(0);
  expect(output).toContain('Alice Archer Shall we start?');
  expect(output).toContain('1 of 1 messages are proven');
});

/** The project's own compiler settings, for the samples alone. */
function writeConfig(): string {
  const file = join(build, 'tsconfig.json');
  writeFileSync(
    file,
    JSON.stringify({ extends: join(root, 'tsconfig.json'), include: ['*.ts'], exclude: [] }),
  );
  return file;
}
