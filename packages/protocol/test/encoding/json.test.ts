import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { parseStrictJson } from '../../src/encoding/index.ts';
import vectors from '../../vectors/json.json' with { type: 'json' };

/** JSON text of a value with free spacing and needless escapes. */
function spaced(value: unknown, space: string): string {
  if (Array.isArray(value))
    return `[${space}${value.map((item) => spaced(item, space)).join(`${space},${space}`)}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(
      ([name, item]) => `${escaped(name)}${space}:${space}${spaced(item, space)}`,
    );
    return `{${space}${members.join(`,${space}`)}${space}}`;
  }
  return typeof value === 'string' ? escaped(value) : JSON.stringify(value);
}

function escaped(text: string): string {
  const units = Array.from({ length: text.length }, (_, at) =>
    text.charCodeAt(at).toString(16).padStart(4, '0'),
  );
  return `"${units.map((unit) => `\\u${unit}`).join('')}"`;
}

/** Whether every number is below 2^53, beyond which the strict reader refuses them. */
function isExact(value: unknown): boolean {
  if (typeof value === 'number') return Math.abs(value) < 2 ** 53;
  return typeof value === 'object' && value !== null ? Object.values(value).every(isExact) : true;
}

describe('strict JSON', () => {
  for (const { about, text } of vectors.accepted) {
    test(`accepts ${about}`, () => {
      expect(parseStrictJson(text)).toEqual(JSON.parse(text));
    });
  }

  for (const { about, text } of vectors.refused) {
    test(`refuses ${about}`, () => {
      expect(() => parseStrictJson(text)).toThrow(SyntaxError);
    });
  }

  const values = fc.jsonValue({ noUnicodeString: false }).filter(isExact);

  test('reads back every value as it was written, however it is spaced and escaped', () => {
    fc.assert(
      fc.property(values, fc.constantFrom('', ' ', '\n\t', '\r\n  '), (value, space) => {
        const text = JSON.stringify(value);
        expect(parseStrictJson(text)).toEqual(JSON.parse(text));
        expect(parseStrictJson(spaced(value, space))).toEqual(JSON.parse(text));
      }),
    );
  });

  test('refuses any value in which a member is repeated, at any depth', () => {
    fc.assert(
      fc.property(
        fc.string(),
        values,
        values,
        fc.nat(20),
        fc.constantFrom('', ' '),
        (name, one, other, depth, space) => {
          const inner = `{${JSON.stringify(name)}:${JSON.stringify(one)},${space}${escaped(name)}:${JSON.stringify(other)}}`;
          const text = `${'[{"a":'.repeat(depth)}${inner}${'}]'.repeat(depth)}`;
          expect(() => parseStrictJson(text)).toThrow('twice');
        },
      ),
    );
  });

  test('refuses integers beyond 2^53 and no smaller ones', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), (integer) => {
        const isBeyond = integer > 2n ** 53n || integer < -(2n ** 53n);
        const read = () => parseStrictJson(`{"a":[${integer}]}`);
        if (isBeyond) expect(read).toThrow('beyond 2^53');
        else expect(read()).toEqual({ a: [Number(integer)] });
      }),
      { examples: [[2n ** 53n], [2n ** 53n + 1n], [-(2n ** 53n)], [-(2n ** 53n) - 1n], [2n ** 53n - 1n]] },
    );
  });

  test('refuses a text as this library writes it exactly when it refuses it spaced', () => {
    const refuses = (text: string) => {
      try {
        parseStrictJson(text);
        return false;
      } catch {
        return true;
      }
    };
    const large = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(fc.oneof(large, fc.maxSafeInteger(), fc.jsonValue())), (value) => {
        const text = JSON.stringify(value);
        expect(refuses(text)).toBe(refuses(spaced(JSON.parse(text), ' ')));
        expect(refuses(text)).toBe(!isExact(JSON.parse(text)));
      }),
      { examples: [[[2 ** 53 - 1]], [[1e21]], [[-(2 ** 60)]]] },
    );
  });

  test('reads what is nested deeper than a stack is', () => {
    const depth = 200_000;
    const text = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(Array.isArray(parseStrictJson(text))).toBe(true);
  });

  test('reads a long text that needs the scan', () => {
    const text = `{ "a":"${'\\"x'.repeat(200_000)}","b":1}`;
    expect((parseStrictJson(text) as { b: number }).b).toBe(1);
    expect(() => parseStrictJson(`${text.slice(0, -1)},"a":1}`)).toThrow('twice');
  });
});
