import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, StartError, startServer } from '../../src/main.ts';

let folder: string;
let data: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-key-'));
  data = join(folder, 'data');
});
afterEach(() => rmSync(folder, { recursive: true }));

const SECRET = 'a secret of the operator, thirty-two characters and more';

/** Starts and stops a server. @returns why it did not start, if so */
async function started(secret = ''): Promise<string> {
  try {
    const config = readConfig({ port: '0', data, logLevel: 'silent' }, { PARLEY_SECRET: secret });
    await (await startServer(config)).stop();
    return 'started';
  } catch (error) {
    if (error instanceof StartError) return error.message;
    throw error;
  }
}

describe('the server key', () => {
  test('is made at the first start, for its owner only, and found at the next', async () => {
    expect(await started()).toBe('started');
    const file = join(data, 'server.key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(/^[0-9a-f]{64}\n$/);
    expect(await started()).toBe('started');
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('can be given by PARLEY_SECRET; then there is no file', async () => {
    expect(await started(SECRET)).toBe('started');
    expect(() => statSync(join(data, 'server.key'))).toThrow();
    expect(await started(SECRET)).toBe('started');
  });

  test('can move from the file to PARLEY_SECRET', async () => {
    expect(await started()).toBe('started');
    const file = join(data, 'server.key');
    const secret = readFileSync(file, 'utf8').trim();
    rmSync(file);
    expect(await started(secret)).toBe('started');
  });
});

describe('a start is refused, with what to do,', () => {
  test('when the key of the database is missing', async () => {
    expect(await started()).toBe('started');
    const file = join(data, 'server.key');
    renameSync(file, `${file}.lost`);
    expect(await started()).toBe(
      `The database in ${data} belongs to a server key that is missing: put the file server.key of your backup back there, or set PARLEY_SECRET to the secret it was made with.`,
    );
    renameSync(`${file}.lost`, file);
    expect(await started()).toBe('started');
  });

  test('when the key is another one', async () => {
    expect(await started()).toBe('started');
    expect(await started(SECRET)).toBe(
      `PARLEY_SECRET is not the server key that the database in ${data} was made with: use the one it was made with, or another data folder.`,
    );
    writeFileSync(join(data, 'server.key'), '0'.repeat(64));
    expect(await started()).toStartWith(`${join(data, 'server.key')} is not the server key`);
  });

  test('when the key file is damaged', async () => {
    expect(await started()).toBe('started');
    writeFileSync(join(data, 'server.key'), '0'.repeat(10));
    expect(await started()).toContain('is damaged');
    writeFileSync(join(data, 'server.key'), '');
    expect(await started()).toContain('is damaged');
  });
});
