import { toBase64, toHex, utf8 } from '../../src/encoding/index.ts';
import { sealChunk } from '../../src/trust/file.ts';
import type { Finding } from '../../src/trust/findings.ts';
import { sha256Now } from '../../src/trust/hash.ts';
import { importSealKey } from '../../src/trust/seal.ts';
import { seeded } from './world.ts';

interface Step {
  readonly seq: number;
  readonly chain?: string;
  readonly hash: string;
  /** Where the message stands among those before it in this list. */
  readonly end: 'newest' | 'oldest';
  readonly findings: Finding[];
}

const hashOf = (name: string) => toBase64(sha256Now(utf8(name)));

/** A message of the honest chain, of which number n has the hash of "n". */
function step(seq: number, findings: Finding[] = [], more: Partial<Step> = {}): Step {
  const chain = seq > 1 ? { chain: hashOf(String(seq - 1)) } : {};
  return { seq, ...chain, hash: hashOf(String(seq)), end: 'newest', findings, ...more };
}

export function chainVectors() {
  const oldest = { end: 'oldest' } as const;
  const cases: {
    about: string;
    steps: Step[];
    complete: boolean;
    gaps: { first: number; last: number }[];
  }[] = [
    { about: 'a whole chain', steps: [step(1), step(2), step(3)], complete: true, gaps: [] },
    { about: 'the newest page only', steps: [step(7), step(8)], complete: false, gaps: [] },
    { about: 'a beginning that is missing', steps: [step(3)], complete: true, gaps: [{ first: 1, last: 2 }] },
    {
      about: 'paging back to the beginning',
      steps: [step(3), step(4), step(2, [], oldest), step(1, [], oldest)],
      complete: true,
      gaps: [],
    },
    {
      about: 'messages withheld',
      steps: [step(1), step(5, [{ finding: 'gap', first: 2, last: 4 }])],
      complete: true,
      gaps: [{ first: 2, last: 4 }],
    },
    {
      about: 'messages withheld further back',
      steps: [step(5), step(2, [{ finding: 'gap', first: 3, last: 4 }], oldest), step(1, [], oldest)],
      complete: true,
      gaps: [{ first: 3, last: 4 }],
    },
    {
      about: 'two messages exchanged',
      steps: [
        step(1),
        step(3, [{ finding: 'gap', first: 2, last: 2 }]),
        step(2, [{ finding: 'reordered', seq: 2, after: 3 }]),
      ],
      complete: true,
      gaps: [],
    },
    {
      about: 'two messages exchanged, paging back',
      steps: [
        step(4),
        step(2, [{ finding: 'gap', first: 3, last: 3 }], oldest),
        step(3, [{ finding: 'reordered', seq: 2, after: 3 }], oldest),
      ],
      complete: false,
      gaps: [],
    },
    {
      about: 'another predecessor than the one that is there',
      steps: [step(1), step(2, [{ finding: 'chain_mismatch', seq: 2 }], { chain: hashOf('another') })],
      complete: true,
      gaps: [],
    },
    {
      about: 'another predecessor, paging back',
      steps: [
        step(2),
        step(1, [{ finding: 'chain_mismatch', seq: 2 }], { ...oldest, hash: hashOf('another') }),
      ],
      complete: true,
      gaps: [],
    },
    {
      about: 'a gap filled late with another message',
      steps: [
        step(1),
        step(3, [{ finding: 'gap', first: 2, last: 2 }]),
        step(
          2,
          [
            { finding: 'reordered', seq: 2, after: 3 },
            { finding: 'chain_mismatch', seq: 3 },
          ],
          {
            hash: hashOf('another'),
          },
        ),
      ],
      complete: true,
      gaps: [],
    },
    {
      about: 'a second message with the same seq',
      steps: [
        step(1),
        step(2),
        step(2, [{ finding: 'duplicate_seq', seq: 2, untrusted: 'this' }], { hash: hashOf('another') }),
        step(3),
      ],
      complete: true,
      gaps: [],
    },
    {
      about: 'a second message with the same seq, further back',
      steps: [
        step(2),
        step(3),
        step(2, [{ finding: 'duplicate_seq', seq: 2, untrusted: 'held' }], {
          ...oldest,
          hash: hashOf('another'),
        }),
      ],
      complete: false,
      gaps: [],
    },
  ];
  return {
    about:
      "What a reader notices in one station's chain (docs/spec/trust.md 4). Steps are in the order in which a reader gets the messages; the hashes stand for real ones.",
    cases,
  };
}

export async function fileVectors() {
  const key = seeded('file')(32);
  const fileid = toHex(seeded('fileid')(16));
  const imported = await importSealKey(key);
  const large = Uint8Array.from({ length: 1024 * 1024 + 5 }, (_, index) => index % 251);
  const largeFile = { fileid, size: large.length };
  const first = await sealChunk(imported, largeFile, 0, large.slice(0, 1024 * 1024));
  const last = await sealChunk(imported, largeFile, 1, large.slice(1024 * 1024));
  const text = utf8('A file of one chunk.');
  const small = await sealChunk(imported, { fileid, size: text.length }, 0, text);
  const empty = await sealChunk(imported, { fileid, size: 0 }, 0, new Uint8Array());
  return {
    about:
      'Files (docs/spec/trust.md 4): sealed chunks are ciphertext and tag, without the nonce, which the index gives. The large file has the byte n modulo 251 at n.',
    fileid,
    key: toHex(key),
    small: { content: toHex(text), sealed: toHex(small) },
    empty: { content: '', sealed: toHex(empty) },
    large: {
      size: large.length,
      chunks: [
        { length: first.length, sha256: toHex(sha256Now(first)) },
        { length: last.length, sha256: toHex(sha256Now(last)), sealed: toHex(last) },
      ],
    },
  };
}
