import { type Bytes, concat, Z } from '../encoding/index.ts';
import { TrustError } from './errors.ts';
import { type Random, secureRandom } from './random.ts';
import { decrypt, encrypt, importSealKey } from './seal.ts';

/** 1 MiB of the file, of which the last chunk has what is left. */
export const CHUNK_SIZE = 1024 * 1024;
const TAG_LENGTH = 16;

/** What of a file its chunks are bound to. */
export interface FileParts {
  readonly fileid: string;
  /** Bytes of the file itself. */
  readonly size: number;
}

/** A new key of a file, 32 bytes. It must serve one file only: its nonces are counted. */
export function makeFileKey(random: Random = secureRandom): Bytes {
  return random(32);
}

/** A file's key ready for use. @param key 32 bytes */
export function importFileKey(key: Bytes): Promise<CryptoKey> {
  return importSealKey(key);
}

/** How many chunks a file has: at least one, since the last one says that nothing is missing. */
export function chunkCount(size: number): number {
  return Math.max(1, Math.ceil(size / CHUNK_SIZE));
}

/** The length of a sealed chunk, ciphertext and tag. */
export function sealedChunkLength({ size }: Pick<FileParts, 'size'>, index: number): number {
  return plainLength(size, index) + TAG_LENGTH;
}

/**
 * One chunk: AES-GCM under the file's key, nonce = u32 0 || u64 index (which is not sent along),
 * AAD = "parley/file/v1" || Z || fileid || 0x01 for the last chunk, else 0x00.
 * @param chunk exactly the file's bytes from index * CHUNK_SIZE on. Source: docs/spec/trust.md section 4, Files.
 */
export async function sealChunk(
  key: CryptoKey,
  file: FileParts,
  index: number,
  chunk: Bytes,
): Promise<Bytes> {
  if (chunk.length !== plainLength(file.size, index)) {
    throw new RangeError(
      `chunk ${index} of ${file.size} bytes has ${plainLength(file.size, index)} bytes, not ${chunk.length}`,
    );
  }
  return encrypt(key, chunkNonce(index), chunk, chunkAad(file, index));
}

/** Opens one chunk. @throws TrustError file_size when it has another length than `size` gives it, bad_file */
export async function openChunk(
  key: CryptoKey,
  file: FileParts,
  index: number,
  sealed: Bytes,
): Promise<Bytes> {
  if (index >= chunkCount(file.size) || sealed.length !== sealedChunkLength(file, index)) {
    throw new TrustError('file_size', `chunk ${index + 1} of ${chunkCount(file.size)}`);
  }
  return decrypt(key, chunkNonce(index), sealed, chunkAad(file, index), 'bad_file');
}

/**
 * Opens a whole file, chunk by chunk; only when it ends without an error is it complete.
 * @throws TrustError bad_file, file_size, file_truncated
 */
export async function* openChunks(
  key: CryptoKey,
  file: FileParts,
  chunks: AsyncIterable<Bytes> | Iterable<Bytes>,
): AsyncGenerator<Bytes, void, undefined> {
  let index = 0;
  for await (const sealed of chunks) yield await openChunk(key, file, index++, sealed);
  const expected = chunkCount(file.size);
  if (index < expected) throw new TrustError('file_truncated', `${index} of ${expected} chunks`);
}

function plainLength(size: number, index: number): number {
  return Math.min(CHUNK_SIZE, size - index * CHUNK_SIZE);
}

function chunkNonce(index: number): Bytes {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setBigUint64(4, BigInt(index));
  return nonce;
}

function chunkAad({ fileid, size }: FileParts, index: number): Bytes {
  const last = index === chunkCount(size) - 1;
  return concat('parley/file/v1', Z, fileid, new Uint8Array([last ? 1 : 0]));
}
