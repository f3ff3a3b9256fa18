import { describe, expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import { orRefuse, orRefuseAsync } from '../../src/trust/errors.ts';
import { refusals, type TrustCode, TrustError } from '../../src/trust/index.ts';

const codes = Object.keys(refusals) as TrustCode[];
const read = (folder: string) => {
  const url = new URL(folder, import.meta.url);
  const files = readdirSync(url).filter((file) => file.endsWith('.ts') || file.endsWith('.json'));
  return files.map((file) => [file, readFileSync(new URL(file, url), 'utf8')] as const);
};

describe('refusals', () => {
  test('carry their code, and a sentence that says what it means', () => {
    for (const code of codes) {
      const error = new TrustError(code);
      expect(error).toBeInstanceOf(Error);
      expect(error.name).toBe('TrustError');
      expect(error.code).toBe(code);
      expect(error.message).toMatch(/^[A-Z].*\.$/);
      expect(new TrustError(code, 'epoch 3').message).toBe(`${error.message} (epoch 3)`);
    }
  });

  test('each say something of their own', () => {
    expect(new Set(Object.values(refusals)).size).toBe(codes.length);
  });

  test('are all thrown somewhere, and all tested', () => {
    const sources = read('../../src/trust/').filter(([file]) => file !== 'errors.ts');
    const tests = [...read('./'), ...read('../../vectors/')].filter(([file]) => file !== 'errors.test.ts');
    for (const code of codes) {
      expect([code, sources.some(([, text]) => text.includes(`'${code}'`))]).toEqual([code, true]);
      expect([
        code,
        tests.some(([, text]) => text.includes(`'${code}'`) || text.includes(`"${code}"`)),
      ]).toEqual([code, true]);
    }
  });

  test('keep the words of our own parsers, and nothing of other errors', async () => {
    const throwing = (error: unknown) => () => {
      throw error;
    };
    expect(() => orRefuse('bad_pem', throwing(new SyntaxError('line 3')))).toThrow('(line 3)');
    expect(() => orRefuse('bad_pem', throwing(new Error('internal')))).toThrow(refusals.bad_pem);
    expect(() => orRefuse('bad_pem', throwing(new Error('internal')))).not.toThrow('internal');
    expect(() => orRefuse('bad_pem', throwing(new TrustError('bad_mac')))).toThrow(refusals.bad_mac);
    await expect(orRefuseAsync('bad_pem', async () => throwing('text')())).rejects.toThrow(refusals.bad_pem);
  });
});
