import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import {
  describeFinding,
  EMPTY_CHAIN,
  extendChain,
  type Finding,
  gapsOf,
  type Link,
  nextLink,
  type StationChain,
} from '../../src/trust/index.ts';
import vectors from '../../vectors/chain.json' with { type: 'json' };

/** Message `seq` of an honest station. */
const linkOf = (seq: number): Link => ({
  seq,
  chain: seq > 1 ? `hash ${seq - 1}` : undefined,
  hash: `hash ${seq}`,
});

function extendAll(links: readonly Link[], end: 'newest' | 'oldest' = 'newest', start = EMPTY_CHAIN) {
  let chain: StationChain = start;
  const findings: Finding[] = [];
  for (const link of links) {
    const extension = extendChain(chain, link, end);
    chain = extension.chain;
    findings.push(...extension.findings);
  }
  return { chain, findings };
}

describe('the chain of a station', () => {
  for (const { about, steps, complete, gaps } of vectors.cases) {
    test(`shows what is known of it: ${about}`, () => {
      let chain: StationChain = EMPTY_CHAIN;
      for (const { end, findings, ...link } of steps) {
        const extension = extendChain(chain, link, end as 'newest' | 'oldest');
        expect(extension.findings).toEqual(findings as Finding[]);
        chain = extension.chain;
      }
      expect(gapsOf(chain, complete)).toEqual(gaps);
    });
  }

  test('of which nothing is held misses nothing', () => {
    expect(gapsOf(EMPTY_CHAIN, true)).toEqual([]);
  });

  test('read forward from anywhere and then back shows nothing, and is one run', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(40), (length, split) => {
        const links = Array.from({ length }, (_, index) => linkOf(index + 1));
        const start = Math.min(split, length - 1);
        const newer = extendAll(links.slice(start));
        const all = extendAll(links.slice(0, start).toReversed(), 'oldest', newer.chain);
        expect([...newer.findings, ...all.findings]).toEqual([]);
        expect(all.chain.runs).toEqual([
          { first: 1, chain: undefined, last: length, hash: `hash ${length}` },
        ]);
        expect(gapsOf(all.chain, true)).toEqual([]);
      }),
    );
  });

  test('shows exactly the messages that are withheld, however they are withheld', () => {
    const withheld = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 29 });
    fc.assert(
      fc.property(withheld, fc.boolean(), (missing, back) => {
        const seqs = Array.from({ length: 30 }, (_, index) => index + 1).filter(
          (seq) => !missing.includes(seq),
        );
        const links = (back ? seqs.toReversed() : seqs).map(linkOf);
        const { chain, findings } = extendAll(links, back ? 'oldest' : 'newest');
        const shown = gapsOf(chain, true).flatMap(({ first, last }) =>
          Array.from({ length: last - first + 1 }, (_, index) => first + index),
        );
        const newest = Math.max(...seqs);
        expect(shown).toEqual(missing.filter((seq) => seq < newest).sort((a, b) => a - b));
        expect(findings.every(({ finding }) => finding === 'gap')).toBe(true);
      }),
    );
  });

  test('shows every reordering, and no messages missing in the end', () => {
    const order = fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8], { minLength: 8 });
    fc.assert(
      fc.property(order, (seqs) => {
        const { chain, findings } = extendAll(seqs.map(linkOf));
        const isOrdered = seqs.every((seq, index) => index === 0 || seq > (seqs[index - 1] as number));
        expect(findings.some(({ finding }) => finding === 'reordered')).toBe(!isOrdered);
        expect(findings.some(({ finding }) => finding === 'chain_mismatch')).toBe(false);
        expect(gapsOf(chain, true)).toEqual([]);
      }),
    );
  });

  test('grows with the gaps and not with the messages', () => {
    const { chain } = extendAll(Array.from({ length: 1000 }, (_, index) => linkOf(index + 1)));
    expect(chain.runs).toHaveLength(1);
  });

  test('is not changed in place, so that a station can be read again from a stored state', () => {
    const { chain } = extendAll([linkOf(1), linkOf(2)]);
    const before = structuredClone(chain);
    extendChain(chain, linkOf(4));
    extendChain(chain, linkOf(3));
    expect(chain).toEqual(before);
  });

  test('measures a gap of any size without walking it', () => {
    const { chain, findings } = extendAll([linkOf(1), linkOf(2 ** 52)]);
    expect(findings).toEqual([{ finding: 'gap', first: 2, last: 2 ** 52 - 1 }]);
    expect(gapsOf(chain, true)).toEqual([{ first: 2, last: 2 ** 52 - 1 }]);
  });
});

describe('the writer’s side', () => {
  test('starts at 1 without a chain, and goes on from the last message', () => {
    expect(nextLink(undefined)).toEqual({ seq: 1, chain: undefined });
    expect(nextLink({ seq: 1, hash: 'h' })).toEqual({ seq: 2, chain: 'h' });
  });
});

describe('findings', () => {
  test('are told in a few words each', () => {
    const findings: [Finding, string][] = [
      [{ finding: 'gap', first: 2, last: 4 }, '3 messages missing here'],
      [{ finding: 'gap', first: 2, last: 2 }, '1 message missing here'],
      [{ finding: 'reordered', seq: 1, after: 2 }, 'reordered by the server'],
      [{ finding: 'prev_reordered', id: 'x' }, 'reordered by the server'],
      [{ finding: 'removed_by_server', id: 'x' }, 'removed by the server'],
      [{ finding: 'cleared_by_server', instance: 'x' }, 'cleared by the server'],
      [{ finding: 'prev_missing', id: 'x' }, 'follows a message that is missing here'],
      [{ finding: 'prev_different', id: 'x' }, 'follows a message that was different when it was written'],
      [{ finding: 'prev_absent' }, 'does not say which message it follows'],
      [
        { finding: 'chain_mismatch', seq: 2 },
        'does not follow the message before it: one of the two was replaced',
      ],
      [
        { finding: 'duplicate_seq', seq: 2, untrusted: 'this' },
        'a second message in the place of another: not trustworthy',
      ],
      [
        { finding: 'epoch_went_back', epoch: 1, after: 2 },
        'written under an old key after a newer one was in use: not trustworthy',
      ],
    ];
    for (const [finding, words] of findings) expect(describeFinding(finding)).toBe(words);
  });
});
