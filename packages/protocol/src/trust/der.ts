import { type Bytes, concat, equalBytes } from '../encoding/index.ts';

/*
 * As much DER (X.690) as RSA keys need: sequences, integers, octet strings, one bit string, one algorithm
 * name. Whatever is not the one DER form of its value is refused.
 */
export const SEQUENCE = 0x30;
export const OCTET_STRING = 0x04;
export const BIT_STRING = 0x03;
const INTEGER = 0x02;

/** One value with its tag and length in front. */
export function der(tag: number, ...parts: Uint8Array[]): Bytes {
  const content = concat(...parts);
  return concat(new Uint8Array([tag, ...lengthBytes(content.length)]), content);
}

function lengthBytes(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 | bytes.length, ...bytes];
}

/** A non-negative integer from its bytes, most significant first. */
export function derInteger(magnitude: Uint8Array): Bytes {
  const first = magnitude.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? new Uint8Array(1) : magnitude.subarray(first);
  return der(INTEGER, (digits[0] as number) & 0x80 ? new Uint8Array(1) : new Uint8Array(), digits);
}

/** Reads the values of a sequence's content one after another. */
export class DerReader {
  #rest: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#rest = bytes;
  }

  /** The content of the next value. @throws SyntaxError when its tag is another or its form is not DER */
  read(tag: number): Uint8Array {
    const bytes = this.#rest;
    if (bytes.length < 2 || bytes[0] !== tag) throw new SyntaxError(`DER: expected tag ${tag}`);
    const [length, start] = readLength(bytes);
    if (start + length > bytes.length) throw new SyntaxError('DER: a value is cut off');
    this.#rest = bytes.subarray(start + length);
    return bytes.subarray(start, start + length);
  }

  /** The bytes of the next value, a positive integer, without leading zero. */
  readPositive(): Uint8Array {
    const content = this.read(INTEGER);
    const magnitude = content[0] === 0 ? content.subarray(1) : content;
    if (magnitude.length === 0 || !equalBytes(derInteger(magnitude), der(INTEGER, content))) {
      throw new SyntaxError('DER: an integer is not positive or not in its shortest form');
    }
    return magnitude;
  }

  /** Reads the version number 0. */
  readZero(): void {
    const content = this.read(INTEGER);
    if (content.length !== 1 || content[0] !== 0) throw new SyntaxError('DER: expected version 0');
  }

  /** Reads exactly these bytes. */
  readExactly(expected: Uint8Array): void {
    if (!equalBytes(this.#rest.subarray(0, expected.length), expected)) {
      throw new SyntaxError('DER: expected the algorithm rsaEncryption');
    }
    this.#rest = this.#rest.subarray(expected.length);
  }

  /** @throws SyntaxError when anything is left */
  end(): void {
    if (this.#rest.length > 0) throw new SyntaxError('DER: there are bytes after the end');
  }
}

/** Length and where the content starts. */
function readLength(bytes: Uint8Array): [length: number, start: number] {
  const first = bytes[1] as number;
  if (first < 0x80) return [first, 2];
  const count = first & 0x7f;
  let length = 0;
  for (const byte of bytes.subarray(2, 2 + count)) length = length * 256 + byte;
  const shortest = lengthBytes(length);
  // Four bytes of length are more than any key has; more would only lose digits here.
  if (count > 4 || shortest.length !== 1 + count || shortest[0] !== first) {
    throw new SyntaxError('DER: a length is not in its shortest form');
  }
  return [length, 2 + count];
}
