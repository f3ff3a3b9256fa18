/** What the terminal is to show. */
export interface Frame {
  readonly title: string;
  /** Lines of the conversation, oldest first; those that do not fit are cut off at the top. */
  readonly lines: readonly string[];
  /** One line above the input. */
  readonly status: string;
  readonly input: string;
  /** What of the input stands before the cursor. */
  readonly before: string;
}

const ESC = '\u001b';
const PROMPT = '> ';
/** Title, status and input. */
const AROUND = 3;

/** The whole terminal: history above, a status and the input below. */
export class Screen {
  readonly #out: NodeJS.WriteStream;

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
  }

  get width(): number {
    return this.#out.columns || 80;
  }

  /** How many lines of the conversation fit. */
  get room(): number {
    return Math.max(1, (this.#out.rows || 24) - AROUND);
  }

  /** Takes the terminal over; what stood there comes back with `leave`. */
  enter(): void {
    this.#out.write(`${ESC}[?1049h`);
  }

  leave(): void {
    this.#out.write(`${ESC}[?1049l`);
  }

  draw({ title, lines, status, input, before }: Frame): void {
    const shown = lines.slice(-this.room);
    const rows = [
      `${ESC}[7m${fitted(` ${title}`, this.width)}${ESC}[0m`,
      ...shown,
      ...Array<string>(this.room - shown.length).fill(''),
      `${ESC}[2m${fitted(status, this.width)}${ESC}[0m`,
    ];
    const { text, column } = scrolled(input, before, this.width - PROMPT.length - 1);
    const body = rows.map((row, index) => `${ESC}[${index + 1};1H${row}${ESC}[K`).join('');
    const line = `${ESC}[${rows.length + 1};1H${PROMPT}${text}${ESC}[K`;
    const cursor = `${ESC}[${rows.length + 1};${PROMPT.length + column + 1}H`;
    this.#out.write(`${ESC}[?25l${body}${line}${cursor}${ESC}[?25h`);
  }
}

/** A text of exactly this many columns. */
function fitted(text: string, width: number): string {
  const cut = Bun.stringWidth(text) > width ? Bun.sliceAnsi(text, 0, width) : text;
  return cut + ' '.repeat(Math.max(0, width - Bun.stringWidth(cut)));
}

/** The part of the input around the cursor that fits. */
function scrolled(input: string, before: string, width: number): { text: string; column: number } {
  const column = Bun.stringWidth(before);
  const begin = Math.max(0, column - width);
  return { text: Bun.sliceAnsi(input, begin, begin + width), column: column - begin };
}
