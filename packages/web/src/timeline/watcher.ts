/** What somebody does with a list, and what becomes of its size. */
interface Heard {
  /** @param offset how far it is scrolled now @returns whether somebody did it, not the list itself */
  scrolled(offset: number): boolean;
  /** Nobody scrolls any more. */
  rests(): void;
  /** The list, or its rows, may have another size; the rows have, where its width is another one. */
  resized(height: number, isOtherWidth: boolean): void;
}

/** In milliseconds: who has not scrolled for so long rests. */
const REST = 150;

/** Watches a list whose rows come and go: how it is scrolled, and what gets another size while it rests. */
export class Watcher {
  readonly #list: HTMLElement;
  readonly #canvas: HTMLElement;
  readonly #rows: HTMLElement;
  readonly #heard: Heard;
  readonly #gone = new AbortController();
  readonly #sizes = new ResizeObserver(() => this.#measure());
  #resting: ReturnType<typeof setTimeout> | undefined;
  #isTouched = false;
  /** Whether a button or finger is down on something in a row. */
  #isPressed = false;
  #width: number;

  /** @param canvas holds the rows, and is as high as all of them */
  constructor(list: HTMLElement, canvas: HTMLElement, rows: HTMLElement, heard: Heard) {
    this.#list = list;
    this.#canvas = canvas;
    this.#rows = rows;
    this.#heard = heard;
    this.#width = list.clientWidth;
    const options = { signal: this.#gone.signal, passive: true };
    list.addEventListener('scroll', () => this.#scroll(), options);
    list.addEventListener('touchstart', () => this.#touch(true), options);
    list.addEventListener('touchend', () => this.#touch(false), options);
    list.addEventListener('touchcancel', () => this.#touch(false), options);
    list.addEventListener('pointerdown', ({ target }) => this.#press(target !== list), options);
    // Wherever it is let go.
    for (const end of ['pointerup', 'pointercancel']) {
      document.addEventListener(end, () => this.#press(false), options);
    }
    this.#sizes.observe(list);
    this.#sizes.observe(rows);
  }

  stop(): void {
    clearTimeout(this.#resting);
    this.#gone.abort();
    this.#sizes.disconnect();
  }

  #scroll(): void {
    // Rows that come and go change the size of all with every frame.
    if (this.#resting === undefined) this.#sizes.unobserve(this.#rows);
    this.#wait();
    const isMoved = this.#heard.scrolled(this.#list.scrollTop);
    // Nothing is pointed at while somebody moves it; but what is pressed is let go where it is, whatever moves the list.
    if (isMoved && !this.#isPressed) this.#canvas.style.pointerEvents = 'none';
  }

  #wait(): void {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#rest(), REST);
  }

  #rest(): void {
    // A finger that holds the list may go on.
    if (this.#isTouched) return;
    this.#resting = undefined;
    this.#canvas.style.pointerEvents = '';
    this.#heard.rests();
    this.#sizes.observe(this.#rows);
  }

  #touch(isTouched: boolean): void {
    this.#isTouched = isTouched;
    if (!isTouched && this.#resting !== undefined) this.#wait();
  }

  #press(isPressed: boolean): void {
    this.#isPressed = isPressed;
  }

  #measure(): void {
    const { clientWidth, clientHeight } = this.#list;
    const isOtherWidth = clientWidth !== this.#width;
    this.#width = clientWidth;
    this.#heard.resized(clientHeight, isOtherWidth);
  }
}
