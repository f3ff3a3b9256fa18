import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { type Bytes, fromHex, toHex } from '../../src/encoding/index.ts';
import { sha256Now } from '../../src/trust/hash.ts';
import {
  CHUNK_SIZE,
  chunkCount,
  type FileParts,
  importFileKey,
  makeFileKey,
  openChunk,
  openChunks,
  sealChunk,
  sealedChunkLength,
} from '../../src/trust/index.ts';
import vectors from '../../vectors/file.json' with { type: 'json' };
import { bytes, expectRefusal, flipped } from './support.ts';

const { fileid } = vectors;
const key = await importFileKey(fromHex(vectors.key));
const large = Uint8Array.from({ length: vectors.large.size }, (_, index) => index % 251);
const file: FileParts = { fileid, size: large.length };
const sealed = await sealAll(file, large);

async function sealAll(parts: FileParts, content: Bytes): Promise<Bytes[]> {
  const indexes = Array.from({ length: chunkCount(parts.size) }, (_, index) => index);
  const chunkOf = (index: number) => content.slice(index * CHUNK_SIZE, (index + 1) * CHUNK_SIZE);
  return Promise.all(indexes.map((index) => sealChunk(key, parts, index, chunkOf(index))));
}

async function openAll(parts: FileParts, chunks: Iterable<Bytes>): Promise<Bytes> {
  const opened: Bytes[] = [];
  for await (const chunk of openChunks(key, parts, chunks)) opened.push(chunk);
  return new Uint8Array(Buffer.concat(opened));
}

describe('files', () => {
  for (const [about, { content, sealed: expected }] of [
    ['small', vectors.small],
    ['empty', vectors.empty],
  ] as const) {
    test(`are sealed as the known one and opened again: ${about}`, async () => {
      const parts = { fileid, size: content.length / 2 };
      const [chunk, ...rest] = await sealAll(parts, fromHex(content));
      expect(rest).toEqual([]);
      expect(toHex(chunk as Bytes)).toBe(expected);
      expect(toHex(await openAll(parts, [fromHex(expected)]))).toBe(content);
    });
  }

  test('of more than one chunk are sealed as the known one and opened again', async () => {
    expect(sealed.map((chunk) => ({ length: chunk.length, sha256: toHex(sha256Now(chunk)) }))).toEqual(
      vectors.large.chunks.map(({ length, sha256 }) => ({ length, sha256 })),
    );
    expect(sealed.map((_, index) => sealedChunkLength(file, index))).toEqual(
      sealed.map(({ length }) => length),
    );
    expect(await openAll(file, sealed)).toEqual(large);
  });

  test('have at least one chunk, and no empty one after a full one', () => {
    const sizes = [0, 1, CHUNK_SIZE - 1, CHUNK_SIZE, CHUNK_SIZE + 1, 2 * CHUNK_SIZE];
    expect(sizes.map(chunkCount)).toEqual([1, 1, 1, 1, 2, 2]);
  });

  test('of any content survive the round trip under keys of their own', async () => {
    await fc.assert(
      fc.asyncProperty(bytes({ maxLength: 100 }), async (content) => {
        const own = await importFileKey(makeFileKey());
        const parts = { fileid, size: content.length };
        const chunk = await sealChunk(own, parts, 0, content);
        expect(await openChunk(own, parts, 0, chunk)).toEqual(content);
        await expectRefusal('bad_file', () => openChunk(key, parts, 0, chunk));
      }),
    );
  });

  const [first, last] = sealed as [Bytes, Bytes];
  const size = file.size;
  const small = fromHex(vectors.small.sealed);
  const smallFile = { fileid, size: small.length - 16 };

  test('are refused with any bit of a chunk turned', async () => {
    for (let bit = 0; bit < small.length * 8; bit++) {
      await expectRefusal('bad_file', () => openAll(smallFile, [flipped(small, bit)]));
    }
  });

  test('are refused under another file id', async () => {
    await expectRefusal('bad_file', () => openAll({ ...smallFile, fileid: '0'.repeat(32) }, [small]));
  });

  test('are refused when their last chunk is missing, and only then complete', async () => {
    await expectRefusal('file_truncated', () => openAll(file, [first]));
    await expectRefusal('file_truncated', () => openAll(file, []));
    await expectRefusal('file_truncated', () => openAll({ fileid, size: 0 }, []));
  });

  test('are refused when a whole chunk less is named as their size', async () => {
    await expectRefusal('bad_file', () => openAll({ fileid, size: CHUNK_SIZE }, [first]));
  });

  test('are refused when they have another size than named', async () => {
    await expectRefusal('file_size', () => openAll({ fileid, size: size - 1 }, sealed));
    await expectRefusal('file_size', () => openAll({ fileid, size: size + 1 }, sealed));
    await expectRefusal('file_size', () => openAll(file, [first, last, last]));
    await expectRefusal('file_size', () => openAll(file, [first, last.slice(0, -1)]));
    await expectRefusal('file_size', () => openAll(file, [last]));
  });

  test('are refused when chunks are exchanged or repeated', async () => {
    const two = { fileid, size: 2 * CHUNK_SIZE };
    const [one, other] = (await sealAll(two, new Uint8Array(2 * CHUNK_SIZE))) as [Bytes, Bytes];
    await expectRefusal('bad_file', () => openAll(two, [other, one]));
    await expectRefusal('bad_file', () => openAll(two, [one, one]));
  });

  test('are sealed in chunks of exactly their size', async () => {
    await expect(sealChunk(key, file, 0, large.slice(0, 10))).rejects.toThrow(RangeError);
    await expect(sealChunk(key, file, 1, large.slice(0, CHUNK_SIZE))).rejects.toThrow(RangeError);
  });
});
