/**
 * The gate: everything that must hold before a change lands. `npm test` runs all of it, `npm run quick` what a
 * developer wants after every edit. Its last line counts all tests, each check of the tree as one.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { ensurePrograms } from './programs.ts';

interface Outcome {
  passed: number;
  failed: number;
}
type Step = { name: string; slow?: true; run: () => Promise<Outcome> };

const build = new URL('../build/', import.meta.url).pathname;
mkdirSync(build, { recursive: true });

/** Tests of whole programs, of much hostile input, and of limits of time: with the unit tests they would be no quick loop. */
const SLOW = [
  'packages/cli/test',
  'packages/server/test/hostile',
  'packages/server/test/http/limits.test.ts',
];

const steps: Step[] = [
  { name: 'format and lint', run: () => check('biome', 'check', '.') },
  {
    name: 'types',
    // What has not changed since the last run is not checked anew.
    run: () =>
      check(
        'npm',
        'run',
        '--silent',
        'types',
        '--',
        '--incremental',
        '--tsBuildInfoFile',
        `${build}types.tsbuildinfo`,
      ),
  },
  { name: 'API reference', run: () => check('bun', 'scripts/api-reference.ts', '--check') },
  { name: 'import rules', run: () => check('npm', 'run', '--silent', 'imports') },
  { name: 'unit tests', run: () => tests('unit', ['packages'], SLOW) },
  {
    name: 'tests of whole programs',
    slow: true,
    // In one run, so that no processor waits for the last file of each folder.
    run: () => tests('programs', [...SLOW, 'tests/scenario', 'tests/runtime']),
  },
  { name: 'browser tests', slow: true, run: () => tests('browser', ['tests/browser']) },
];

const quick = process.argv.includes('--quick');
if (!quick) ensurePrograms();

const total: Outcome = { passed: 0, failed: 0 };
for (const step of steps) {
  if (quick && step.slow) continue;
  const started = performance.now();
  console.log(`\n── ${step.name}`);
  const outcome = await step.run();
  total.passed += outcome.passed;
  total.failed += outcome.failed;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${step.name}: ${outcome.passed} passed, ${outcome.failed} failed (${seconds} s)`);
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

/** A check of the whole tree counts as one test. */
async function check(...command: string[]): Promise<Outcome> {
  const code = await execute(command);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * Runs test files, and those below folders; a run that ends without a report is a failure.
 * @param ignored files and folders that are left out
 */
async function tests(
  name: string,
  paths: readonly string[],
  ignored: readonly string[] = [],
): Promise<Outcome> {
  const report = `${build}junit-${name}.xml`;
  rmSync(report, { force: true });
  const code = await execute([
    'bun',
    'test',
    ...paths.map((path) => `./${path}`),
    ...ignored.flatMap((path) => [path, `${path}/**`]).map((pattern) => `--path-ignore-patterns=${pattern}`),
    '--parallel=2',
    '--only-failures',
    '--reporter=junit',
    `--reporter-outfile=${report}`,
  ]);
  const file = Bun.file(report);
  if (!(await file.exists())) return { passed: 0, failed: 1 };
  const counts = (await file.text()).match(/<testsuites[^>]*>/)?.[0] ?? '';
  const count = (attribute: string) => Number(counts.match(new RegExp(` ${attribute}="(\\d+)"`))?.[1] ?? 0);
  const failed = count('failures') + count('errors');
  const passed = count('tests') - failed - count('skipped');
  // A file that does not load, or a process that dies, has no test of its own to count.
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

async function execute(command: string[]): Promise<number> {
  const child = Bun.spawn(command, { stdin: 'ignore', stdout: 'inherit', stderr: 'inherit' });
  return child.exited;
}
