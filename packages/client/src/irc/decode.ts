/** A file's text, and the lines (counted from 0) that were not valid UTF-8. */
export interface DecodedLog {
  readonly lines: readonly string[];
  /** Their bad bytes stand as U+FFFD in the text. */
  readonly replaced: readonly number[];
}

const NEWLINE = 0x0a;

/**
 * The lines of a log. They end with \n, or all of them with \r\n; every other character stays in its text. A
 * byte order mark at the very beginning says how the file is coded and is no part of the first line.
 */
export function decodeLog(raw: string | Uint8Array): DecodedLog {
  if (typeof raw === 'string') return { lines: splitLines(raw), replaced: [] };
  try {
    return {
      lines: splitLines(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw)),
      replaced: [],
    };
  } catch {
    return decodeByLine(raw);
  }
}

/** No byte of a longer UTF-8 sequence is \n, so that lines may be told apart before decoding. */
function decodeByLine(raw: Uint8Array): DecodedLog {
  const fatal = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
  const lines: string[] = [];
  const replaced: number[] = [];
  for (let start = 0; start < raw.length; ) {
    const found = raw.indexOf(NEWLINE, start);
    const end = found < 0 ? raw.length : found;
    const bytes = raw.subarray(start, end);
    try {
      lines.push(fatal.decode(bytes));
    } catch {
      replaced.push(lines.length);
      lines.push(lenient.decode(bytes));
    }
    start = end + 1;
  }
  return { lines: withoutMark(withoutReturns(lines)), replaced };
}

function splitLines(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return withoutMark(withoutReturns(lines));
}

function withoutReturns(lines: string[]): string[] {
  const isEnded = (line: string) => line.endsWith('\r');
  // Blank lines may have come from elsewhere.
  return lines.every((line) => line === '' || isEnded(line))
    ? lines.map((line) => (isEnded(line) ? line.slice(0, -1) : line))
    : lines;
}

function withoutMark(lines: string[]): string[] {
  const first = lines[0];
  if (first?.startsWith('\u{feff}')) lines[0] = first.slice(1);
  return lines;
}
