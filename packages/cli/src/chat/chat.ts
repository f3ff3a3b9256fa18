import { emitKeypressEvents } from 'node:readline';
import type { Conversation, Live, Parley, Timeline, TimelineItem } from '@parley/client';
import { oneLine } from '@parley/client/export';
import { failureOf } from '../exit.ts';
import { helpLines, runChatCommand } from './commands.ts';
import { type Key, LineEditor } from './line-editor.ts';
import { linesOf } from './rows.ts';
import { Screen } from './screen.ts';

/** How many rows are read at once. */
const PAGE = 100;

/** One's own time zone, in which clocks are shown. */
const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A conversation on the terminal, live, until the user quits. */
export class Chat {
  readonly #parley: Parley;
  readonly #conversation: Conversation;
  readonly #timeline: Timeline;
  readonly #live: Live;
  readonly #screen = new Screen(process.stdout);
  readonly #editor = new LineEditor();
  readonly #done = Promise.withResolvers<void>();
  #items: TimelineItem[] = [];
  #hasOlder = false;
  /** How many lines the view is scrolled back. */
  #back = 0;
  #typing: readonly string[] = [];
  #notice = '';
  #help = false;
  #isDrawing = false;
  #viewed = '';

  constructor(parley: Parley, conversation: Conversation, live: Live) {
    this.#parley = parley;
    this.#conversation = conversation;
    this.#timeline = conversation.timeline();
    this.#live = live;
  }

  /** Shows the conversation until the user quits. @throws Error why the connection ended, if it did */
  async run(): Promise<void> {
    const forget = this.#listen();
    this.#screen.enter();
    try {
      await this.#reload();
      await this.#done.promise;
    } finally {
      for (const end of forget) end();
      this.#screen.leave();
    }
  }

  #listen(): (() => void)[] {
    const { stdin, stdout } = process;
    const press = (_: string | undefined, key: Key) => this.#press(key);
    const redraw = () => this.#draw();
    const quit = () => this.#done.resolve();
    emitKeypressEvents(stdin);
    stdin.setRawMode(true);
    stdin.resume();
    stdin.on('keypress', press);
    stdout.on('resize', redraw);
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.once(signal, quit);
    return [
      () => {
        stdin.off('keypress', press);
        stdin.setRawMode(false);
        stdin.pause();
        stdout.off('resize', redraw);
      },
      this.#timeline.subscribe(() => this.#attempt(() => this.#reload())),
      this.#live.on('typing', ({ conversationId, userIds }) => {
        if (conversationId === this.#conversation.id) this.#typing = userIds;
        this.#draw();
      }),
      this.#live.on('state', ({ state, error }) => {
        if (state === 'online') this.#attempt(() => this.#conversation.flush());
        if (state === 'ended' && error) this.#done.reject(error);
        this.#draw();
      }),
    ];
  }

  /** Reads the rows that are shown: the newest, and as many older ones as were read before. */
  async #reload(): Promise<void> {
    const page = await this.#timeline.newest(Math.max(PAGE, this.#items.length));
    this.#items = [...page.items];
    this.#hasOlder = page.older;
    this.#draw();
    await this.#view();
  }

  /** Whoever sees a message says so. */
  async #view(): Promise<void> {
    const newest = this.#items.findLast((item) => item.row === 'message' && !item.own);
    if (!newest || newest.id === this.#viewed || this.#back > 0) return;
    this.#viewed = newest.id;
    await this.#conversation.markViewed(newest.id);
  }

  #press(key: Key): void {
    this.#notice = '';
    if (this.#help) {
      this.#help = false;
      this.#draw();
      return;
    }
    if (key.ctrl && (key.name === 'c' || key.name === 'd')) {
      if (this.#editor.text === '') this.#done.resolve();
      if (key.name === 'c') this.#editor.set('');
    } else if (key.name === 'return' || key.name === 'enter') this.#enter(this.#editor.take().trim());
    else if (key.name === 'pageup') this.#attempt(() => this.#scroll(this.#screen.room - 1));
    else if (key.name === 'pagedown') this.#attempt(() => this.#scroll(1 - this.#screen.room));
    else if (this.#editor.press(key) && this.#editor.text !== '') this.#live.typing(this.#conversation.id);
    this.#draw();
  }

  #enter(text: string): void {
    if (text === '') return;
    this.#back = 0;
    if (text === '/quit') this.#done.resolve();
    else if (text === '/help') this.#help = true;
    else this.#attempt(() => this.#say(text));
  }

  async #say(text: string): Promise<void> {
    if (text.startsWith('/')) await runChatCommand(this.#conversation, this.#items, text);
    else await this.#conversation.post(text);
  }

  async #scroll(lines: number): Promise<void> {
    const height = this.#history().length;
    const [oldest] = this.#items;
    if (lines > 0 && this.#hasOlder && oldest && this.#back + lines + this.#screen.room > height) {
      const page = await this.#timeline.before(oldest.id, PAGE);
      this.#items = [...page.items, ...this.#items];
      this.#hasOlder = page.older;
    }
    this.#back = Math.max(0, Math.min(this.#back + lines, this.#history().length - this.#screen.room));
    this.#draw();
  }

  #history(): string[] {
    return this.#items.flatMap((item) => linesOf(item, this.#screen.width, timeZone));
  }

  /** Several changes at once are drawn once. */
  #draw(): void {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    queueMicrotask(() => {
      this.#isDrawing = false;
      const history = this.#help ? helpLines : this.#history();
      this.#screen.draw({
        title: `${oneLine(this.#conversation.name, 60)} – ${this.#parley.account.nick}`,
        lines: this.#back > 0 ? history.slice(0, -this.#back) : history,
        status: this.#status(),
        input: this.#editor.text,
        before: this.#editor.before,
      });
    });
  }

  #status(): string {
    const { state } = this.#live;
    if (this.#notice !== '') return this.#notice;
    if (state !== 'online')
      return state === 'offline' ? 'The server is away; what you write goes out later.' : 'Connecting …';
    if (this.#back > 0) return 'Older messages; page down for newer ones.';
    const names = this.#typing.map((id) => oneLine(this.#parley.people.nameOf(id), 40));
    if (names.length > 0) return `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} typing …`;
    return '/help shows what you can do here.';
  }

  /** What fails is said in the status line, and the chat goes on. */
  #attempt(work: () => Promise<unknown>): void {
    work().catch((error: unknown) => {
      this.#notice = oneLine(failureOf(error).line, 200);
      this.#draw();
    });
  }
}
