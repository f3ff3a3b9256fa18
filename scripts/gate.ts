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
/** Those that are not slow run at once, beside each other: most of what they do waits for one thing or another. */
type Step = { name: string; slow?: true; run: (say: Say) => Promise<Outcome> };
/** Where a step's words go: at once to whoever looks on, or together behind those of the step before. */
type Say = 'inherit' | string[];

const build = new URL('../build/', import.meta.url).pathname;
mkdirSync(build, { recursive: true });

/** Tests of whole programs, of much hostile input, and of limits of time: with the unit tests they would be no quick loop. */
const SLOW = [
  'packages/cli/test',
  'packages/server/test/hostile',
  'packages/server/test/http/limits.test.ts',
];

const steps: Step[] = [
  { name: 'format and lint', run: (say) => check(say, 'biome', 'check', '.') },
  {
    name: 'types',
    // What has not changed since the last run is not checked anew.
    run: (say) =>
      check(
        say,
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
  { name: 'API reference', run: (say) => check(say, 'bun', 'scripts/api-reference.ts', '--check') },
  { name: 'import rules', run: (say) => check(say, 'npm', 'run', '--silent', 'imports') },
  { name: 'unit tests', run: (say) => tests(say, 'unit', ['packages'], SLOW) },
  {
    name: 'tests of whole programs',
    slow: true,
    // In one run, so that no processor waits for the last file of each folder.
    run: (say) => tests(say, 'programs', [...SLOW, 'tests/scenario', 'tests/runtime']),
  },
  { name: 'browser tests', slow: true, run: (say) => tests(say, 'browser', ['tests/browser']) },
];

const quick = process.argv.includes('--quick');
if (!quick) ensurePrograms();

const total: Outcome = { passed: 0, failed: 0 };
const begun = steps
  .filter(({ slow }) => !slow)
  .map((step) => {
    const words: string[] = [];
    return { step, words, done: timed(step, words) };
  });
for (const { step, words, done } of begun) {
  const { outcome, seconds } = await done;
  console.log(`\n── ${step.name}`);
  process.stdout.write(words.join(''));
  count(step, outcome, seconds);
}
for (const step of quick ? [] : steps.filter(({ slow }) => slow)) {
  console.log(`\n── ${step.name}`);
  const { outcome, seconds } = await timed(step, 'inherit');
  count(step, outcome, seconds);
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

async function timed(step: Step, say: Say): Promise<{ outcome: Outcome; seconds: number }> {
  const started = performance.now();
  const outcome = await step.run(say);
  return { outcome, seconds: (performance.now() - started) / 1000 };
}

function count({ name }: Step, { passed, failed }: Outcome, seconds: number): void {
  total.passed += passed;
  total.failed += failed;
  console.log(`${name}: ${passed} passed, ${failed} failed (${seconds.toFixed(1)} s)`);
}

/** A check of the whole tree counts as one test. */
async function check(say: Say, ...command: string[]): Promise<Outcome> {
  const code = await execute(say, command);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * Runs test files, and those below folders; a run that ends without a report is a failure.
 * @param ignored files and folders that are left out
 */
async function tests(
  say: Say,
  name: string,
  paths: readonly string[],
  ignored: readonly string[] = [],
): Promise<Outcome> {
  const report = `${build}junit-${name}.xml`;
  rmSync(report, { force: true });
  const code = await execute(say, [
    'bun',
    'test',
    ...paths.map((path) => `./${path}`),
    ...ignored.flatMap((path) => [path, `${path}/**`]).map((pattern) => `--path-ignore-patterns=${pattern}`),
    '--parallel=2',
    // The quick loop loads what files have in common once; the whole gate proves that no file needs another.
    // What is loaded first gives patience to the first file alone then (test-setup.ts).
    ...(quick ? ['--no-isolate', '--timeout=120000'] : []),
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

async function execute(say: Say, command: string[]): Promise<number> {
  if (say === 'inherit') {
    return Bun.spawn(command, { stdin: 'ignore', stdout: 'inherit', stderr: 'inherit' }).exited;
  }
  const child = Bun.spawn(command, { stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' });
  say.push(...(await Promise.all([child.stdout, child.stderr].map((part) => new Response(part).text()))));
  return child.exited;
}
