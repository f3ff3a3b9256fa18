/** A key as node:readline names it. */
export interface Key {
  readonly name?: string | undefined;
  readonly sequence?: string | undefined;
  readonly ctrl?: boolean | undefined;
  readonly meta?: boolean | undefined;
}

const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The line that is being typed, and where the cursor stands in it: in signs, not in UTF-16 units. */
export class LineEditor {
  #signs: string[] = [];
  #at = 0;

  get text(): string {
    return this.#signs.join('');
  }

  /** What stands before the cursor. */
  get before(): string {
    return this.#signs.slice(0, this.#at).join('');
  }

  /** Gives the line, and empties it. */
  take(): string {
    const { text } = this;
    this.set('');
    return text;
  }

  set(text: string): void {
    this.#signs = signsOf(text);
    this.#at = this.#signs.length;
  }

  /** Does what a key says. @returns whether it was a key of the line */
  press({ name, sequence = '', ctrl = false, meta = false }: Key): boolean {
    const action = ctrl ? this.#controls[name ?? ''] : this.#keys[name ?? ''];
    if (action) {
      action();
      return true;
    }
    if (ctrl || meta || sequence === '' || /\p{Cc}/u.test(sequence)) return false;
    this.#replace(this.#at, this.#at, signsOf(sequence));
    return true;
  }

  readonly #keys: Readonly<Record<string, () => void>> = {
    left: () => this.#move(this.#at - 1),
    right: () => this.#move(this.#at + 1),
    home: () => this.#move(0),
    end: () => this.#move(this.#signs.length),
    backspace: () => this.#replace(this.#at - 1, this.#at),
    delete: () => this.#replace(this.#at, this.#at + 1),
  };

  readonly #controls: Readonly<Record<string, () => void>> = {
    a: () => this.#move(0),
    e: () => this.#move(this.#signs.length),
    u: () => this.#replace(0, this.#at),
    k: () => this.#replace(this.#at, this.#signs.length),
    w: () => this.#replace(this.#wordBefore(), this.#at),
  };

  #move(to: number): void {
    this.#at = Math.max(0, Math.min(to, this.#signs.length));
  }

  #replace(from: number, to: number, signs: readonly string[] = []): void {
    const begin = Math.max(0, from);
    this.#signs.splice(begin, to - begin, ...signs);
    this.#move(begin + signs.length);
  }

  #wordBefore(): number {
    const blanks = this.before.trimEnd();
    return signsOf(blanks.slice(0, blanks.search(/\S*$/))).length;
  }
}

function signsOf(text: string): string[] {
  return Array.from(segments.segment(text), ({ segment }) => segment);
}
