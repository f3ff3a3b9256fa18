/** What keys do wherever the focus is. */
export type Shortcut = 'search' | 'previous' | 'next' | 'previousUnread' | 'nextUnread' | 'help';

type Pressed = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

interface Where {
  /** Whether somebody writes there: then signs are signs. */
  readonly isWriting: boolean;
  readonly isMac: boolean;
}

/**
 * What pressed keys mean. Signs are told by what they write and not by their keys: layouts have them in other places,
 * some of them with Shift.
 */
export function shortcutOf(pressed: Pressed, { isWriting, isMac }: Where): Shortcut | undefined {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = pressed;
  const isCommand = !altKey && (isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey);
  const isPlain = !altKey && !ctrlKey && !metaKey;
  if (isCommand) {
    if (key === '/') return 'help';
    return key.toLowerCase() === 'k' && !shiftKey ? 'search' : undefined;
  }
  if (isPlain && !isWriting) return key === '/' ? 'search' : key === '?' ? 'help' : undefined;
  if (!altKey || ctrlKey || metaKey) return undefined;
  if (key === 'ArrowUp') return shiftKey ? 'previousUnread' : 'previous';
  if (key === 'ArrowDown') return shiftKey ? 'nextUnread' : 'next';
  return undefined;
}

/** Of a key in the list of shortcuts: the one that commands, which is another one on a Mac. */
const COMMAND = 'Command';

/** All that keys do, those of single views too: what a text says of them, and each way to press it. */
export const SHORTCUTS = {
  everywhere: {
    search: [`${COMMAND} K`, '/'],
    neighbours: ['Alt ↑', 'Alt ↓'],
    unread: ['Alt Shift ↑', 'Alt Shift ↓'],
    leave: ['Escape'],
    help: [`${COMMAND} /`, '?'],
  },
  list: {
    walk: ['↑', '↓', 'Home', 'End'],
    open: ['Enter'],
    menu: ['Shift F10'],
    empty: ['Escape'],
  },
  messages: {
    walk: ['↑', '↓'],
    ends: ['Home', 'End'],
    pages: ['PageUp', 'PageDown'],
    menu: ['Enter'],
    reply: ['R'],
    react: ['+'],
    edit: ['E'],
    delete: ['Delete'],
  },
  writing: {
    send: ['Enter'],
    line: ['Shift Enter'],
    mention: ['@'],
    editLast: ['↑'],
    cancel: ['Escape'],
  },
} as const;

/** What is written on keys of a Mac in every language. */
const MAC: Readonly<Record<string, string>> = { [COMMAND]: '⌘', Alt: '⌥', Shift: '⇧' };

/** The keys to be pressed together, as they are labelled. @param names of keys, in the user's language */
export function labelsOf(keys: string, names: Readonly<Record<string, string>>, isMac: boolean): string[] {
  return keys.split(' ').map((key) => (isMac ? MAC[key] : undefined) ?? names[key] ?? key);
}

export function isMac(): boolean {
  return /^(?:mac|iphone|ipad)/i.test(navigator.platform);
}
